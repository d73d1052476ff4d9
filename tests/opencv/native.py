# Native OpenCV as a service for the tests: a request a line on stdin, its answer a line on stdout, both JSON.
# A Mat travels as { rows, cols, type, data }, its samples in base64; bytes of files in base64 as well.
import base64
import io
import json
import os
import struct
import sys
import tempfile

# OpenCV neither reads nor writes OpenEXR otherwise.
os.environ["OPENCV_IO_ENABLE_OPENEXR"] = "1"

import cv2
import numpy
import tifffile
from PIL import Image, ImageSequence

DTYPES = ["uint8", "int8", "uint16", "int16", "int32", "float32", "float64"]
folder = tempfile.TemporaryDirectory()


def to_array(mat):
    samples = numpy.frombuffer(base64.b64decode(mat["data"]), DTYPES[mat["type"] & 7])
    channels = (mat["type"] >> 3) + 1
    return samples.reshape((mat["rows"], mat["cols"]) if channels == 1 else (mat["rows"], mat["cols"], channels))


def from_array(array):
    if array is None:
        return None
    channels = 1 if array.ndim == 2 else array.shape[2]
    return {
        "rows": array.shape[0],
        "cols": array.shape[1],
        "type": DTYPES.index(str(array.dtype)) + ((channels - 1) << 3),
        "data": base64.b64encode(numpy.ascontiguousarray(array).tobytes()).decode(),
    }


def file_with(data):
    path = os.path.join(folder.name, "input")
    with open(path, "wb") as file:
        file.write(base64.b64decode(data))
    return path


def pillow(request):
    """A file that OpenCV does not write: palettes, gray with alpha, CMYK, orientations, ... """
    width, height = 21, 13
    bands = len(Image.new(request["mode"], (1, 1)).getbands())
    noise = numpy.random.default_rng(7).integers(0, 256, (height, width, bands), numpy.uint8)
    if request["mode"] == "1":
        image = Image.fromarray(noise[:, :, 0]).convert("1")
    elif request["mode"] == "I;16":
        image = Image.fromarray(noise[:, :, 0].astype(numpy.uint16) * 257 + 5)
    elif request["mode"] == "P":
        image = Image.fromarray(numpy.repeat(noise, 3, 2)).quantize(16)
    else:
        image = Image.fromarray(noise[:, :, 0] if bands == 1 else noise, request["mode"])
    options = dict(request["options"])
    if "tiffinfo" in options:
        options["tiffinfo"] = {int(tag): value for tag, value in options["tiffinfo"].items()}
    if isinstance(options.get("transparency"), list):
        options["transparency"] = tuple(options["transparency"])
    if "orientation" in request:
        exif = Image.Exif()
        exif[0x0112] = request["orientation"]
        options["exif"] = exif
    output = io.BytesIO()
    image.save(output, request["format"], **options)
    return {"bytes": base64.b64encode(output.getvalue()).decode()}


# How a picture is stored that is upright when a reader has turned it.
STORED = [None, None, "FLIP_LEFT_RIGHT", "ROTATE_180", "FLIP_TOP_BOTTOM", "TRANSPOSE", "ROTATE_90", "TRANSVERSE", "ROTATE_270"]


def quadrants(request):
    """Red and green above blue and white, stored for an orientation, with the block that says so."""
    image = Image.new("RGB", (10, 10), "white")
    for color, place in (("red", (0, 0)), ("lime", (5, 0)), ("blue", (0, 5))):
        image.paste(color, place + (place[0] + 5, place[1] + 5))
    if STORED[request["orientation"]]:
        image = image.transpose(getattr(Image.Transpose, STORED[request["orientation"]]))
    exif = Image.Exif()
    exif[0x0112] = request["orientation"]
    exif[0x0131] = "Adobe Photoshop"
    output = io.BytesIO()
    options = {"quality": 100, "subsampling": 0} if request["format"] == "JPEG" else {}
    image.save(output, request["format"], exif=exif, **options)
    return {name: base64.b64encode(value).decode() for name, value in (("bytes", output.getvalue()), ("exif", exif.tobytes()[6:]))}


def palette4():
    """A TIFF of 4-bit indices, two of them a byte, made tag by tag, and the pixels that they stand for."""
    rng = numpy.random.default_rng(4)
    width, height = 21, 13
    indices = rng.integers(0, 16, (height, width), numpy.uint8)
    palette = rng.integers(0, 256, (16, 3), numpy.uint16)
    padded = numpy.pad(indices, ((0, 0), (0, width % 2)))
    strip = (padded[:, 0::2] << 4 | padded[:, 1::2]).tobytes()
    colors = (palette.T * 257).astype("<u2").tobytes()
    entries = [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 4), (259, 3, 1, 1), (262, 3, 1, 3), (273, 4, 1, 8), (277, 3, 1, 1)]
    entries += [(278, 4, 1, height), (279, 4, 1, len(strip)), (320, 3, 48, 8 + len(strip) + len(strip) % 2)]
    body = strip + b"\0" * (len(strip) % 2) + colors
    head = struct.pack("<2sHI", b"II", 42, 8 + len(body))
    directory = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *entry) for entry in entries) + b"\0\0\0\0"
    pixels = palette[indices][:, :, ::-1].astype(numpy.uint8)
    return {"bytes": base64.b64encode(head + body + directory).decode(), "pixels": from_array(pixels)}


def multipage():
    """Six pages of several kinds in one file, and each in a file of its own."""
    rng = numpy.random.default_rng(8)
    sizes = [(40, 50, 3), (30, 40), (24, 32, 3), (33, 17), (16, 16, 3), (48, 64)]
    images = [Image.fromarray(rng.integers(0, 256, size, numpy.uint8)) for size in sizes]
    images[3] = Image.fromarray(rng.integers(0, 65536, sizes[3], numpy.uint16))

    def saved(first, **options):
        output = io.BytesIO()
        first.save(output, "TIFF", compression="tiff_lzw", **options)
        return base64.b64encode(output.getvalue()).decode()

    return {"bytes": saved(images[0], save_all=True, append_images=images[1:]), "pages": [saved(image) for image in images]}


def big_tiffs():
    """One picture as BigTIFF in both byte orders, in strips and tiles, with levels below it."""
    pixels = numpy.random.default_rng(6).integers(0, 256, (64, 64, 3), numpy.uint8)
    layouts = [{}, {"rowsperstrip": 5}, {"tile": (32, 32)}, {"compression": "zlib"}]
    files = []
    for order in "<>":
        for layout in layouts:
            output = io.BytesIO()
            with tifffile.TiffWriter(output, bigtiff=True, byteorder=order) as writer:
                levels = 1 if layout == {"tile": (32, 32)} else 0
                writer.write(pixels, photometric="rgb", metadata=None, subifds=levels, **layout)
                if levels:
                    writer.write(pixels[::2, ::2], photometric="rgb", metadata=None, subfiletype=1, **layout)
            files.append(base64.b64encode(output.getvalue()).decode())
    return {"files": files, "pixels": from_array(pixels[:, :, ::-1])}


def cmyk_as_rgb(data):
    """The picture of a CMYK file in RGB, without loss: each ink takes its share of what the one before left."""
    cmyk = numpy.asarray(Image.open(io.BytesIO(base64.b64decode(data)))).astype(float) / 255
    rgb = numpy.rint(255 * (1 - cmyk[:, :, :3]) * (1 - cmyk[:, :, 3:])).astype(numpy.uint8)
    output = io.BytesIO()
    Image.fromarray(rgb).save(output, "PNG")
    return {"bytes": base64.b64encode(output.getvalue()).decode()}


def pillow_frames(data):
    image = Image.open(io.BytesIO(base64.b64decode(data)))
    frames = [(frame.convert("RGBA").getpixel((0, 0)), frame.info["duration"]) for frame in ImageSequence.Iterator(image)]
    return {
        "pixels": [pixel for pixel, _ in frames],
        "durations": [duration for _, duration in frames],
        "loop": image.info.get("loop"),
        "background": image.info.get("background"),
    }


def exif_block():
    exif = Image.Exif()
    exif[0x013B] = "somebody"
    return {"bytes": base64.b64encode(exif.tobytes()[6:]).decode()}


def write(request, function):
    path = os.path.join(folder.name, "output" + request["extension"])
    images = [to_array(mat) for mat in request["mats"]]
    written = function(path, images if function is cv2.imwritemulti else images[0], request["params"])
    answer = {"result": bool(written), "bytes": None}
    if os.path.exists(path):
        with open(path, "rb") as file:
            answer["bytes"] = base64.b64encode(file.read()).decode()
        os.remove(path)
    return answer


def answer(request):
    operation = request["operation"]
    if operation == "version":
        return {"version": cv2.__version__}
    if operation == "constants":
        return {name: value for name, value in vars(cv2).items() if name.startswith(("IMREAD_", "IMWRITE_", "CV_"))}
    if operation == "imwrite":
        return write(request, cv2.imwrite)
    if operation == "imwritemulti":
        return write(request, cv2.imwritemulti)
    if operation == "pillow":
        return pillow(request)
    if operation == "palette4":
        return palette4()
    if operation == "multipage":
        return multipage()
    if operation == "bigTiffs":
        return big_tiffs()
    if operation == "quadrants":
        return quadrants(request)
    if operation == "cmykAsRgb":
        return cmyk_as_rgb(request["bytes"])
    if operation == "pillowFrames":
        return pillow_frames(request["bytes"])
    if operation == "pillowMetadata":
        return {"artist": Image.open(io.BytesIO(base64.b64decode(request["bytes"]))).getexif().get(0x013B)}
    if operation == "exif":
        return exif_block()
    if operation == "imencode":
        ok, data = cv2.imencode(request["extension"], to_array(request["mats"][0]), request["params"])
        return {"result": bool(ok), "bytes": base64.b64encode(data.tobytes()).decode()}
    if operation == "imread":
        return {"mat": from_array(cv2.imread(file_with(request["bytes"]), request["flags"]))}
    if operation == "imdecode":
        data = numpy.frombuffer(base64.b64decode(request["bytes"]), numpy.uint8)
        return {"mat": from_array(cv2.imdecode(data, request["flags"]))}
    if operation == "imreadmulti":
        ok, mats = cv2.imreadmulti(file_with(request["bytes"]), flags=request["flags"])
        return {"result": bool(ok), "mats": [from_array(mat) for mat in mats]}
    if operation == "imcount":
        return {"count": cv2.imcount(file_with(request["bytes"]))}
    if operation == "haveImageReader":
        return {"result": bool(cv2.haveImageReader(file_with(request["bytes"])))}
    if operation == "haveImageWriter":
        return {"result": bool(cv2.haveImageWriter(request["path"]))}
    raise ValueError(operation)


for line in sys.stdin:
    try:
        reply = answer(json.loads(line))
    except cv2.error as error:
        reply = {"thrown": str(error)}
    except Exception as error:
        reply = {"failed": repr(error)}
    print(json.dumps(reply), flush=True)
