// PFM in tests: OpenCV judges its files, and makes TIFF of them for sharp.
import { python, pythonFed } from '../support/python.mjs';

const TO_TIFF = `
import cv2, numpy, sys
pixels = cv2.imdecode(numpy.frombuffer(sys.stdin.buffer.read(), numpy.uint8), cv2.IMREAD_UNCHANGED)
done, file = cv2.imencode('.tiff', pixels, [cv2.IMWRITE_TIFF_COMPRESSION, 1])
sys.stdout.buffer.write(file)
`;
const READ =
  'import cv2, sys\nfor file in sys.argv[1:]: assert cv2.imread(file, cv2.IMREAD_UNCHANGED) is not None, file';

export default {
  // PF or Pf.
  magic: '50[46]6',
  lossless: {},
  isLossless: () => true,
  close: {},
  closeWithin: 0,
  judge: (files) => python(READ, ...files),
  forSharp: (bytes) => [pythonFed(bytes, TO_TIFF)],
  keeping: {},
  moduleBytes: 28_000,
  decoderBytes: 26_500,
};
