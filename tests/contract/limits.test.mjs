// What the package may weigh, what an encode may hold, and how large a picture may be.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { testFacts } from '../formats/index.mjs';
import { imwrite } from '../../npm/dist/node/index.js';
import { assertMismatch } from '../support/failures.mjs';
import { pattern } from '../support/images.mjs';
import { allFormatNames, formats, readableNames, wasmFile, wasmFolder } from '../support/package.mjs';
import { sharp } from '../support/sharp.mjs';

const MiB = 2 ** 20;

/** The bytes that a page loads for a module and its glue, by brotli. */
async function weight(name) {
  const files = await Promise.all(['js', 'wasm'].map((extension) => readFile(`${wasmFolder}/${name}.${extension}`)));
  return files.reduce((sum, bytes) => sum + brotliCompressSync(bytes).length, 0);
}

test('each module with its glue stays in its budget of brotli bytes, and so do the three of the web', async () => {
  const weights = Object.fromEntries(
    await Promise.all(allFormatNames.map(async (format) => [format, await weight(`${format}-encode`)])),
  );
  for (const format of allFormatNames)
    assert.ok(weights[format] <= testFacts(format).moduleBytes, `${format}: ${weights[format]} bytes`);
  for (const format of readableNames) {
    const bytes = await weight(`${format}-decode`);
    assert.ok(bytes <= testFacts(format).decoderBytes, `${format}-decode: ${bytes} bytes`);
  }
  const others = {
    'jpeg-transcode': 60_000,
    'jpeg-lossless-encode': 61_200,
    'jpeg-jpegli-encode': 62_000,
    'jxl-brotli-decode': 208_000,
    'jxl-extended-encode': 248_000,
    'jxl-transcode': 238_000,
    'png-quantize-encode': 65_500,
    'tiff-jpeg-encode': 88_500,
    'tiff-jpeg-decode': 142_000,
  };
  for (const [name, budget] of Object.entries(others)) assert.ok((await weight(name)) <= budget, name);
  assert.ok(weights.jpeg + weights.png + weights.webp < 217_000, JSON.stringify(weights));
});

/** Encodes the image, `count` times, with a module of our own, so that its memory can be measured. */
async function wasmMemoryFor(format, image, options = {}, count = 1, name = `${format}-encode`) {
  const { default: factory } = await import(`${wasmFolder}/${name}.js`);
  const compiled = await WebAssembly.compile(await wasmFile(name));
  const module = factory({
    instantiateWasm(imports, done) {
      const instance = new WebAssembly.Instance(compiled, imports);
      done(instance, compiled);
      return instance.exports;
    },
  });
  const pixels = { ...image, bytes: image.data, sampleType: 'uint8', stride: image.width * image.channels };
  let left = count;
  const next = () => (left-- > 0 ? pixels : undefined);
  const take = () => true;
  assert.equal(
    module.imwrite({ next, count }, format, options, { write: take, patch: take, progress: take }),
    undefined,
  );
  return module.memoryBytes();
}

test('100 megapixels of RGBA need a few MiB of WebAssembly memory where the format can be streamed', async () => {
  const image = { data: new Uint8Array(4e8).fill(99), width: 10_000, height: 10_000, channels: 4 };
  for (const format of ['jpeg', 'png', 'tiff']) {
    const memory = await wasmMemoryFor(format, image, format === 'png' ? { compressionLevel: 1 } : {});
    assert.ok(memory <= 16 * MiB, `${format}: ${memory / MiB} MiB`);
  }
});

test('the choice of colors for a PNG needs memory that does not grow with the picture', async () => {
  const memoryFor = (height) =>
    wasmMemoryFor('png', pattern(1000, height, 4), { compressionLevel: 1, colors: 256 }, 1, 'png-quantize-encode');
  const memory = await memoryFor(2000);
  assert.ok(memory <= 16 * MiB, `${memory / MiB} MiB`);
  assert.equal(await memoryFor(6000), memory);
});

test('JPEG by jpegli needs memory that does not grow with the picture, unless it is progressive', async () => {
  const memoryFor = (height, options) =>
    wasmMemoryFor('jpeg', pattern(2100, height, 3), { encoder: 'jpegli', ...options }, 1, 'jpeg-jpegli-encode');
  const memory = await memoryFor(1000);
  assert.ok(memory <= 12 * MiB, `${memory / MiB} MiB`);
  assert.equal(await memoryFor(3000), memory);
  const whole = await memoryFor(2000, { progressive: true });
  assert.ok(whole <= 80 * MiB, `${whole / MiB} MiB`);
});

test('lossy JPEG XL needs memory for a part of a large picture', async () => {
  const memoryFor = (height) =>
    wasmMemoryFor('jxl', pattern(2100, height, 3), { quality: 50 }, 1, 'jxl-extended-encode');
  const memory = await memoryFor(2100);
  assert.ok(memory <= 360 * MiB, `${memory / MiB} MiB`);
  assert.ok((await memoryFor(6200)) <= memory * 1.2);
});

test('TIFF with levels, or with JPEG, needs little more memory for a picture of twice the height: that of one more level', async () => {
  const image = (height) => ({ data: new Uint8Array(3000 * height).fill(99), width: 1000, height, channels: 3 });
  for (const options of [
    { pyramid: true },
    { pyramid: true, compression: 'deflate' },
    { pyramid: true, compression: 'jpeg' },
    { compression: 'jpeg' },
  ]) {
    const [low, high] = await Promise.all(
      [8000, 16_000].map((height) => wasmMemoryFor('tiff', image(height), options, 1, 'tiff-jpeg-encode')),
    );
    assert.ok(
      low <= 24 * MiB && high <= low + 2 * MiB,
      `${JSON.stringify(options)}: ${low / MiB} and ${high / MiB} MiB`,
    );
  }
});

test('the memory for TIFF pages does not grow with their number', async () => {
  const page = { data: new Uint8Array(3e5).fill(7), width: 400, height: 250, channels: 3 };
  assert.equal(
    await wasmMemoryFor('tiff', page, { compression: 'none' }, 2000),
    await wasmMemoryFor('tiff', page, { compression: 'none' }, 2),
  );
});

test('the largest sizes are written, one more is refused', async () => {
  for (const [format, limit] of [
    ['jpeg', 65500],
    ['webp', 16383],
  ]) {
    assert.deepEqual([formats[format].maxWidth, formats[format].maxHeight], [limit, limit]);
    const strip = (width, height) => ({
      data: new Uint8Array(width * height * 3).map((_, i) => Math.floor(i / 3) / 300),
      width,
      height,
      channels: 3,
    });
    for (const [width, height] of [
      [limit, 1],
      [1, limit],
    ]) {
      const image = strip(width, height);
      const seen = await sharp(await imwrite(image, format), { limitInputPixels: false })
        .raw()
        .toBuffer({ resolveWithObject: true });
      assert.deepEqual([seen.info.width, seen.info.height, seen.info.channels], [width, height, 3]);
      const worst = seen.data.reduce((most, value, i) => Math.max(most, Math.abs(value - image.data[i])), 0);
      assert.ok(worst <= 2, `${format} ${width} × ${height}: ${worst}`);
    }
    await assertMismatch(imwrite(strip(limit + 1, 1), format), 'image-too-large');
    await assertMismatch(imwrite(strip(1, limit + 1), format), 'image-too-large');
  }
});
