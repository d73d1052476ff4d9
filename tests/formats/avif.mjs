// AVIF in tests.
import { run } from '../support/programs.mjs';

export default {
  magic: '.{8}6674797061766966',
  lossless: { lossless: true },
  isLossless: ({ lossless }) => lossless === true,
  close: { lossless: true },
  closeWithin: 0,
  judge: (files) => files.forEach((file) => run('avifdec', '--info', file)),
  keeping: { lossless: [true], speed: [9, 10] },
  moduleBytes: 560_000,
};
