// WebP in tests.
import assert from 'node:assert/strict';
import { run } from '../support/programs.mjs';

export default {
  magic: '52494646',
  lossless: { lossless: true },
  isLossless: ({ lossless }) => lossless === true,
  close: { lossless: true },
  closeWithin: 0,
  judge(files) {
    assert.equal(run('webpinfo', ...files).split('No error detected.').length - 1, files.length);
    files.forEach((file) => run('dwebp', '-quiet', file, '-o', '/dev/null'));
  },
  floors: { any: 36, quality: { 0: 27.3 }, qmax: { 0: 27.3 }, targetSize: { 1: 27.3 }, targetPsnr: { 1: 27.3 } },
  keeping: { lossless: [true], quality: true, method: true, imageHint: true, exact: [true], alphaQuality: true },
  gentle: {
    method: true,
    exact: true,
    imageHint: true,
    preset: true,
    segments: true,
    alphaCompression: true,
    alphaFiltering: true,
    partitions: true,
    lowMemory: true,
    pass: true,
    useSharpYuv: true,
  },
  profileIn: (file) => run('webpinfo', file).match(/Chunk ICCP/)?.[0],
  moduleBytes: 102_000,
  decoderBytes: 53_500,
};
