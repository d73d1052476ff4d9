// Ordered dither, as Pillow and sharp read it: no bands, the mean of any area, the same file whoever writes it.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { configure, createWriter, imwrite, imwriteWithInfo, imwriteSync, load } from '../../npm/dist/node/index.js';
import { assertFails } from '../support/failures.mjs';
import { pattern, rawBytes } from '../support/images.mjs';
import { fc, writtenNames } from '../support/package.mjs';
import { seenBySharp } from '../support/sharp.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { pythonForBytes } from '../support/python.mjs';

const folder = temporaryFolder('dither');

const dithered = { depth: 8, dither: 'ordered' };

/** A slope of 6 levels of 8 bits, in samples of 16 bits or floats. */
function ramp(channels, Samples) {
  const [width, height] = [512, 64];
  const data = new Samples(width * height * channels);
  for (let i = 0; i < data.length; ++i) {
    const level = 100 + (6 * (Math.floor(i / channels) % width)) / width + 20 * (i % channels);
    data[i] = Samples === Float32Array ? level / 255 : Math.round(level * 257);
  }
  return { data, width, height, channels };
}

/** By how much the means of blocks of 16 × 16 are off at most, in levels. */
function farthest(seen, image) {
  const scale = image.data instanceof Float32Array ? 255 : 1 / 257;
  let far = 0;
  for (let y = 0; y < image.height; y += 16) {
    for (let x = 0; x < image.width; x += 16) {
      for (let c = 0; c < image.channels; ++c) {
        let [sum, wanted] = [0, 0];
        for (let i = 0; i < 256; ++i) {
          const at = ((y + (i >> 4)) * image.width + x + (i & 15)) * image.channels + c;
          sum += seen[at];
          wanted += image.data[at] * scale;
        }
        far = Math.max(far, Math.abs(sum - wanted) / 256);
      }
    }
  }
  return far;
}

async function seenByPillow(bytes, extension) {
  const file = join(folder, `seen.${extension}`);
  await writeFile(file, bytes);
  const program = 'import sys; from PIL import Image; sys.stdout.buffer.write(Image.open(sys.argv[1]).tobytes())';
  return pythonForBytes(program, file);
}

test('a slope of 16 bits or floats has its means in 8 bits, and no bands', async () => {
  for (const [channels, Samples] of [
    [1, Uint16Array],
    [3, Uint16Array],
    [3, Float32Array],
  ]) {
    const image = ramp(channels, Samples);
    for (const [format, options] of [
      ['png', {}],
      ['tiff', {}],
      ['webp', { lossless: true }],
    ]) {
      if (format === 'webp' && channels === 1) continue; // it becomes RGB
      const bytes = await imwrite(image, format, { ...options, ...dithered });
      assert.ok(farthest(await seenByPillow(bytes, format), image) < 0.06, format);
      const like = { data: new Uint8Array(0), channels };
      assert.ok(farthest((await seenBySharp(bytes, like)).data, image) < 0.06, format);
      const banded = await imwrite(image, format, { ...options, depth: 8 });
      assert.ok(farthest((await seenBySharp(banded, like)).data, image) > 0.4, format);
    }
  }
});

test('JPEG keeps it at high quality, in gray and RGB', async () => {
  for (const [channels, options] of [
    [1, { quality: 100 }],
    [1, { quality: 98 }],
    [3, { quality: 98, colorSpace: 'rgb' }],
  ]) {
    const image = ramp(channels, Uint16Array);
    const far = async (pixels) =>
      farthest(await seenByPillow(await imwrite(image, 'jpeg', { ...options, ...pixels }), 'jpeg'), image);
    const [kept, banded] = [await far(dithered), await far({ depth: 8 })];
    assert.ok(kept < 0.15 && banded > 0.4, `${JSON.stringify(options)}: ${kept}, ${banded}`);
  }
});

test('each sample is a level beside the exact one; levels, and alpha that is none or full, stay', async () => {
  const anyImage = fc.record({
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 40 }),
    channels: fc.integer({ min: 1, max: 4 }),
    Samples: fc.constantFrom(Uint16Array, Float32Array),
    bits: fc.constantFrom(8, 16),
    seed: fc.integer(),
  });
  await fc.assert(
    fc.asyncProperty(anyImage, async ({ width, height, channels, Samples, bits, seed }) => {
      const deep = Samples === Float32Array ? 1 : 65535;
      const depth = Samples === Uint16Array ? 8 : bits;
      const full = 2 ** depth - 1;
      const image = pattern(width, height, channels, Samples);
      for (let i = 0; i < image.data.length; ++i) {
        const noise = Math.imul(i ^ seed, 2654435761) >>> 8;
        const levels = [image.data[i], ((noise % (full + 1)) / full) * deep, 0, deep];
        image.data[i] = levels[noise % 4];
      }
      const bytes = await imwrite(image, 'png', { depth, dither: 'ordered' });
      const { data } = await seenBySharp(bytes, {
        data: depth === 8 ? new Uint8Array(0) : new Uint16Array(0),
        channels,
      });
      for (let i = 0; i < data.length; ++i) {
        const exact = (image.data[i] / deep) * full;
        // A float near a level is taken for it: floats of 24 bits have not all levels of 16 exactly.
        const level = Math.round(exact);
        if (Math.abs(exact - level) <= 0.5 / 256) assert.equal(data[i], level);
        else assert.ok(Math.abs(data[i] - exact) < 1, `${image.data[i]} became ${data[i]}`);
      }
    }),
    { numRuns: 100 },
  );
});

test('the same file with any number of workers, in rows, and at once', async (t) => {
  t.after(() => configure({ worker: undefined, threads: undefined }));
  const image = pattern(1501, 1400, 3, Uint16Array);
  await load('jpeg', 'png', 'tiff');
  for (const format of ['jpeg', 'png', 'tiff']) {
    const options = { ...dithered, ...(format === 'png' ? { compressionLevel: 1 } : {}) };
    configure({ worker: false });
    const expected = imwriteSync(image, format, options);
    assert.ok(!rawBytes(expected).equals(rawBytes(imwriteSync(image, format, { ...options, dither: 'none' }))));
    configure({ worker: true });
    for (const threads of availableParallelism() < 2 ? [1] : [1, 2, 3]) {
      configure({ threads });
      assert.ok(
        rawBytes(await imwrite(image, format, options)).equals(rawBytes(expected)),
        `${format}, ${threads} threads`,
      );
    }
    if (format === 'tiff') continue; // its writer gives patches, too
    const writer = await createWriter({ ...image, format, sampleType: 'uint16', options });
    const file = new Response(writer.readable).arrayBuffer();
    for (let y = 0; y < image.height; y += 100) await writer.write(image.data.subarray(y * 4503, (y + 100) * 4503));
    await writer.close();
    assert.ok(Buffer.from(await file).equals(rawBytes(expected)), `${format} in rows`);
  }
});

test('it has no effect where nothing is reduced, and is then not told as used', async () => {
  for (const format of writtenNames) {
    const image = pattern(20, 20, 3);
    assert.deepEqual(await imwrite(image, format, dithered), await imwrite(image, format));
    assert.ok(!('dither' in (await imwriteWithInfo(image, format, dithered)).options), format);
    assert.equal((await imwriteWithInfo(pattern(20, 20, 3, Uint16Array), format, dithered)).options.dither, 'ordered');
    await assertFails(() => imwrite(image, format, { dither: 'random' }), 'invalid-option', /'none', 'ordered'/);
  }
});
