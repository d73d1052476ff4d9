# Runs Python programs one after the other for python.mjs, each in a fork of this process, which has imported what nearly all of them need.
# Arguments: a FIFO of requests, and one of answers. A request is a line of JSON and the program's input; an answer is the exit code, two
# sizes, and what was printed on standard output and on the error stream.
import json
import os
import struct
import sys
import tempfile
import traceback

requests = open(sys.argv[1], "rb")
answers = open(sys.argv[2], "wb")

# OpenCV does not read OpenEXR otherwise.
os.environ["OPENCV_IO_ENABLE_OPENEXR"] = "1"

import cv2
import numpy
import tifffile
from PIL import Image

Image.init()  # all its formats


def run(program, arguments, streams):
    """In the fork: what `python3 -c program arguments` does."""
    for place, stream in enumerate(streams):
        os.dup2(stream.fileno(), place)
    sys.argv = ["-c", *arguments]
    code = 0
    try:
        exec(compile(program, "<string>", "exec"), {"__name__": "__main__"})
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


for line in requests:
    request = json.loads(line)
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as complaints:
        given.write(requests.read(request["input"]))
        given.seek(0)
        fork = os.fork()
        if fork == 0:
            run(request["program"], request["arguments"], [given, printed, complaints])
        code = os.waitstatus_to_exitcode(os.waitpid(fork, 0)[1])
        outputs = [os.pread(stream.fileno(), os.fstat(stream.fileno()).st_size, 0) for stream in (printed, complaints)]
    answers.write(struct.pack("<iII", code, *map(len, outputs)))
    for output in outputs:
        answers.write(output)
    answers.flush()
