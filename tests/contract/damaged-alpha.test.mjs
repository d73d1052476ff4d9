// Lossy WebP whose alpha is damaged: an error that says so, never memory that ran out, and the next call works.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imread, imwrite } from '../../npm/dist/node/index.js';
import { fc } from '../support/package.mjs';
import { sharp } from '../support/sharp.mjs';

const [width, height] = [64, 48];
const data = Uint8ClampedArray.from({ length: width * height * 4 }, (_, i) =>
  i % 4 === 3 ? (i * i) % 251 : (i * 13) % 255,
);
const files = await Promise.all(
  [false, true].map((alphaCompression) =>
    imwrite({ data, width, height, channels: 4 }, 'webp', { quality: 80, alphaCompression }),
  ),
);

test('a header that no file has, and damage behind it', async () => {
  for (const whole of files) {
    const at = Buffer.from(whole).indexOf('ALPH');
    const size = Buffer.from(whole).readUInt32LE(at + 4);
    for (const byte of [0xff, 0x03, 0x40]) {
      const damaged = Buffer.from(whole);
      damaged[at + 8] = byte;
      await assert.rejects(imread(damaged), { code: 'corrupt-data' }, `header ${byte}`);
      await assert.rejects(sharp(damaged).raw().toBuffer(), `header ${byte}`);
    }
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(size), async (noise, offset) => {
        const damaged = Buffer.from(whole);
        damaged.set(noise.subarray(0, size - offset), at + 8 + offset);
        const error = await imread(damaged).then(
          () => undefined,
          (error) => error,
        );
        assert.ok(error === undefined || error.code === 'corrupt-data', `${error?.code}: ${error?.message}`);
      }),
      { numRuns: 200 },
    );
    assert.equal((await imread(whole)).width, width);
  }
});
