// PAM in tests: Netpbm judges its files, and makes PNG of them for sharp.
import { execFileSync } from 'node:child_process';
import { run } from '../support/programs.mjs';

/** pamtopng goes by the tuple type, which a file may do without. */
function withTupleType(bytes) {
  const end = bytes.indexOf('ENDHDR');
  const header = bytes.toString('latin1', 0, end);
  if (header.includes('TUPLTYPE')) return bytes;
  const type = ['GRAYSCALE', 'GRAYSCALE_ALPHA', 'RGB', 'RGB_ALPHA'][/DEPTH (\d)/.exec(header)[1] - 1];
  return Buffer.concat([bytes.subarray(0, end), Buffer.from(`TUPLTYPE ${type}\n`), bytes.subarray(end)]);
}

export default {
  magic: '5037',
  lossless: {},
  isLossless: () => true,
  close: {},
  closeWithin: 0,
  judge: (files) => run('pamfile', ...files),
  forSharp: (bytes) => [execFileSync('pamtopng', { input: withTupleType(Buffer.from(bytes)), maxBuffer: 1 << 28 })],
  keeping: { tupleType: true },
  moduleBytes: 29_000,
  decoderBytes: 21_000,
};
