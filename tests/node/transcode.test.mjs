// transcodeJpeg(): options, errors, where it runs, and what holds for any picture and any options.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { afterEach, test } from 'node:test';
import { configure, imread, imwrite, load, transcodeJpeg, transcodeJpegSync } from '../../npm/dist/node/index.js';
import { adobeRgb, displayP3 } from './profiles.mjs';
import { assertFails, assertMismatch, fc, fixture, pattern } from './support.mjs';

afterEach(() => configure({ worker: undefined, wasm: undefined }));

const jpeg = (width = 64, height = 48, channels = 3, options = {}) =>
  imwrite(pattern(width, height, channels), 'jpeg', options);

/** An EXIF block with an orientation and nothing else. */
function orientationBlock(orientation) {
  return Uint8Array.of(
    0x4d,
    0x4d,
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    1,
    0x01,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    orientation,
    0,
    0,
    0,
    0,
    0,
    0,
  );
}

const oriented = (orientation, ...size) => jpeg(...size, 3, { metadata: { exif: orientationBlock(orientation) } });
const sizeOf = async (bytes) => (({ width, height }) => [width, height])(await imread(bytes, { orientation: 'keep' }));

test('a path, a Blob, bytes in any view, and the synchronous form give the same file', async () => {
  const bytes = await readFile(fixture('rocket.jpg'));
  const expected = await transcodeJpeg(bytes, { progressive: true });
  assert.deepEqual([expected.byteOffset, expected.byteLength], [0, expected.buffer.byteLength]);
  const offset = new Uint8Array(bytes.length + 3);
  offset.set(bytes, 3);
  for (const source of [
    fixture('rocket.jpg'),
    new Blob([bytes]),
    offset.subarray(3),
    offset.slice(3).buffer,
    new DataView(offset.buffer, 3),
  ]) {
    assert.deepEqual(await transcodeJpeg(source, { progressive: true }), expected);
  }
  await load('jpeg-transcode');
  assert.deepEqual(transcodeJpegSync(bytes, { progressive: true }), expected);
  configure({ worker: true });
  const copy = Uint8Array.from(bytes);
  assert.deepEqual(await transcodeJpeg(copy, { progressive: true }), expected);
  assert.deepEqual(copy, Uint8Array.from(bytes));
});

test('it is loaded on first use only, and the synchronous form says so', async () => {
  const bytes = await jpeg();
  configure({ wasm: { 'jpeg-transcode': new Uint8Array(8) } });
  await imwrite(pattern(8, 8, 3), 'jpeg');
  await assertFails(transcodeJpeg(bytes), 'load-failed', /jpeg-transcode\.wasm/);
  configure({ wasm: undefined });
  await assertFails(() => transcodeJpegSync(bytes), 'not-loaded', /await load\('jpeg-transcode'\)/);
});

test('every wrong option is refused with what was expected, here and in a worker', async () => {
  const bytes = await jpeg(101, 67);
  const whole = await jpeg(96, 64);
  for (const worker of [false, true]) {
    configure({ worker });
    await assertMismatch(transcodeJpeg(bytes, { rotate: 45 }), 'invalid-option', /'rotate'.*0, 90, 180, 270.*45/);
    await assertMismatch(transcodeJpeg(bytes, { rotate: '90°' }), 'invalid-option', /'rotate'/);
    await assertMismatch(transcodeJpeg(bytes, { quality: 90 }), 'unknown-option', /no option 'quality'.*crop\.x/);
    await assertMismatch(transcodeJpeg(bytes, { crop: { left: 8 } }), 'unknown-option', /crop\.left/);
    await assertMismatch(transcodeJpeg(bytes, { crop: [0, 0, 8, 8] }), 'invalid-option', /'crop'.*Array/);
    await assertMismatch(transcodeJpeg(bytes, { crop: { x: 8 } }), 'invalid-option', /'crop\.x'.*multiple of 16/);
    await assertMismatch(transcodeJpeg(whole, { crop: { x: 96 } }), 'invalid-option', /'crop\.x'.*95.*got 96/);
    await assertMismatch(
      transcodeJpeg(bytes, { crop: { width: 102 } }),
      'invalid-option',
      /'crop\.width'.*at most 101/,
    );
    await assertMismatch(transcodeJpeg(bytes, { rotate: 90 }), 'invalid-option', /'edges'.*16 × 16.*'trim'.*67 × 101/);
    await assertMismatch(transcodeJpeg(bytes, { maxPixels: 6766 }), 'image-too-large', /101 × 67/);
    await assertMismatch(transcodeJpeg(bytes, { metadata: 'all' }), 'invalid-option', /'keep', 'strip' or an object/);
    await assertMismatch(transcodeJpeg(bytes, { metadata: { gps: 1 } }), 'invalid-option', /exif, icc, xmp, iptc, dpi/);
    await assertMismatch(transcodeJpeg(bytes, []), 'invalid-option', /plain object/);
    await assertMismatch(transcodeJpeg(bytes, { signal: 1 }), 'invalid-option', /AbortSignal/);
  }
  configure({ worker: false });
  await assertMismatch(transcodeJpeg(bytes, { onProgress: () => {} }), 'unknown-option', /onProgress/);
});

test('what is no JPEG, or half of one, is refused by name', async () => {
  const bytes = await jpeg();
  await assertMismatch(
    transcodeJpeg(await imwrite(pattern(8, 8, 3), 'png')),
    'unsupported-data',
    /a jpeg or jxl file.*a png file/,
  );
  await assertMismatch(transcodeJpeg(new Uint8Array(0)), 'unsupported-data', /no bytes/);
  await assertMismatch(transcodeJpeg(7), 'unsupported-data', /got 7/);
  await assertMismatch(() => transcodeJpegSync('a.jpg'), 'unsupported-data', /bytes/);
  await assertFails(transcodeJpeg('/nowhere/a.jpg'), 'read-failed', /nowhere/);
  await assertFails(transcodeJpeg(bytes.subarray(0, bytes.length - 10)), 'corrupt-data', /cut off/);
  // What lacks its end marker alone has lost nothing.
  assert.deepEqual(await transcodeJpeg(bytes.subarray(0, -2)), await transcodeJpeg(bytes));
  await assertFails(transcodeJpeg(bytes.subarray(0, 100)), 'corrupt-data');
});

test('a signal that fired stops it', async () => {
  const bytes = await jpeg();
  const reason = new Error('enough');
  for (const worker of [false, true]) {
    configure({ worker });
    await assert.rejects(transcodeJpeg(bytes, { signal: AbortSignal.abort(reason) }), reason);
    const controller = new AbortController();
    const pending = transcodeJpeg(bytes, { signal: controller.signal });
    controller.abort(reason);
    await assert.rejects(pending, reason);
  }
});

test('orientation: applied when the picture changes or its EXIF goes, kept otherwise', async () => {
  for (const orientation of [2, 3, 4, 5, 6, 7, 8]) {
    const bytes = await oriented(orientation, 64, 48);
    const upright = await transcodeJpeg(bytes, { orientation: 'apply' });
    assert.deepEqual((await imread(upright)).metadata.exif, orientationBlock(1));
    assert.deepEqual(await sizeOf(upright), orientation < 5 ? [64, 48] : [48, 64]);
    const kept = await transcodeJpeg(bytes);
    assert.deepEqual((await imread(kept, { orientation: 'keep' })).metadata.exif, orientationBlock(orientation));
    assert.deepEqual((await imread(kept)).data, (await imread(bytes)).data);
    // The decoder turns pixels, the transcoder coefficients: they differ by no more than the inverse DCT's rounding.
    const [seen, expected] = [await imread(upright), await imread(bytes)];
    assert.ok(
      seen.data.every((sample, i) => Math.abs(sample - expected.data[i]) <= 4),
      `orientation ${orientation}`,
    );

    const same = async (left, right) =>
      assert.deepEqual((await imread(await left)).data, (await imread(await right)).data);
    for (const change of [{ rotate: 90 }, { flip: 'vertical' }, { crop: { x: 16 } }, { metadata: 'strip' }]) {
      await same(transcodeJpeg(bytes, change), transcodeJpeg(upright, change));
    }
    const stored = await transcodeJpeg(bytes, { orientation: 'keep', metadata: 'strip' });
    assert.deepEqual((await imread(stored)).data, (await imread(bytes, { orientation: 'keep' })).data);
  }
});

test('metadata is kept, stripped or replaced by kind', async () => {
  const metadata = { exif: orientationBlock(1), icc: displayP3(75_000), xmp: '<a/>', dpi: [200, 100] };
  const bytes = await jpeg(64, 48, 3, { metadata });
  const { metadata: all } = await imread(bytes);
  assert.deepEqual((await imread(await transcodeJpeg(bytes, { rotate: 90 }))).metadata, { ...all, dpi: [100, 200] });
  const { dpi } = all; // JFIF's header stays: it also holds the shape of a pixel
  assert.deepEqual((await imread(await transcodeJpeg(bytes, { metadata: 'strip' }))).metadata, { dpi });
  const icc = adobeRgb();
  assert.deepEqual((await imread(await transcodeJpeg(bytes, { metadata: { icc } }))).metadata, { ...all, icc });
  assert.deepEqual((await imread(await transcodeJpeg(bytes, { metadata: { dpi: 300 } }))).metadata, {
    ...all,
    dpi: [300, 300],
  });
  const { icc: gone, ...gray } = all; // a profile for colors
  assert.deepEqual((await imread(await transcodeJpeg(bytes, { grayscale: true }))).metadata, gray);
  await assertMismatch(
    transcodeJpeg(bytes, { metadata: { exif: new Uint8Array(65528) } }),
    'invalid-option',
    /at most 65527 bytes/,
  );
});

test('the index of further pictures goes, as they do', async () => {
  const bytes = await jpeg();
  const segment = (code, text) => Uint8Array.of(0xff, code, 0, 2 + text.length, ...new TextEncoder().encode(text));
  const [index, kept] = [segment(0xe2, 'MPF\0II*\0'), segment(0xe2, 'FPXR\0')];
  const several = Buffer.concat([bytes.subarray(0, 2), index, kept, bytes.subarray(2), bytes]);
  const output = Buffer.from(await transcodeJpeg(several));
  assert.deepEqual([output.includes(index), output.includes(kept)], [false, true]);
  assert.equal(output.indexOf(Buffer.of(0xff, 0xd9)), output.length - 2);
});

const anyJpeg = fc.record({
  width: fc.integer({ min: 1, max: 70 }),
  height: fc.integer({ min: 1, max: 70 }),
  channels: fc.constantFrom(1, 3),
  chromaSubsampling: fc.constantFrom('4:4:4', '4:2:2', '4:2:0', '4:4:0', '4:1:1'),
  progressive: fc.boolean(),
  restartInterval: fc.integer({ min: 0, max: 5 }),
});

test('for any JPEG: recoding keeps the pixels, four quarters or two flips give the first file back', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyJpeg,
      fc.boolean(),
      fc.boolean(),
      async ({ width, height, channels, ...kind }, progressive, optimizeCoding) => {
        const bytes = await jpeg(width, height, channels, kind);
        const before = await imread(bytes);
        assert.deepEqual((await imread(await transcodeJpeg(bytes, { progressive, optimizeCoding }))).data, before.data);
        // Whole MCUs of every subsampling there is.
        const whole = await transcodeJpeg(
          await jpeg(width * 32, height * 32 > 640 ? 320 : height * 32, channels, kind),
        );
        let turned = whole;
        for (let quarter = 0; quarter < 4; ++quarter) turned = await transcodeJpeg(turned, { rotate: 90 });
        assert.deepEqual(turned, whole);
        for (const flip of ['horizontal', 'vertical']) {
          assert.deepEqual(await transcodeJpeg(await transcodeJpeg(whole, { flip }), { flip }), whole);
        }
      },
    ),
    { numRuns: 15 },
  );
});

test('any options give an error, or a JPEG of the size they ask for', async () => {
  const options = fc.record(
    {
      orientation: fc.constantFrom('apply', 'keep'),
      rotate: fc.constantFrom(0, 90, 180, 270),
      flip: fc.constantFrom('horizontal', 'vertical'),
      edges: fc.constantFrom('error', 'trim', 'keep'),
      crop: fc.record(
        {
          x: fc.nat(40),
          y: fc.nat(40),
          width: fc.integer({ min: 1, max: 40 }),
          height: fc.integer({ min: 1, max: 40 }),
          grow: fc.boolean(),
        },
        { requiredKeys: ['width', 'height'] },
      ),
      grayscale: fc.boolean(),
      progressive: fc.boolean(),
      restartInterval: fc.nat(9),
      metadata: fc.constantFrom('keep', 'strip'),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(anyJpeg, options, async ({ width, height, channels, ...kind }, changes) => {
      const outcome = await transcodeJpeg(await jpeg(width, height, channels, kind), changes).catch((error) => error);
      if (outcome instanceof Error)
        return assert.ok(outcome.code === 'invalid-option' && outcome.expected, outcome.stack);
      const image = await imread(outcome);
      assert.equal(image.channels, changes.grayscale ? 1 : channels);
      const { crop } = changes;
      if (crop && !crop.grow) assert.deepEqual([image.width, image.height], [crop.width, crop.height]);
      const turns = changes.rotate === 90 || changes.rotate === 270;
      if (!crop && changes.edges !== 'trim')
        assert.deepEqual([image.width, image.height], turns ? [height, width] : [width, height]);
    }),
    { numRuns: 200 },
  );
});
