// OpenEXR in tests: its own exrinfo and OpenCV judge its files; OpenCV makes TIFF of them for sharp.
import { run } from '../support/programs.mjs';
import pfm from './pfm.mjs';

export default {
  ...pfm,
  magic: '762f3101',
  isLossless: ({ type, compression }) => type !== 'half' && compression !== 'pxr24',
  judge(files) {
    pfm.judge(files);
    files.forEach((file) => run('exrinfo', '--strict', file));
  },
  keeping: {
    compression: ['none', 'rle', 'zips', 'zip', 'piz', 'b44', 'b44a'],
    type: ['float'],
    compressionLevel: true,
    premultiply: true,
  },
  refusals: 10,
  moduleBytes: 50_500,
  decoderBytes: 38_000,
};
