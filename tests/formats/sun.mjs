// Sun raster in tests: Pillow reads its files for sharp; Netpbm and Pillow judge them.
import bmp from './bmp.mjs';
import { run } from '../support/programs.mjs';
import { python } from '../support/python.mjs';

const CHECKED = 'import sys\nfrom PIL import Image\nfor file in sys.argv[1:]: Image.open(file, formats=["SUN"]).load()';

export default {
  ...bmp,
  magic: '59a66a95',
  judge(files) {
    python(CHECKED, ...files);
    files.forEach((file) => run('rasttopnm', file));
  },
};
