// One large picture on several workers: the same file whatever their number, the same errors, stopped at once.
import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { after, before, test } from 'node:test';
import { configure, imwrite, imwriteStream, imwriteSync, load } from '../../npm/dist/node/index.js';
import { displayP3 } from './profiles.mjs';
import { assertExact, assertFails, pattern, sharp } from './support.mjs';

const skip = availableParallelism() < 2 && 'one processor has no second worker';
const large = pattern(2300, 1801, 3);
const cases = [
  ['jpeg', large, { quality: 90 }],
  ['jpeg', pattern(2301, 1800, 1), { chromaSubsampling: '4:4:4' }],
  ['jpeg', large, { progressive: true }],
  ['png', large, { compressionLevel: 1 }],
  ['png', pattern(1200, 1101, 4, Uint16Array), { compressionLevel: 2, filter: 'up' }],
  ['png', pattern(1500, 1501, 4), { alpha: 'blend', background: '#123456', strategy: 'rle' }],
  ['png', large, { interlaced: true, compressionLevel: 0 }],
  ['tiff', large, {}],
  ['tiff', pattern(1500, 1501, 4, Uint16Array), { compression: 'deflate' }],
];

before(async () => {
  await load('jpeg', 'png', 'tiff');
  configure({ worker: true });
});
after(() => configure({ worker: undefined, threads: undefined }));

test('the same file with any number of workers, and without', async () => {
  for (const [format, image, options] of cases) {
    const expected = imwriteSync(image, format, options);
    for (const threads of [1, 2, 3]) {
      configure({ threads });
      const bytes = await imwrite(image, format, options);
      assert.ok(Buffer.compare(bytes, expected) === 0, `${format} ${JSON.stringify(options)} ${threads} threads`);
    }
  }
  configure({ threads: undefined });
});

test('other readers see the picture', async () => {
  await assertExact(await imwrite(large, 'png', { compressionLevel: 1 }), large);
  const jpeg = await sharp(Buffer.from(await imwrite(large, 'jpeg')), { failOn: 'warning' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  assert.deepEqual([jpeg.info.width, jpeg.info.height], [2300, 1801]);
});

test('strides, channel order and metadata come through', async () => {
  const padded = { ...large, stride: 2300 * 3 + 5, data: new Uint8Array(1801 * (2300 * 3 + 5)) };
  for (let y = 0; y < 1801; ++y) padded.data.set(large.data.subarray(y * 6900, (y + 1) * 6900), y * 6905);
  const options = { metadata: { icc: displayP3(70_000), dpi: 300 } };
  for (const format of ['jpeg', 'png', 'tiff']) {
    assert.ok(
      Buffer.compare(await imwrite(padded, format, options), imwriteSync(large, format, options)) === 0,
      format,
    );
  }
});

test('streams give the same bytes, the first of them before the end', { skip }, async () => {
  const chunks = [];
  for await (const chunk of imwriteStream(large, 'png', { compressionLevel: 1 })) chunks.push(chunk);
  assert.ok(chunks.length > 5);
  assert.ok(Buffer.concat(chunks).equals(imwriteSync(large, 'png', { compressionLevel: 1 })));
});

test('progress rises to 1, once', async () => {
  for (const format of ['jpeg', 'png', 'tiff']) {
    const seen = [];
    await imwrite(large, format, { onProgress: (fraction) => seen.push(fraction) });
    assert.ok(seen.length > 3 && seen.every((fraction, i) => fraction > (seen[i - 1] ?? 0)));
    assert.equal(seen.at(-1), 1);
  }
});

test('abort in the middle, an exception in the middle, and the next call works', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const aborted = imwrite(large, 'png', { signal: controller.signal, onProgress: () => controller.abort(reason) });
  await assert.rejects(aborted, (error) => error === reason);
  const mine = new Error('mine');
  const onProgress = (fraction) => {
    if (fraction > 0.3) throw mine;
  };
  await assert.rejects(imwrite(large, 'png', { onProgress }), (error) => error === mine);
  await assertExact(await imwrite(large, 'png', { compressionLevel: 1 }), large);
});

test('the first error is the one that one thread finds', async () => {
  const translucent = { ...pattern(2300, 1800, 4) };
  for (let i = 3; i < translucent.data.length; i += 4) translucent.data[i] = 255;
  for (const row of [1790, 1200, 500]) translucent.data[row * 9200 + 3] = 254;
  await assertFails(imwrite(translucent, 'jpeg', { alpha: 'error' }), 'unsupported-image', /row 500\b/);
  const exif = new Uint8Array(70_000);
  exif.set([0x49, 0x49, 42, 0, 8]);
  await assertFails(imwrite(large, 'jpeg', { metadata: { exif } }), 'invalid-option', /exif/);
  await assertFails(imwrite(large, 'jpeg', { quality: 101 }), 'invalid-option', /quality/);
});

test('pixels that are taken away meanwhile are an error', { skip }, async () => {
  const own = { ...large, data: large.data.slice() };
  const pending = imwrite(own, 'png', {
    onProgress: () => own.data.buffer.byteLength && structuredClone(own.data.buffer, { transfer: [own.data.buffer] }),
  });
  await assertFails(pending, 'invalid-image', /detached/);
});

test('no second copy of the picture', { skip }, async () => {
  const image = pattern(6000, 4000, 3);
  const before = process.memoryUsage();
  let most = 0;
  const onProgress = () => (most = Math.max(most, process.memoryUsage().arrayBuffers));
  const bytes = await imwrite(image, 'jpeg', { quality: 50, onProgress });
  const extra = most - before.arrayBuffers;
  assert.ok(
    extra < bytes.length + 30 * 2 ** 20,
    `${extra / 2 ** 20} MiB more for a picture of ${image.data.length / 2 ** 20}`,
  );
});
