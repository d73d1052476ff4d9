// BMP in tests: Pillow reads its files for sharp; OpenCV and Pillow judge them.
import { python, pythonFed } from '../support/python.mjs';

const TO_PNG = `
import io, sys
from PIL import Image
picture = Image.open(io.BytesIO(sys.stdin.buffer.read()))
dpi = {name: picture.info[name] for name in ['dpi'] if name in picture.info}
picture.save(sys.stdout.buffer, 'PNG', compress_level=1, **dpi)
`;
const CHECKED = `
import cv2, sys
from PIL import Image
for file in sys.argv[1:]:
    Image.open(file).load()
    assert cv2.imread(file, cv2.IMREAD_UNCHANGED) is not None, file
`;

export default {
  magic: '424d',
  lossless: {},
  isLossless: () => true,
  close: {},
  closeWithin: 0,
  judge: (files) => python(CHECKED, ...files),
  forSharp: (bytes) => [pythonFed(bytes, TO_PNG)],
  keeping: {},
  moduleBytes: 28_000,
  decoderBytes: 23_000,
};
