# OpenCV for Python, for opencv.mjs: a request as JSON in, the bytes of the file out.
# Usage: python3 opencv.py <request.json> <out>
import json
import os
import re
import sys

import cv2
import numpy

with open(sys.argv[1]) as file:
    request = json.load(file)


def pixels(image):
    samples = numpy.fromfile(image['file'], dtype=image['type']).reshape(image['height'], image['width'], image['channels'])
    if image['channels'] == 2:
        return samples
    codes = {3: cv2.COLOR_RGB2BGR, 4: cv2.COLOR_RGBA2BGRA}
    return cv2.cvtColor(samples, codes[image['channels']]) if image['channels'] in codes else samples


images = [pixels(image) for image in request['images']]
params = [part for name, value in request['params'] for part in (getattr(cv2, 'IMWRITE_' + name) if isinstance(name, str) else name, value)]
write = cv2.imwritemulti if len(images) > 1 else cv2.imwrite
if not write(sys.argv[2], images if len(images) > 1 else images[0], params):
    raise SystemExit('imwrite gave False')


def ticks():
    times = {}
    for thread in os.listdir('/proc/self/task'):
        with open(f'/proc/self/task/{thread}/stat') as file:
            fields = re.sub(r'^.*\) ', '', file.read()).split()
        times[thread] = int(fields[11]) + int(fields[12])
    return times


# The processor time that each thread takes for so many rounds.
if request['rounds']:
    before = ticks()
    for _ in range(request['rounds']):
        write(sys.argv[2], images[0], params)
    print(json.dumps([time - before.get(thread, 0) for thread, time in ticks().items()]))
