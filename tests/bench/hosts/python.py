# A Python process with one native peer: the same requests and answers as hosts/child.mjs.
# Usage: python3 python.py <peer>
import ctypes
import io
import json
import os
import re
import subprocess
import sys
import time


class OpenCV:
    extensions = {'jpeg': '.jpg', 'png': '.png', 'webp': '.webp', 'tiff': '.tiff'}

    def __init__(self):
        import cv2
        self.cv2 = cv2
        cv2.setNumThreads(1)
        self.version = cv2.__version__

    def prepare(self, pixels):
        codes = {3: self.cv2.COLOR_RGB2BGR, 4: self.cv2.COLOR_RGBA2BGRA}
        return self.cv2.cvtColor(pixels, codes[pixels.shape[2]])

    def encode(self, format, settings):
        params = [number for name, value in settings.items() for number in (getattr(self.cv2, 'IMWRITE_' + name), value)]
        return lambda pixels: self.cv2.imencode(self.extensions[format], pixels, params)[1]


class TurboJpeg:
    LAYOUTS, SUBSAMPLING_420, ACCURATE_DCT, PROGRESSIVE = {3: 0, 4: 7}, 2, 4096, 16384

    def __init__(self):
        self.library = ctypes.CDLL('libturbojpeg.so.0')
        self.library.tjInitCompress.restype = ctypes.c_void_p
        self.handle = ctypes.c_void_p(self.library.tjInitCompress())
        self.version = debian_version('libturbojpeg0')

    def prepare(self, pixels):
        return pixels

    def encode(self, format, settings):
        flags = self.ACCURATE_DCT | (self.PROGRESSIVE if settings['progressive'] else 0)

        def run(pixels):
            height, width, channels = pixels.shape
            out, size = ctypes.POINTER(ctypes.c_ubyte)(), ctypes.c_ulong(0)
            status = self.library.tjCompress2(self.handle, ctypes.c_void_p(pixels.ctypes.data), width, 0, height, self.LAYOUTS[channels],
                                              ctypes.byref(out), ctypes.byref(size), self.SUBSAMPLING_420,
                                              settings['quality'], flags)
            if status:
                raise RuntimeError('tjCompress2 failed')
            data = ctypes.string_at(out, size.value)
            self.library.tjFree(out)
            return data

        return run


class LibWebP:
    def __init__(self):
        self.library = ctypes.CDLL('libwebp.so.7')
        for name in 'WebPEncodeRGB', 'WebPEncodeRGBA', 'WebPEncodeLosslessRGB', 'WebPEncodeLosslessRGBA':
            getattr(self.library, name).restype = ctypes.c_size_t
        number = self.library.WebPGetEncoderVersion()
        self.version = f'{number >> 16}.{number >> 8 & 255}.{number & 255}'

    def prepare(self, pixels):
        return pixels

    def encode(self, format, settings):
        def run(pixels):
            height, width, channels = pixels.shape
            layout = 'RGBA' if channels == 4 else 'RGB'
            out = ctypes.POINTER(ctypes.c_ubyte)()
            rows = [ctypes.c_void_p(pixels.ctypes.data), width, height, width * channels]
            if settings.get('lossless'):
                size = getattr(self.library, 'WebPEncodeLossless' + layout)(*rows, ctypes.byref(out))
            else:
                size = getattr(self.library, 'WebPEncode' + layout)(*rows, ctypes.c_float(settings['quality']), ctypes.byref(out))
            if not size:
                raise RuntimeError('libwebp failed')
            data = ctypes.string_at(out, size)
            self.library.WebPFree(out)
            return data

        return run


class LibJxl:
    SUCCESS, NEED_MORE_OUTPUT, UINT8, EFFORT = 0, 2, 2, 0
    # JxlBasicInfo's fields that are not as JxlEncoderInitBasicInfo() leaves them, by their places.
    FIELDS = {'xsize': 4, 'ysize': 8, 'bits_per_sample': 12, 'uses_original_profile': 36, 'num_color_channels': 52,
              'num_extra_channels': 56, 'alpha_bits': 60}

    def __init__(self):
        self.library = ctypes.CDLL('libjxl.so.0.7')
        for name in 'JxlEncoderCreate', 'JxlEncoderFrameSettingsCreate':
            getattr(self.library, name).restype = ctypes.c_void_p
        self.version = debian_version('libjxl0.7')

    def prepare(self, pixels):
        return pixels

    def must(self, status):
        if status != self.SUCCESS:
            raise RuntimeError('libjxl failed')

    def encode(self, format, settings):
        return lambda pixels: self.run(pixels, settings['effort'], settings['distance'])

    def run(self, pixels, effort, distance):
        height, width, channels = pixels.shape
        library, alpha = self.library, channels == 4
        encoder = ctypes.c_void_p(library.JxlEncoderCreate(None))
        info, color = (ctypes.c_uint32 * 256)(), (ctypes.c_uint32 * 64)()
        library.JxlEncoderInitBasicInfo(info)
        values = {'xsize': width, 'ysize': height, 'bits_per_sample': 8, 'uses_original_profile': int(distance == 0), 'num_color_channels': 3,
                  'num_extra_channels': int(alpha), 'alpha_bits': 8 * alpha}
        for name, place in self.FIELDS.items():
            info[place // 4] = values[name]
        self.must(library.JxlEncoderSetBasicInfo(encoder, info))
        library.JxlColorEncodingSetToSRGB(color, 0)
        self.must(library.JxlEncoderSetColorEncoding(encoder, color))
        frame = ctypes.c_void_p(library.JxlEncoderFrameSettingsCreate(encoder, None))
        if distance == 0:
            self.must(library.JxlEncoderSetFrameLossless(frame, 1))
        else:
            self.must(library.JxlEncoderSetFrameDistance(frame, ctypes.c_float(distance)))
        self.must(library.JxlEncoderFrameSettingsSetOption(frame, self.EFFORT, ctypes.c_int64(effort)))
        layout = (ctypes.c_uint32 * 6)(channels, self.UINT8)
        self.must(library.JxlEncoderAddImageFrame(frame, layout, ctypes.c_void_p(pixels.ctypes.data), ctypes.c_size_t(pixels.nbytes)))
        library.JxlEncoderCloseInput(encoder)
        parts, status = [], self.NEED_MORE_OUTPUT
        room = ctypes.create_string_buffer(1 << 20)
        while status == self.NEED_MORE_OUTPUT:
            place, left = ctypes.c_void_p(ctypes.addressof(room)), ctypes.c_size_t(len(room))
            status = library.JxlEncoderProcessOutput(encoder, ctypes.byref(place), ctypes.byref(left))
            parts.append(ctypes.string_at(room, len(room) - left.value))
        library.JxlEncoderDestroy(encoder)
        self.must(status)
        return b''.join(parts)


class Pillow:
    PREDICTOR_TAG = 317

    def __init__(self):
        import PIL
        from PIL import Image
        self.image = Image
        self.version = PIL.__version__

    def prepare(self, pixels):
        return self.image.fromarray(pixels)

    def encode(self, format, settings):
        tags = {self.PREDICTOR_TAG: settings['predictor']} if 'predictor' in settings else {}

        def run(image):
            out = io.BytesIO()
            image.save(out, format.upper(), compression=settings['compression'], tiffinfo=tags)
            return out.getvalue()

        return run


def debian_version(package):
    return subprocess.run(['dpkg-query', '-W', '-f', '${Version}', package], capture_output=True, text=True).stdout or 'unknown'


def resident_memory():
    with open('/proc/self/status') as file:
        status = file.read()
    return {key: int(re.search(rf'^{name}:\s*(\d+) kB', status, re.M)[1]) * 1024 for key, name in (('now', 'VmRSS'), ('peak', 'VmHWM'))}


class Host:
    def __init__(self, name):
        # The peer is made by a request, so that a package that is missing is an answer.
        self.name, self.peer, self.pixels = name, None, None

    def version(self):
        peers = {'opencv': OpenCV, 'turbojpeg': TurboJpeg, 'libwebp': LibWebP, 'libjxl': LibJxl, 'pillow': Pillow}
        self.peer = self.peer or peers[self.name]()
        return {'version': self.peer.version}

    def picture(self, picture):
        import numpy
        self.version()
        samples = numpy.fromfile(picture['file'], dtype='<u2' if picture['depth'] == 16 else 'u1')
        pixels = samples.reshape(picture['height'], picture['width'], picture['channels'])
        self.pixels = self.peer.prepare(numpy.ascontiguousarray(pixels))
        return {}

    def encode(self, format, settings, out=None):
        encode = self.peer.encode(format, settings)
        start = time.perf_counter()
        data = encode(self.pixels)
        milliseconds = (time.perf_counter() - start) * 1000
        if out:
            with open(out, 'wb') as file:
                file.write(bytes(data))
        return {'milliseconds': milliseconds, 'size': len(data)}

    def forgetPeak(self):
        with open('/proc/self/clear_refs', 'w') as file:
            file.write('5')
        return resident_memory()

    def peak(self):
        return resident_memory()


host = Host(sys.argv[1])
answers = os.fdopen(3, 'w')
for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = getattr(host, request.pop('command'))(**request)
    except Exception as error:
        answer = {'error': f'{type(error).__name__}: {error}'}
    print(json.dumps(answer), file=answers, flush=True)
