// The WebP encoder writes the bytes of a libwebp that has none of our patches, kernels and tables: the one that sharp
// brings.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { imwrite } from '../../npm/dist/node/index.js';
import { sharp } from '../support/sharp.mjs';

const photo = (name) => sharp(fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url))).removeAlpha();

/** The pixels of a file: the only chunk of VP8 or VP8L, since containers may differ. */
function pixelsOf(bytes) {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 12; at < file.length;) {
    const size = file.readUInt32LE(at + 4);
    if (/^VP8[ L]$/.test(file.toString('latin1', at, at + 4))) return file.subarray(at + 8, at + 8 + size);
    at += 8 + size + (size % 2);
  }
  return assert.fail('no pixels');
}

async function compare(image, options) {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const { method, ...others } = options;
  const ours = pixelsOf(await imwrite({ data, width, height, channels }, 'webp', options));
  const theirs = pixelsOf(
    await sharp(data, { raw: { width, height, channels } })
      .webp({ ...others, effort: method })
      .toBuffer(),
  );
  assert.ok(ours.length > 1000);
  assert.ok(ours.equals(theirs), `${JSON.stringify(options)}, beside libwebp ${sharp.versions.webp}`);
}

test('lossy files, every method', async () => {
  for (const name of ['coffee.png', 'rocket.jpg']) {
    for (let method = 0; method <= 6; ++method) {
      for (const quality of [5, 75, 97]) await compare(photo(name), { method, quality });
    }
  }
});

test('lossless files', async () => {
  // Method 0 is our own coder.
  for (const [method, quality] of [
    [1, 20],
    [2, 75],
    [4, 60],
    [6, 80],
  ]) {
    await compare(photo('coffee.png').resize(150, 100), { lossless: true, method, quality });
  }
});
