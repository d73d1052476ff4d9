// PNG in tests.
import assert from 'node:assert/strict';
import { run } from '../support/programs.mjs';

export default {
  magic: '89504e470d0a1a0a',
  lossless: {},
  isLossless: ({ colors }) => colors === undefined,
  close: {},
  closeWithin: 0,
  judge: (files) => assert.match(run('pngcheck', ...files), /No errors were detected in (\d+) of the \1 files/),
  floors: { any: 36.6 },
  keeping: {
    compressionLevel: true,
    strategy: true,
    filter: true,
    interlaced: true,
    palette: ['off', 'auto'],
    bitDepth: [2, 4, 8, 16],
  },
  // Any; these are some of them.
  texts: ['Title', 'Author', 'Description', 'Comment', 'Größe'],
  textTag: 'PNG:Comment',
  // It keeps cICP, which pngcheck does not know.
  profileIn: (file) =>
    run('pngcheck', '-v', file)
      .match(/No errors detected[^]*|iCCP/g)
      ?.includes('iCCP'),
  moduleBytes: 60_000,
  decoderBytes: 57_500,
};
