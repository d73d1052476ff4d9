// AVIF against avifdec, a decoder of other authors: exact where it says so, close where it is lossy.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { imread, imwrite } from '../../npm/dist/node/index.js';
import { assertFails } from '../support/failures.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { pattern, photo } from '../support/images.mjs';
import { run } from '../support/programs.mjs';

const folder = temporaryFolder('avif');

async function readByOthers(bytes) {
  const file = join(folder, 'a.avif');
  const png = join(folder, 'a.png');
  writeFileSync(file, bytes);
  run('avifdec', file, png);
  return { ...(await imread(readFileSync(png))), told: run('avifdec', '--info', file) };
}

/** In dB, against the largest value of the samples. */
function psnr(a, b, largest) {
  const sum = a.reduce((total, sample, i) => total + (sample - b[i]) ** 2, 0);
  return 10 * Math.log10((largest * largest * a.length) / sum);
}

test('lossless files are exact: RGB and RGBA of odd sizes', async () => {
  for (const channels of [3, 4]) {
    for (const [width, height] of [
      [1, 1],
      [33, 17],
      [130, 67],
    ]) {
      const data = pattern(width, height, channels).data;
      for (const speed of [6, 9]) {
        const bytes = await imwrite({ data, width, height, channels }, 'avif', { lossless: true, speed });
        const read = await readByOthers(bytes);
        assert.deepEqual([read.width, read.height], [width, height]);
        if (read.channels === channels) assert.deepEqual(Buffer.from(read.data), Buffer.from(data));
        else assert.fail(`${read.channels} channels of ${channels}`);
      }
    }
  }
});

test('a photograph is close to what it was: every subsampling and depth', async () => {
  const image = await photo('astronaut.png');
  for (const chromaSubsampling of ['4:4:4', '4:2:2', '4:2:0']) {
    for (const bitDepth of [8, 10, 12]) {
      const read = await readByOthers(await imwrite(image, 'avif', { speed: 9, chromaSubsampling, bitDepth }));
      assert.match(read.told, new RegExp(`Bit Depth +: ${bitDepth}\\n`));
      const eight = bitDepth === 8 ? read.data : Float32Array.from(read.data, (sample) => sample / 257);
      const quality = psnr(image.data, eight, 255);
      assert.ok(quality > 33, `${chromaSubsampling}, ${bitDepth} bits: ${quality} dB`);
    }
  }
});

test('reading an AVIF file is an error that names AVIF', async () => {
  const bytes = await imwrite({ data: new Uint8Array(3), width: 1, height: 1, channels: 3 }, 'avif', { speed: 9 });
  await assertFails(() => imread(bytes), 'unsupported-data', /AVIF/);
});
