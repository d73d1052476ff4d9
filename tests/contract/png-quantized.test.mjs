// PNG of few colors, chosen for the picture: valid, as near as those of others, exact where that is possible.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  configure,
  createWriter,
  imread,
  imwrite,
  imwriteAnimation,
  imwriteSync,
  load,
} from '../../npm/dist/node/index.js';
import { assertFails, assertMismatch } from '../support/failures.mjs';
import { fixture, pattern, photo } from '../support/images.mjs';
import { fc } from '../support/package.mjs';
import { assertExact, seenBySharp, sharp } from '../support/sharp.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { psnr } from '../support/metrics.mjs';
import { python } from '../support/python.mjs';

const folder = temporaryFolder('quantized');

/** IHDR's bits and color type, and the colors that pngcheck, which finds no fault, counts in the palette. */
async function judge(bytes) {
  const file = join(folder, 'judged.png');
  await writeFile(file, bytes);
  const said = execFileSync('pngcheck', ['-v', file], { encoding: 'utf8' });
  assert.match(said, /No errors detected/);
  return { bits: bytes[24], type: bytes[25], colors: Number(/PLTE.*: (\d+) palette entr/.exec(said)?.[1] ?? 0) };
}

/** In dB, of 8-bit samples. */
const blurred = async ({ data, width, height, channels }) =>
  sharp(data, { raw: { width, height, channels } }).blur(2).raw().toBuffer();
const sharpColors = ({ data, width, height, channels }, colors) =>
  sharp(data, { raw: { width, height, channels } }).png({ palette: true, colors, dither: 0 }).toBuffer();

/** How near Pillow's median cut comes with each number of colors. */
const pillow = (file, counts) =>
  JSON.parse(
    python(
      `import json, sys, numpy
from PIL import Image
picture = Image.open(sys.argv[1]).convert('RGB')
few = lambda n: picture.quantize(n, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).convert('RGB')
error = lambda n: numpy.mean((numpy.asarray(picture).astype(float) - numpy.asarray(few(n))) ** 2)
print(json.dumps([10 * numpy.log10(255 ** 2 / error(int(n))) for n in sys.argv[2:]]))`,
      fixture(file),
      ...counts.map(String),
    ),
  );

for (const name of ['astronaut.png', 'chelsea.png', 'coffee.png']) {
  test(`${name}: nearer than Pillow's median cut, about as near as sharp's libimagequant`, async () => {
    const image = await photo(name);
    const counts = [16, 64, 256];
    const theirs = pillow(name, counts);
    for (const [i, colors] of counts.entries()) {
      const bytes = await imwrite(image, 'png', { colors, errorDiffusion: 0 });
      const found = await judge(bytes);
      assert.deepEqual([found.bits, found.type], [colors === 16 ? 4 : 8, 3]);
      assert.ok(found.colors <= colors && found.colors > colors - 4, `${found.colors} colors`);
      const { data } = await seenBySharp(bytes, image);
      const ours = psnr(data, image.data);
      assert.ok(ours > theirs[i] + 0.7, `${colors}: ${ours} and Pillow's ${theirs[i]}`);
      if (colors === 64) continue; // of these sharp makes 256
      const others = psnr((await seenBySharp(await sharpColors(image, colors), image)).data, image.data);
      assert.ok(ours > others - 0.2, `${colors}: ${ours} and sharp's ${others}`);
    }
  });
}

test('errors that are diffused vanish from a distance, all the more the more are', async () => {
  const image = await photo('coffee.png');
  const far = await blurred(image);
  let last = 0;
  for (const errorDiffusion of [0, 0.5, 1]) {
    const bytes = await imwrite(image, 'png', { colors: 16, errorDiffusion });
    const seen = await seenBySharp(bytes, image);
    const near = psnr(await blurred(seen), far);
    assert.ok(near > last + 0.5, `${errorDiffusion}: ${near}`);
    last = near;
  }
  assert.deepEqual(
    await imwrite(image, 'png', { colors: 16 }),
    await imwrite(image, 'png', { colors: 16, errorDiffusion: 1 }),
  );
});

test('interlaced, in a worker, row by row and at once: the same pixels, the same file', async () => {
  const image = await photo('chelsea.png');
  const options = { colors: 40, compressionLevel: 1 };
  const bytes = await imwrite(image, 'png', options);
  assert.deepEqual(
    (await seenBySharp(await imwrite(image, 'png', { ...options, interlaced: true }), image)).data,
    (await seenBySharp(bytes, image)).data,
  );
  configure({ worker: true });
  assert.deepEqual(await imwrite(image, 'png', options), bytes);
  configure({ worker: false });
  const writer = await createWriter({ ...image, format: 'png', options });
  const file = new Response(writer.readable).arrayBuffer();
  await writer.write(image.data);
  await writer.close();
  assert.deepEqual(new Uint8Array(await file), bytes);
  await load('png-quantize-encode');
  assert.deepEqual(imwriteSync(image, 'png', options), bytes);
});

test('gray stays gray where that takes no more bits', async () => {
  const ramp = { data: Uint8Array.from({ length: 256 * 20 }, (_, i) => i), width: 256, height: 20, channels: 1 };
  const few = (colors, step) =>
    imwrite({ ...ramp, data: ramp.data.map((sample) => Math.floor(sample / step) * step) }, 'png', { colors });
  for (const [colors, step, bits, type] of [
    [256, 1, 8, 0],
    [16, 17, 4, 0],
    [100, 3, 8, 0],
    [16, 16, 4, 3],
    [15, 1, 4, 3],
    [2, 1, 1, 3],
  ]) {
    const bytes = await few(colors, step);
    const found = await judge(bytes);
    assert.deepEqual([found.bits, found.type], [bits, type], `${colors} of steps of ${step}`);
    const { data, channels } = await imread(bytes);
    for (let i = 0; i < data.length; i += channels)
      assert.ok(channels === 1 || (data[i] === data[i + 1] && data[i] === data[i + 2]));
  }
});

const anyPicture = fc
  .record({
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 40 }),
    channels: fc.integer({ min: 1, max: 4 }),
    different: fc.integer({ min: 1, max: 400 }),
    alphas: fc.boolean(),
    seed: fc.integer(),
  })
  .map(({ width, height, channels, different, alphas, seed }) => {
    const image = pattern(width, height, channels);
    for (let i = 0; i < image.data.length; ++i) {
      const [pixel, channel] = [Math.floor(i / channels), i % channels];
      const color = Math.imul(pixel ^ seed, 2654435761) >>> 8;
      image.data[i] = Math.imul((color % different) + 1, [40503, 30011, 52361, 61001][channel]) >>> 7;
      // Alpha that is often none or full.
      if (alphas && channels % 2 === 0 && channel === channels - 1)
        image.data[i] = [0, 255, 255, image.data[i]][color % 4];
    }
    return image;
  });

/** A picture's colors as texts. */
function colorsOf({ data, channels }) {
  const colors = new Set();
  for (let i = 0; i < data.length; i += channels) colors.add(data.subarray(i, i + channels).join());
  return colors;
}

test('any picture: a valid file of at most so many colors; exact when there are no more; nothing and all of alpha stay that', async () => {
  const count = { exact: 0, lossy: 0 };
  const any = fc.record({
    colors: fc.oneof(fc.integer({ min: 2, max: 256 }), fc.integer({ min: 2, max: 8 })),
    errorDiffusion: fc.constantFrom(undefined, 0, 0.3, 1),
    interlaced: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(anyPicture, any, async (image, options) => {
      const bytes = await imwrite(image, 'png', options);
      const found = await judge(bytes);
      assert.ok(found.colors <= options.colors);
      if (found.type === 3)
        assert.equal(found.bits, found.colors <= 2 ? 1 : found.colors <= 4 ? 2 : found.colors <= 16 ? 4 : 8);
      const gray = image.channels < 3;
      const seen = await seenBySharp(bytes, { data: image.data, channels: found.type === 3 ? 3 : 1 });
      assert.ok(colorsOf(seen).size <= options.colors);
      // What sharp sees in the place of a sample that was given; it sees no alpha where all is opaque.
      const at = (pixel, channel) =>
        channel === 3 && seen.channels === 3
          ? 255
          : seen.data[pixel * seen.channels + (found.type === 3 ? channel : 0)];
      const exact = colorsOf(image).size <= options.colors;
      ++count[exact ? 'exact' : 'lossy'];
      for (let i = 0; i < image.data.length; ++i) {
        const [pixel, channel] = [Math.floor(i / image.channels), i % image.channels];
        const isAlpha = image.channels % 2 === 0 && channel === image.channels - 1;
        const written = at(pixel, isAlpha ? 3 : gray ? 0 : channel);
        if (exact) assert.equal(written, image.data[i]);
        else if (isAlpha && (image.data[i] === 0 || (image.data[i] === 255 && options.colors > 2)))
          assert.equal(written, image.data[i]);
      }
    }),
    { numRuns: 200 },
  );
  assert.ok(count.exact > 30 && count.lossy > 60, JSON.stringify(count));
});

test('as palette auto where that is exact', async () => {
  const image = pattern(30, 8, 3);
  assert.deepEqual(await imwrite(image, 'png', { colors: 256 }), await imwrite(image, 'png', { palette: 'auto' }));
  await assertExact(await imwrite(image, 'png', { colors: 256 }), image);
});

test('what colors do not go with, and the module they need', async () => {
  const image = pattern(20, 20, 3);
  await assertMismatch(
    () => imwrite(pattern(9, 9, 3, Uint16Array), 'png', { colors: 9 }),
    'invalid-option',
    /uint8 samples/,
  );
  await assertMismatch(
    () => imwrite(image, 'png', { errorDiffusion: 1 }),
    'invalid-option',
    /expected colors beside it, got no colors/,
  );
  await assertMismatch(
    () => imwriteAnimation({ frames: [image, image], durations: 10 }, 'png', { colors: 9 }),
    'invalid-option',
    /'colors': expected no animation, got animation/,
  );
  for (const other of [{ palette: 'auto' }, { bitDepth: 8 }])
    await assertMismatch(
      () => imwrite(image, 'png', { colors: 9, ...other }),
      'invalid-option',
      /'colors': expected no (palette|bitDepth) beside it/,
    );
  for (const colors of [1, 257, 2.5, '16x', null])
    await assertFails(() => imwrite(image, 'png', { colors }), 'invalid-option', /integer from 2 to 256/);
  configure({ wasm: undefined }); // forgets what the tests before have loaded
  await assertFails(
    () => imwriteSync(image, 'png', { colors: 2 }),
    'not-loaded',
    /await load\('png-quantize-encode'\)/,
  );
});
