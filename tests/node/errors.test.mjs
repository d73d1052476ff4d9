// Strict input: every refusal is an ImwriteError with a code, and says what was expected and what was given.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  configure,
  imread,
  imwrite,
  imwriteAnimation,
  imwriteWithInfo,
  imwriteFile,
  ImwriteError,
  imwriteMulti,
  imwriteSync,
  load,
  transcodeJpeg,
} from '../../npm/dist/node/index.js';
import { assertFails, assertMismatch, pattern } from './support.mjs';

const image = pattern(8, 6, 3);
const [png, jpeg] = await Promise.all(['png', 'jpeg'].map((format) => imwrite(image, format)));
await load('png');

test('pixels that do not fit their description', async () => {
  const cases = [
    [{ ...image, width: 7 }, /126 samples .* got 144 samples/],
    [{ ...image, height: 7 }, /168 samples .* got 144 samples/],
    [{ data: image.data, width: 7, height: 6 }, /42, 84, 126, 168 samples .* got 144/],
    [{ ...image, width: 8.5 }, /width: expected a whole number from 1, got 8\.5/],
    [{ ...image, width: 0 }, /width: .* got 0/],
    [{ ...image, height: -6 }, /height: .* got -6/],
    [{ ...image, height: '6' }, /height: .* got '6'/],
    [{ ...image, height: NaN }, /height: .* got NaN/],
    [{ ...image, channels: 0 }, /channels: expected 1, 2, 3 or 4, got 0/],
    [{ ...image, channels: 5 }, /data: expected 240 samples \(8 × 6 × 5 channels\), got 144 samples/],
    [{ ...image, channels: 7, extraChannels: 2 }, /channels: expected 1, 2, 3 or 4 and 2 extra, got 7/],
    [{ ...image, channels: 1.5 }, /channels/],
    [{ ...image, stride: 23 }, /stride: expected a whole number of samples from 24/],
    [{ ...image, stride: 24.5 }, /stride/],
    [{ ...image, stride: 25 }, /at least 149 samples .* got 144 samples/],
    [{ data: image.data, width: 8, height: 6, stride: 24 }, /channels: expected .* when stride is given/],
    [{ ...image, data: new Uint8Array(0) }, /empty or detached/],
    [{ ...image, data: [...image.data] }, /data: expected a Uint8Array.* got Array/],
    [{ ...image, data: new BigInt64Array(144) }, /got BigInt64Array/],
    [{ ...image, data: image.data.buffer }, /got ArrayBuffer/],
    [{ ...image, data: undefined }, /got undefined/],
  ];
  for (const [source, message] of cases) await assertMismatch(() => imwrite(source, 'png'), 'invalid-image', message);
  await assertMismatch(
    () => imwrite({ ...image, data: new Int8Array(144) }, 'png'),
    'unsupported-image',
    /uint8 or uint16 samples, got int8/,
  );
});

test('color spaces that cannot be written yet', async () => {
  const source = { data: new Uint8ClampedArray(4), width: 1, height: 1, colorSpace: 'rec2020' };
  await assertMismatch(
    () => imwrite(source, 'png'),
    'unsupported-image',
    /'srgb', 'display-p3' or 'cmyk'.*got 'rec2020'/,
  );
});

test('a buffer that was detached, before the call or right after it', async () => {
  const detach = (view) => structuredClone(view.buffer, { transfer: [view.buffer] });
  const before = pattern(8, 6, 3);
  detach(before.data);
  await assertMismatch(() => imwrite(before, 'png'), 'invalid-image', /detached/);

  const after = pattern(8, 6, 3);
  const pending = imwrite(after, 'png');
  detach(after.data);
  await assertFails(pending, 'invalid-image', /detached/);

  await assertMismatch(() => imread(before.data), 'unsupported-data', /no bytes/);
});

test('things that are no image', async () => {
  for (const source of [undefined, null, 5, 'photo.png', {}, [], () => {}, new Uint16Array(12)]) {
    await assertMismatch(() => imwrite(source, 'png'), 'invalid-image', /image source: expected/);
  }
});

test('Mats that cannot be written', async () => {
  const mat = { rows: 2, cols: 2, data: new Uint8Array(4), type: () => 0, channels: () => 1, isContinuous: () => true };
  await assertMismatch(
    () => imwrite({ ...mat, type: () => 3, data16S: new Int16Array(mat.data.length) }, 'png'),
    'unsupported-image',
    /got int16/,
  );
  await assertMismatch(() => imwrite({ ...mat, type: () => 2 }, 'png'), 'invalid-image', /CV_16U samples/);
  await assertMismatch(() => imwrite({ ...mat, isDeleted: () => true }, 'png'), 'invalid-image', /deleted/);
  await assertMismatch(() => imwrite({ ...mat, rows: 3 }, 'png'), 'invalid-image', /6 bytes of data, got 4/);
  await assertMismatch(() => imwrite({ ...mat, rows: 0 }, 'png'), 'invalid-image', /2 × 0/);
  await assertMismatch(() => imwrite({ ...mat, isContinuous: () => false }, 'png'), 'invalid-image', /step/);
});

test('formats: names, aliases, MIME types, file names and paths, and everything else', async () => {
  const jpegs = [
    'jpeg',
    'jpg',
    'JPG',
    '.JPG',
    'image/jpeg',
    'IMAGE/JPEG',
    'a.jpg',
    'out/a.b/photo.JPG',
    'C:\\x.y\\photo.jpeg',
    '/x/.jpg',
  ];
  for (const name of jpegs) assert.equal((await imwrite(image, name))[0], 0xff, name);
  for (const name of [
    'psd',
    '',
    '.',
    'photo',
    'out.png/photo',
    'image/psd',
    'png ',
    'constructor',
    undefined,
    null,
    5,
    {},
  ]) {
    await assertMismatch(() => imwrite(image, name), 'unknown-format', /jpeg, .*png, .*tiff, .*webp/);
  }
  for (const path of ['png', 'out/png', 'photo.psd', undefined]) {
    await assertMismatch(() => imwriteFile(path, image), 'unknown-format', /\.png/);
  }
});

test('what a format cannot hold is never converted silently', async () => {
  for (const Samples of [Uint16Array, Float32Array]) {
    const deep = pattern(8, 6, 3, Samples);
    for (const format of ['jpeg', 'webp'])
      await assertMismatch(() => imwrite(deep, format), 'unsupported-image', /depth/);
    for (const format of ['jpeg', 'webp']) await imwrite(deep, format, { depth: 8 });
  }
  const wide = { data: new Uint8Array(16384 * 3), width: 16384, height: 1, channels: 3 };
  await assertMismatch(() => imwrite(wide, 'webp'), 'image-too-large', /16383.*16384/);
});

test('options of the call', async () => {
  for (const options of [null, 5, 'x', [], () => {}]) {
    await assertMismatch(() => imwrite(image, 'png', options), 'invalid-option', /plain object/);
  }
  await assertMismatch(() => imwrite(image, 'png', { signal: {} }), 'invalid-option', /signal.*AbortSignal/);
  await assertMismatch(() => imwrite(image, 'png', { onProgress: 1 }), 'invalid-option', /onProgress.*function/);
  await assertMismatch(
    () => imread(new Uint8Array(9), { orientation: 'up' }),
    'invalid-option',
    /'apply' or 'keep', got 'up'/,
  );
  await assertMismatch(() => imwriteFile('a.png', image, { fs: {} }), 'invalid-option', /writeFile/);
  await assertMismatch(() => imwriteFile('a.png', image, { recursive: 1 }), 'invalid-option', /recursive/);
});

test('an unknown option is told of all that there are', async () => {
  const all =
    /compressionLevel, .*dither, toGray, range, metadata, maxBytes, limits, signal, onProgress, onWarning, got /;
  for (const write of [imwrite, imwriteSync, imwriteWithInfo])
    await assertMismatch(() => write(image, 'png', { nonsense: 1 }), 'unknown-option', all);
  await assertMismatch(
    () => imwriteAnimation({ frames: [image], durations: 1 }, 'png', { nonsense: 1 }),
    'unknown-option',
    all,
  );
  await assertMismatch(
    () => imwriteMulti([image], 'tiff', { nonsense: 1 }),
    'unknown-option',
    /dither, toGray, range, metadata, limits, signal, onProgress, onWarning, got /,
  );
  await assertMismatch(
    () => imwrite(image, 'jpeg', { dpi: 300 }),
    'unknown-option',
    /^jpeg has no option 'dpi', but metadata\.dpi: /,
  );
  await assertMismatch(
    () => imread(png, { nonsense: 1 }),
    'unknown-option',
    /limits\.pixels, .*, maxPixels, orientation, signal, got nonsense/,
  );
  await assertMismatch(
    () => transcodeJpeg(jpeg, { nonsense: 1 }),
    'unknown-option',
    /rotate, .*metadata, signal, got nonsense/,
  );
  await imwrite(image, 'png', { nonsense: undefined });
});

test('messages hold 80 characters of a value', async () => {
  const url = `data:image/png;base64,${'A'.repeat(5e6)}`;
  const calls = [
    () => imread(url),
    () => imwrite(url, 'png'),
    () => imwrite(image, url),
    () => imwrite(image, 'png', { [url]: 1 }),
    () => imwrite(image, 'png', { filter: url }),
    () => imwrite(image, 'png', { background: url }),
    () => imwrite(image, 'png', { metadata: url }),
    () => imwriteFile(`${url}.png`, image),
    () => imread(png, { [url]: 1 }),
    () => transcodeJpeg(jpeg, { edges: url }),
    () => load(url),
  ];
  for (const call of calls) {
    const error = await Promise.resolve()
      .then(call)
      .catch((error) => error);
    assert.ok(error instanceof ImwriteError, String(call));
    assert.match(error.message, /data:image|a folder|no such file|ENAMETOOLONG/i);
    for (const text of [error.message, error.actual ?? '', error.option ?? ''])
      assert.doesNotMatch(text, /A{80}/, String(call));
    assert.ok(error.message.length < 600, error.message);
  }
  await assertFails(imread(`${'a'.repeat(79)}.png`), 'read-failed', /^a{50}…a{25}\.png could not be read: ENOENT/);
});

test('settings', async () => {
  await assertMismatch(
    () => configure({ wasmm: 1 }),
    'unknown-option',
    /wasm, workerUrl, worker, threads, limits, onWarning, got 'wasmm'/,
  );
  await assertMismatch(() => configure({ worker: 1 }), 'invalid-option', /true or false/);
  await assertMismatch(() => configure({ threads: 0 }), 'invalid-option', /whole number from 1/);
  await assertMismatch(() => configure({ wasm: 5 }), 'invalid-option', /folder/);
  await assertMismatch(() => configure({ wasm: { 'psd-encode': 'x' } }), 'invalid-option', /psd-encode/);
  await assertMismatch(() => load('psd'), 'unknown-format');
});

test('errors are Errors', async () => {
  const error = await imwrite(image, 'jpeg', { quality: 101 }).catch((error) => error);
  assert.ok(error instanceof Error && error instanceof ImwriteError);
  const { name, code, format, option, expected, actual } = error;
  assert.deepEqual(
    { name, code, format, option, expected, actual },
    {
      name: 'ImwriteError',
      code: 'invalid-option',
      format: 'jpeg',
      option: 'quality',
      expected: 'an integer from 0 to 100',
      actual: '101',
    },
  );
  assert.match(error.stack, /imwrite/);
});
