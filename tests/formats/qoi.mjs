// QOI in tests: qoijs, a codec of another author, reads its files.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const qoi = createRequire(new URL('../../npm/package.json', import.meta.url))('qoijs');

function decode(bytes) {
  const { buffer, byteOffset, length } = new Uint8Array(bytes);
  return qoi.decode(buffer, byteOffset, length);
}

export default {
  magic: '716f6966',
  lossless: {},
  isLossless: () => true,
  close: {},
  closeWithin: 0,
  judge: (files) => files.forEach((file) => assert.ok(decode(readFileSync(file)).data.length > 0)),
  forSharp(bytes) {
    const { data, width, height, channels } = decode(bytes);
    return [data, { raw: { width, height, channels } }];
  },
  keeping: {},
  moduleBytes: 28_000,
  decoderBytes: 20_000,
};
