# The samples of a file, as Pillow or OpenCV see them: a line of JSON with their shape and type, then the bytes, RGB(A) order.
# Usage: python3 eyes.py pillow|opencv <file>
import json
import sys

import numpy

if sys.argv[1] == 'pillow':
    from PIL import Image
    samples = numpy.asarray(Image.open(sys.argv[2]))
else:
    import cv2
    samples = cv2.imread(sys.argv[2], cv2.IMREAD_UNCHANGED)
    if samples.ndim == 3:
        samples = cv2.cvtColor(samples, {3: cv2.COLOR_BGR2RGB, 4: cv2.COLOR_BGRA2RGBA}[samples.shape[2]])
channels = samples.shape[2] if samples.ndim == 3 else 1
print(json.dumps({'channels': channels, 'type': str(samples.dtype)}), flush=True)
sys.stdout.buffer.write(numpy.ascontiguousarray(samples).tobytes())
