# Runs Python programs one after the other, each in a fork of this process, which has imported once what nearly all of them need: Python is
# slow to start. python.mjs beside this file asks. Arguments: a FIFO of requests, and one of answers.
import json
import os
import sys
import tempfile
import traceback

requests = open(sys.argv[1], "rb")
answers = open(sys.argv[2], "wb")

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
        code = end.code if isinstance(end.code, int) else end.code is not None
        if code is True:
            print(end.code, file=sys.stderr)
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
    answers.write(json.dumps({"code": code, "sizes": [len(output) for output in outputs]}).encode() + b"\n")
    for output in outputs:
        answers.write(output)
    answers.flush()
