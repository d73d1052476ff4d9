// imread: what comes out is what sharp, or the encoder, put in.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { imread, imwrite } from '../../npm/dist/node/index.js';
import { assertFails, assertMismatch, fixture, formatNames, pattern, photo, sharp } from './support.mjs';

test('photos come out as sharp sees them', async () => {
  for (const name of ['coffee.png', 'camera.png', 'rocket.jpg']) {
    const { data, width, height, channels } = await imread(fixture(name));
    assert.deepEqual({ data, width, height, channels }, await photo(name));
  }
});

test('lossless round trips are exact in every depth', async () => {
  for (const [format, types] of [
    ['png', [Uint8Array, Uint16Array]],
    ['tiff', [Uint8Array, Uint16Array, Float32Array]],
  ]) {
    for (const Samples of types) {
      for (const channels of [1, 2, 3, 4]) {
        const image = pattern(33, 17, channels, Samples);
        const decoded = await imread(await imwrite(image, format));
        assert.deepEqual(decoded, { ...image, format, orientation: 1, pages: 1, metadata: {}, warnings: [] });
        assert.equal(decoded.data.byteLength, decoded.data.buffer.byteLength);
        assert.deepEqual(await imwrite(decoded, format), await imwrite(image, format));
      }
    }
  }
});

test('orientation is applied, or kept and told', async () => {
  const image = pattern(12, 8, 3);
  for (let orientation = 1; orientation <= 8; ++orientation) {
    const file = await sharp(image.data, { raw: image })
      .withMetadata({ orientation })
      .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
      .toBuffer();
    const kept = await imread(file, { orientation: 'keep' });
    assert.deepEqual([kept.width, kept.height, kept.orientation], [12, 8, orientation]);
    const upright = await imread(file);
    const seen = await sharp(file).rotate().raw().toBuffer({ resolveWithObject: true });
    assert.deepEqual([upright.width, upright.height, upright.orientation], [seen.info.width, seen.info.height, 1]);
    const worst = upright.data.reduce((most, value, i) => Math.max(most, Math.abs(value - seen.data[i])), 0);
    assert.ok(worst <= 3, `orientation ${orientation}: differs by ${worst}`);
  }
});

test('files that cannot be read say what they seem to be', async () => {
  const bytes = (hex) => new Uint8Array(Buffer.from(hex, 'hex'));
  await assertMismatch(
    () => imread(bytes('384250530001')),
    'unsupported-data',
    /got Photoshop: bytes that begin with 38 42 50/,
  );
  await assertMismatch(() => imread(bytes('0000001c66747970686569630000')), 'unsupported-data', /HEIC or MP4/);
  await assertMismatch(() => imread(bytes('0102')), 'unsupported-data', /begin with 01 02/);
  await assertMismatch(() => imread(new Uint8Array(0)), 'unsupported-data', /no bytes/);
  for (const input of [undefined, null, 5, {}, [1, 2], new Uint16Array(9)])
    await assertMismatch(() => imread(input), 'unsupported-data');
});

test('truncated files are corrupt data, whichever the format', async () => {
  for (const format of formatNames) {
    const bytes = await imwrite(pattern(64, 64, 3), format);
    for (const length of [20, bytes.length >> 1]) await assertFails(imread(bytes.subarray(0, length)), 'corrupt-data');
    await imread(bytes);
  }
});

test('more pixels than allowed are refused', async () => {
  const file = await readFile(fixture('coffee.png'));
  await assertMismatch(() => imread(file, { maxPixels: 239_999 }), 'image-too-large', /239999.*600 × 400/);
  assert.equal((await imread(file, { maxPixels: 240_000 })).width, 600);
  await assertMismatch(() => imread(file, { maxPixels: 0 }), 'invalid-option', /maxPixels/);
  await assertMismatch(() => imread(file, { nonsense: 1 }), 'unknown-option', /nonsense/);
});

test('a view at an odd offset, and the input stays as it is', async () => {
  const file = await readFile(fixture('camera.png'));
  const shifted = new Uint8Array(file.length + 7);
  shifted.set(file, 3);
  const view = shifted.subarray(3, 3 + file.length);
  assert.deepEqual(await imread(view), await imread(file));
  assert.equal(Buffer.compare(view, file), 0);
});
