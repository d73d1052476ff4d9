// PNG of fewer bits: palettes and gray, as sharp and pngcheck read them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { createWriter, imread, imwrite } from '../../npm/dist/node/index.js';
import { assertMismatch } from '../support/failures.mjs';
import { photo } from '../support/images.mjs';
import { fc } from '../support/package.mjs';
import { assertExact } from '../support/sharp.mjs';
import { temporaryFolder } from '../support/files.mjs';

const folder = temporaryFolder('palette');

/** IHDR's bits and color type. */
const storage = (bytes) => ({ bits: bytes[24], type: bytes[25] });

/** `colors` different ones, in stripes and dots. */
function drawing(width, height, channels, colors) {
  const data = new Uint8Array(width * height * channels);
  for (let i = 0; i < width * height; ++i) {
    const color = i < colors ? i : Math.imul((i >> 3) + Math.floor(i / width), 2654435761) >>> 20;
    for (let c = 0; c < channels; ++c)
      data[i * channels + c] = Math.imul(color % colors, [67, 31, 151, 83][c]) + (c === 1 ? (color % colors) >> 2 : 0);
  }
  return { data, width, height, channels };
}

/** pngcheck finds no fault, and says that the file holds `what`. */
async function judge(bytes, what) {
  const file = join(folder, 'judged.png');
  await writeFile(file, bytes);
  assert.match(execFileSync('pngcheck', [file], { encoding: 'utf8' }), new RegExp(`^OK: .*${what}`));
}

test('palette auto: up to 256 colors become indices of the fewest bits, exactly', async () => {
  for (const [colors, bits] of [
    [1, 1],
    [2, 1],
    [3, 2],
    [4, 2],
    [5, 4],
    [16, 4],
    [17, 8],
    [256, 8],
  ]) {
    for (const channels of [3, 4]) {
      for (const options of [{}, { interlaced: true }, { filter: 'paeth' }]) {
        const image = drawing(61, 47, channels, colors);
        const bytes = await imwrite(image, 'png', { palette: 'auto', ...options });
        assert.deepEqual(storage(bytes), { bits, type: 3 }, `${colors} colors of ${channels} channels`);
        await assertExact(bytes, image);
        const { data, channels: read } = await imread(bytes);
        assert.deepEqual({ data, read }, { data: image.data, read: channels });
        await judge(bytes, `${bits}-bit palette${channels === 4 ? '\\+trns' : ','}`);
      }
    }
  }
});

test('palette auto leaves what a palette cannot hold as it is', async () => {
  for (const image of [drawing(40, 40, 3, 257), drawing(40, 40, 2, 5), await photo('chelsea.png')]) {
    assert.deepEqual(await imwrite(image, 'png', { palette: 'auto' }), await imwrite(image, 'png'));
  }
  const deep = { data: new Uint16Array(12), width: 2, height: 2, channels: 3 };
  assert.deepEqual(await imwrite(deep, 'png', { palette: 'auto' }), await imwrite(deep, 'png'));
});

test('palette auto and bitDepth: gray in the fewest bits is gray again', async () => {
  for (const bits of [1, 2, 4]) {
    const step = 255 / (2 ** bits - 1);
    const data = Uint8Array.from({ length: 37 * 29 }, (_, i) => (i % 2 ** bits) * step);
    const image = { data, width: 37, height: 29, channels: 1 };
    for (const interlaced of [false, true]) {
      const bytes = await imwrite(image, 'png', { bitDepth: bits, interlaced });
      assert.deepEqual(storage(bytes), { bits, type: 0 });
      assert.deepEqual(await imwrite(image, 'png', { palette: 'auto', interlaced }), bytes);
      assert.deepEqual((await imread(bytes)).data, data);
      await assertExact(bytes, image);
      await judge(bytes, `${bits}-bit grayscale`);
    }
  }
});

test('bitDepth is an error where it would change a sample, or is not that of the samples', async () => {
  const gray = { data: Uint8Array.of(0, 17, 34, 35), width: 2, height: 2, channels: 1 };
  await assertMismatch(
    () => imwrite(gray, 'png', { bitDepth: 4 }),
    'invalid-option',
    /multiples of 17, got 35 at 1, 1/,
  );
  await assertMismatch(
    () => imwrite(gray, 'png', { bitDepth: 2 }),
    'invalid-option',
    /multiples of 85, got 17 at 1, 0/,
  );
  await assertMismatch(
    () => imwrite(gray, 'png', { bitDepth: 16 }),
    'invalid-option',
    /expected uint16 samples for 16, got uint8 samples/,
  );
  assert.deepEqual(await imwrite(gray, 'png', { bitDepth: 8 }), await imwrite(gray, 'png'));
  assert.deepEqual(storage(await imwrite(gray, 'png', { depth: 16, bitDepth: 16 })), { bits: 16, type: 0 });
  await assertMismatch(
    () => imwrite(drawing(4, 4, 3, 2), 'png', { bitDepth: 2 }),
    'invalid-option',
    /expected gray pixels for 2, got rgb pixels/,
  );
  await assertMismatch(() => imwrite(gray, 'png', { bitDepth: 8, palette: 'auto' }), 'invalid-option', /palette/);
});

test('palette auto holds for any small picture of few colors', async () => {
  const any = fc.record({
    width: fc.integer({ min: 1, max: 70 }),
    height: fc.integer({ min: 1, max: 30 }),
    channels: fc.constantFrom(1, 3, 4),
    colors: fc.integer({ min: 1, max: 300 }),
    interlaced: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(any, async ({ width, height, channels, colors, interlaced }) => {
      const image = drawing(width, height, channels, colors);
      const bytes = await imwrite(image, 'png', { palette: 'auto', interlaced });
      const { data, ...read } = await imread(bytes);
      assert.deepEqual({ data, channels: read.channels }, { data: image.data, channels });
      await assertExact(bytes, image);
    }),
    { numRuns: 60 },
  );
});

test('rows that come one after the other give the same file', async () => {
  const image = drawing(2000, 1100, 4, 9);
  const writer = await createWriter({
    width: 2000,
    height: 1100,
    channels: 4,
    format: 'png',
    options: { palette: 'auto' },
  });
  const file = new Response(writer.readable).arrayBuffer();
  await writer.write(image.data);
  await writer.close();
  assert.deepEqual(new Uint8Array(await file), await imwrite(image, 'png', { palette: 'auto' }));
});
