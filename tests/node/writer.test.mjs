// createWriter: the file that imwrite makes, out of rows as they come, without the picture in memory.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createWriter, imwrite } from '../../npm/dist/node/index.js';
import { cmykHeader, displayP3, grayOfGamma } from './profiles.mjs';
import { assertExact, assertMismatch, fc, fileOf, pattern } from './support.mjs';

async function written({ data, width, height, channels, colorSpace }, format, options, rowsAtOnce) {
  const depth = data.constructor.name.replace('Array', '').replace('Clamped', '').toLowerCase();
  const writer = await createWriter({ width, height, channels, colorSpace, sampleType: depth, format, options });
  const file = fileOf(writer.readable);
  for (let y = 0; y < height;) {
    const count = Math.min(rowsAtOnce(), height - y);
    await writer.write(data.subarray(y * width * channels, (y + count) * width * channels));
    y += count;
  }
  await writer.close();
  return file;
}

const large = pattern(2300, 1801, 3);
const cases = [
  ['png', large, { compressionLevel: 1 }],
  ['png', pattern(1200, 1101, 4, Uint16Array), { compressionLevel: 2 }],
  ['png', pattern(90, 70, 2), { interlaced: true }],
  ['jpeg', large, { quality: 90 }],
  ['jpeg', pattern(2300, 1801, 4), { background: '#ff0000' }],
  ['jpeg', pattern(300, 200, 1), { progressive: true }],
  ['jpeg', { ...pattern(2300, 1801, 4), colorSpace: 'cmyk' }, {}],
  ['jpeg', { ...pattern(90, 70, 4), colorSpace: 'cmyk' }, { colorSpace: 'ycck', progressive: true }],
  ['jpeg', pattern(90, 70, 3, Uint16Array), { lossless: true }],
  ['tiff', large, { compression: 'packbits' }],
  ['tiff', pattern(300, 200, 3, Float32Array), {}],
  ['tiff', pattern(90, 70, 1), { colorTable: Array.from({ length: 256 }, (_, i) => [i, 255 - i, 7]) }],
  ['tiff', pattern(700, 900, 4), { pyramid: true }],
  ['tiff', pattern(2300, 1801, 4), { compression: 'jpeg', background: '#ff0000' }],
  ['webp', pattern(120, 90, 4), { lossless: true }],
];

for (const [format, image, options] of cases) {
  test(`${format} ${image.width} × ${image.height}, ${JSON.stringify(options)}: the same file, however the rows come`, async () => {
    const wide = image.channels > 1 && image.colorSpace !== 'cmyk' && image.channels !== 2;
    const metadata = {
      icc: image.colorSpace === 'cmyk' ? cmykHeader() : wide || options.colorTable ? displayP3(5000) : grayOfGamma(2),
      xmp: '<x/>',
    };
    const expected = await imwrite(image, format, { ...options, metadata });
    let seed = 1;
    const drawn = () => 1 + ((seed = (seed * 16807) % 2147483647) % 300);
    for (const rows of [() => 1000, drawn]) {
      assert.ok((await written(image, format, { ...options, metadata }, rows)).equals(expected));
    }
  });
}

test('the profile of display-p3 goes into the file, and other color spaces are refused', async () => {
  const image = { ...pattern(40, 30, 3), colorSpace: 'display-p3' };
  for (const format of ['jpeg', 'png', 'tiff', 'webp']) {
    const bytes = await written(image, format, {}, () => 7);
    assert.ok(bytes.equals(await imwrite(image, format)), format);
    assert.ok(!bytes.equals(await imwrite({ ...image, colorSpace: 'srgb' }, format)), format);
  }
  // A background is given in sRGB.
  const clear = { ...pattern(40, 30, 4), colorSpace: 'display-p3' };
  assert.ok(
    (await written(clear, 'jpeg', { background: 'red' }, () => 7)).equals(
      await imwrite(clear, 'jpeg', { background: 'red' }),
    ),
  );
  const init = { format: 'jpeg', width: 4, height: 4, channels: 3 };
  await assertMismatch(createWriter({ ...init, colorSpace: 'lab' }), 'unsupported-image', /colorSpace.*'srgb'/);
  await assertMismatch(createWriter({ ...init, colorSpace: 'cmyk' }), 'invalid-image', /4 for CMYK/);
  await assertMismatch(
    createWriter({ ...init, format: 'png', channels: 4, colorSpace: 'cmyk' }),
    'unsupported-image',
    /CMYK/,
  );
});

test('any size and any cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 90 }),
      fc.integer({ min: 1, max: 60 }),
      fc.constantFrom(1, 2, 3, 4),
      fc.integer({ min: 1, max: 20 }),
      async (width, height, channels, rows) => {
        const image = pattern(width, height, channels);
        await assertExact(await written(image, 'png', {}, () => rows), image);
      },
    ),
    { numRuns: 40 },
  );
});

test('it is the sink of a WritableStream', async () => {
  const image = pattern(2000, 1500, 3);
  const writer = await createWriter({
    width: 2000,
    height: 1500,
    channels: 3,
    format: 'png',
    options: { compressionLevel: 1 },
  });
  const rows = new ReadableStream({
    start(controller) {
      for (let y = 0; y < 1500; y += 100) controller.enqueue(image.data.subarray(y * 6000, (y + 100) * 6000));
      controller.close();
    },
  });
  const [file] = await Promise.all([fileOf(writer.readable), rows.pipeTo(new WritableStream(writer))]);
  await assertExact(file, image);
});

test('rows that do not fit are refused, and so is what comes after', async () => {
  const make = (more) => createWriter({ width: 10, height: 4, channels: 3, format: 'png', ...more });
  const refuse = async (rows, pattern, more) => {
    const writer = await make(more);
    await assertMismatch(() => writer.write(rows), 'invalid-image', pattern);
    await assertMismatch(() => writer.close(), 'invalid-image', pattern);
    await assertMismatch(() => fileOf(writer.readable), 'invalid-image', pattern);
  };
  await refuse(new Uint8Array(29), /whole rows of 10 × 3 uint8 samples \(30 bytes each\), at most 4, got 29 bytes/);
  await refuse(new Uint8Array(150), /at most 4, got 150 bytes/);
  await refuse(new Uint8Array(0), /got 0 bytes/);
  await refuse([1, 2, 3], /a typed array/);
  await refuse(new Uint8Array(60), /Uint16Array, got Uint8Array/, { sampleType: 'uint16' });
  const writer = await make();
  await writer.write(new Uint8Array(90));
  await assertMismatch(() => writer.close(), 'invalid-image', /4 before close\(\), got 3/);
});

test('what is wrong with the picture or an option is told before there are rows', async () => {
  const image = { width: 3000, height: 3000, channels: 3 };
  await assertMismatch(
    () => createWriter({ ...image, format: 'jpeg', options: { quality: 101 } }),
    'invalid-option',
    /quality/,
  );
  await assertMismatch(
    () => createWriter({ ...image, format: 'jpeg', sampleType: 'uint16' }),
    'unsupported-image',
    /depth/,
  );
  await assertMismatch(
    () => createWriter({ ...image, format: 'jpeg', options: { maxBytes: 5 } }),
    'unknown-option',
    /maxBytes/,
  );
  await assertMismatch(() => createWriter({ ...image, format: 'png', height: 0 }), 'invalid-image', /height/);
  await assertMismatch(() => createWriter({ ...image, format: 'png', channels: 5 }), 'invalid-image', /channels/);
  await assertMismatch(() => createWriter({ ...image, format: 'webp', height: 20000 }), 'image-too-large', /16383/);
  await assertMismatch(() => createWriter({ ...image, format: 'psd' }), 'unknown-format', /psd/);
});

test('abort and cancel end it on both sides', async () => {
  const start = () =>
    createWriter({ width: 2000, height: 2000, channels: 3, format: 'png', options: { compressionLevel: 0 } });
  const reason = new Error('enough');
  const aborted = await start();
  await aborted.abort(reason);
  await assert.rejects(() => aborted.write(new Uint8Array(6000)), reason);
  await assert.rejects(() => fileOf(aborted.readable), reason);
  const cancelled = await start();
  const rows = new Uint8Array(6000 * 2000);
  const writing = cancelled.write(rows); // waits: nobody reads
  await cancelled.readable.cancel(reason);
  await assert.rejects(() => writing, reason);
});

test('memory does not grow with the height', { timeout: 600_000 }, () => {
  const child = fileURLToPath(new URL('writer-peak.mjs', import.meta.url));
  const peak = (format, height) =>
    Number(execFileSync(process.execPath, [child, format, String(height)], { encoding: 'utf8' }));
  for (const format of ['png', 'jpeg', 'tiff']) {
    const [low, high] = [peak(format, 3000), peak(format, 30_000)];
    assert.ok(high - low < 40, `${format}: ${low} MiB, ten times as high ${high} MiB`);
  }
});
