// How a call behaves: owned output, the synchronous and the streaming form, progress, abort, calls within and beside calls.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testFacts } from '../formats/index.mjs';
import { imread, imreadSync, imwrite, imwriteStream, imwriteSync, load } from '../../npm/dist/node/index.js';
import { assertExact, assertFails, croppedTo, writtenNames, formats, pattern } from './support.mjs';

const image = pattern(300, 200, 3);
const large = pattern(2000, 1000, 3);
/** Both of them, or what a format for small pictures has room for. */
const picturesFor = (format) => [croppedTo(format, image), croppedTo(format, large)];

test('output owns its whole buffer and survives later calls', async () => {
  for (const format of writtenNames) {
    const [image, large] = picturesFor(format);
    const bytes = await imwrite(image, format);
    assert.equal(bytes.constructor, Uint8Array);
    assert.deepEqual([bytes.byteOffset, bytes.byteLength], [0, bytes.buffer.byteLength]);
    const copy = bytes.slice();
    await imwrite(large, format);
    assert.deepEqual(bytes, copy);
    structuredClone(bytes, { transfer: [bytes.buffer] });
    assert.deepEqual(await imwrite(image, format), copy);
  }
});

test('output begins as its format does', async () => {
  for (const format of writtenNames) {
    const [image] = picturesFor(format);
    assert.match(
      Buffer.from(await imwrite(image, format)).toString('hex'),
      new RegExp(`^${testFacts(format).magic}`),
      format,
    );
  }
});

test('the synchronous form gives the same bytes, once its encoder is loaded', async () => {
  for (const format of writtenNames) {
    const [image] = picturesFor(format);
    await load(format);
    assert.deepEqual(imwriteSync(image, format), await imwrite(image, format));
  }
  const png = await imwrite(image, 'png');
  await load('png-decode', 'tiff');
  await assertExact(imwriteSync(png, 'tiff'), image);
  await assertFails(() => imwriteSync(new Blob([png]), 'png'), 'invalid-image', /Blob/);
  assert.deepEqual(imreadSync(png, { strict: true }), await imread(png, { strict: true }));
  assert.deepEqual(imreadSync(png.buffer), await imread(png));
  await assertFails(() => imreadSync(png, { orientation: 'turn' }), 'invalid-option', /'apply' or 'keep', got 'turn'/);
  await assertFails(() => imreadSync(png.subarray(0, 40)), 'corrupt-data', /png/);
  for (const other of [new Blob([png]), 'a.png', null])
    await assertFails(() => imreadSync(other), 'unsupported-data', /bytes/);
});

test('a stream carries the same bytes', async () => {
  for (const format of writtenNames) {
    const [, large] = picturesFor(format);
    const chunks = [];
    for await (const chunk of imwriteStream(large, format)) chunks.push(chunk);
    assert.ok(
      formats[format].streaming ? chunks.length > 1 : chunks.length === 1,
      `${format}: ${chunks.length} chunks`,
    );
    assert.ok(chunks.every((chunk) => chunk.byteLength === chunk.buffer.byteLength));
    assert.deepEqual(new Uint8Array(Buffer.concat(chunks)), await imwrite(large, format));
  }
});

test('a stream brings errors, and can be cancelled or aborted', async () => {
  const read = (stream) => stream.getReader().read();
  await assertFails(read(imwriteStream(image, 'psd')), 'unknown-format');
  await assertFails(read(imwriteStream(image, 'png', { nonsense: 1 })), 'unknown-option');
  await assert.rejects(read(imwriteStream(image, 'png', { signal: AbortSignal.abort(new Error('mine')) })), /mine/);

  const controller = new AbortController();
  const onProgress = () => controller.abort(new Error('enough'));
  await assert.rejects(read(imwriteStream(large, 'webp', { signal: controller.signal, onProgress })), /enough/);

  let calls = 0;
  const stream = imwriteStream(large, 'png', { onProgress: () => ++calls });
  await stream.cancel();
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(calls, 0);
});

test('progress rises to exactly 1', async () => {
  for (const format of writtenNames) {
    const [, large] = picturesFor(format);
    const seen = [];
    await imwrite(large, format, { onProgress: (fraction) => seen.push(fraction) });
    // A small picture is one band.
    assert.ok(seen.length > (large.height > 256 ? 3 : 0), `${format}: ${seen.length} reports`);
    assert.ok(
      seen.every((fraction, i) => fraction > (seen[i - 1] ?? 0)),
      `${format}: ${seen}`,
    );
    assert.equal(seen.at(-1), 1);
  }
});

test('an exception of onProgress stops the encode and comes out as it is', async () => {
  for (const format of writtenNames) {
    const [image, large] = picturesFor(format);
    const mine = new Error('mine');
    let calls = 0;
    const onProgress = () => {
      ++calls;
      throw mine;
    };
    await assert.rejects(imwrite(large, format, { onProgress }), (error) => error === mine);
    assert.equal(calls, 1);
    await load(format);
    assert.throws(
      () => imwriteSync(large, format, { onProgress }),
      (error) => error === mine,
    );
    assert.deepEqual(await imwrite(image, format), imwriteSync(image, format));
  }
});

test('abort: before the call, while it waits, and from onProgress', async () => {
  const reason = { why: 'because' };
  const isReason = (error) => error === reason;
  await assert.rejects(imwrite(image, 'png', { signal: AbortSignal.abort(reason) }), isReason);
  await assert.rejects(imread(new Uint8Array(9), { signal: AbortSignal.abort(reason) }), isReason);

  const waiting = new AbortController();
  const pending = imwrite(new Blob([await imwrite(image, 'png')]), 'png', { signal: waiting.signal });
  waiting.abort(reason);
  await assert.rejects(pending, isReason);

  for (const format of writtenNames) {
    const [, large] = picturesFor(format);
    const during = new AbortController();
    let calls = 0;
    const onProgress = () => {
      ++calls;
      during.abort(reason);
    };
    await assert.rejects(imwrite(large, format, { signal: during.signal, onProgress }), isReason);
    assert.equal(calls, 1, format);
  }
});

test('a call from within a call does not disturb it', async () => {
  for (const format of writtenNames) {
    const [image, large] = picturesFor(format);
    await load(format);
    const inner = [];
    const outer = imwriteSync(large, format, {
      onProgress: () => inner.length < 3 && inner.push(imwriteSync(image, format)),
    });
    assert.deepEqual(outer, imwriteSync(large, format));
    for (const bytes of inner) assert.deepEqual(bytes, imwriteSync(image, format));
  }
});

test('many calls at once', async () => {
  const sizes = [...Array(40).keys()].map((i) => 10 + i * 7);
  const results = await Promise.all(
    sizes.map((size, i) => imwrite(pattern(size, size, 3), ['png', 'tiff'][i % 2]).then((bytes) => imread(bytes))),
  );
  for (const [i, size] of sizes.entries()) assert.deepEqual(results[i].data, pattern(size, size, 3).data);
});
