// PNM in tests: Netpbm judges its files, and makes PNG of them for sharp.
import { execFileSync } from 'node:child_process';
import { run } from '../support/programs.mjs';

export default {
  magic: '503[1-6]',
  lossless: {},
  isLossless: ({ bilevel }) => bilevel !== true,
  close: {},
  closeWithin: 0,
  judge: (files) => run('pamfile', ...files),
  forSharp: (bytes) => [execFileSync('pamtopng', { input: bytes, maxBuffer: 1 << 28 })],
  keeping: { plain: true },
  moduleBytes: 29_000,
  decoderBytes: 20_500,
};
