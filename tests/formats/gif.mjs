// GIF in tests: gifsicle and netpbm judge its files.
import assert from 'node:assert/strict';
import { run } from '../support/programs.mjs';

export default {
  magic: '474946383961',
  isLossless: () => false,
  close: {},
  closeWithin: 64,
  judge(files) {
    run('gifsicle', '--no-warnings', '--info', ...files);
    files.forEach((file) => assert.ok(run('giftopnm', file).length > 0));
  },
  floors: { any: 20 },
  /** Pixels are opaque or transparent. */
  alphaIsBinary: true,
  gentle: { errorDiffusion: true, interlaced: true, alphaThreshold: true, globalPalette: true },
  texts: ['Comment'],
  textTag: 'File:Comment',
  moduleBytes: 38_000,
  decoderBytes: 26_500,
};
