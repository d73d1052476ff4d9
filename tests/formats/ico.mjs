// ICO in tests: Pillow reads its files for sharp; Pillow, icoutils and ImageMagick judge them.
import { run } from '../support/programs.mjs';
import { python, pythonFed } from '../support/python.mjs';

/** Alpha that is opaque everywhere is left out, as imread does. */
const TO_PNG = `
import io, sys
from PIL import Image
picture = Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=['ICO']).convert('RGBA')
if picture.getextrema()[3] == (255, 255): picture = picture.convert('RGB')
picture.save(sys.stdout.buffer, 'PNG', compress_level=1)
`;
const CHECKED = `
import sys
from PIL import Image
for file in sys.argv[1:]:
    picture = Image.open(file, formats=['ICO'])
    for size in picture.ico.sizes(): picture.ico.getimage(size).load()
`;

export default {
  magic: '00000100',
  lossless: {},
  isLossless: () => true,
  close: {},
  closeWithin: 0,
  judge(files) {
    python(CHECKED, ...files);
    for (const file of files) run('icotool', '--list', file);
    run('identify', ...files);
  },
  forSharp: (bytes) => [pythonFed(bytes, TO_PNG)],
  floors: { any: 100 },
  keeping: { entries: true, compressionLevel: true },
  moduleBytes: 64_000,
  decoderBytes: 66_000,
};
