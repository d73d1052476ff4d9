// Samples of fewer bits than their type: they come and are written with their precision, and every conversion scales from it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imread, imwrite } from '../../npm/dist/node/index.js';
import { assertMismatch } from '../support/failures.mjs';
import { seenBySharp, sharp } from '../support/sharp.mjs';
import { plainTiff } from './tiff-files.mjs';

const [width, height] = [48, 40];
const samples = (bits, channels) =>
  Uint16Array.from({ length: width * height * channels }, (_, i) => (i * 37) & (2 ** bits - 1));
const scaled = (data, bits, full) => Array.from(data, (sample) => Math.round((sample * full) / (2 ** bits - 1)));
/** Twice rounded, a sample may be one off. */
const assertNear = (actual, expected, most, what) =>
  actual.forEach((sample, i) =>
    assert.ok(Math.abs(sample - expected[i]) <= most, `${what}, sample ${i}: ${sample}, not ${expected[i]}`),
  );

for (const channels of [1, 3]) {
  test(`JPEG and TIFF of 9 to 15 bits and ${channels} channels become any other format in their full range, as sharp sees it`, async () => {
    for (const bits of [9, 10, 12, 14, 15]) {
      const data = samples(bits, channels);
      const files = {
        jpeg: await imwrite({ data, width, height, channels }, 'jpeg', { lossless: true, precision: bits }),
        tiff: plainTiff({ data, width, height, channels, bits, photometric: channels === 1 ? 1 : 2 }),
      };
      for (const [name, file] of Object.entries(files)) {
        const image = await imread(file);
        assert.deepEqual([image.data, image.precision], [data, bits], name);
        for (const input of [image, file]) {
          for (const format of ['png', 'tiff']) {
            const wide = await seenBySharp(await imwrite(input, format), image);
            assert.deepEqual(Array.from(wide.data), scaled(data, bits, 65535), `${name} to ${format}, ${bits} bits`);
            const bytes = await imwrite(input, format, { depth: 8 });
            const narrow = await seenBySharp(bytes, { ...image, data: new Uint8Array(0) });
            assertNear(narrow.data, scaled(data, bits, 255), 1, `${name} to 8-bit ${format}, ${bits} bits`);
          }
          const { data: lossy } = await seenBySharp(await imwrite(input, 'webp', { depth: 8, lossless: true }), {
            ...image,
            channels: 3,
            data: new Uint8Array(0),
          });
          if (channels === 3) assertNear(lossy, scaled(data, bits, 255), 1, `${name} to webp`);
          const floats = await imread(await imwrite(input, 'tiff', { depth: 32 }));
          assertNear(
            floats.data,
            Array.from(data, (sample) => sample / (2 ** bits - 1)),
            1e-4,
            `${name} to floats`,
          );
        }
      }
    }
  });
}

test('a JPEG of the same precision keeps the samples, of another one scales them', async () => {
  const data = samples(12, 1);
  const image = { data, width, height, channels: 1, precision: 12 };
  for (const options of [{ lossless: true }, { lossless: true, precision: 12 }]) {
    const back = await imread(await imwrite(image, 'jpeg', options));
    assert.deepEqual([back.data, back.precision], [data, 12], JSON.stringify(options));
  }
  const wider = await imread(await imwrite(image, 'jpeg', { lossless: true, precision: 14 }));
  assert.deepEqual([Array.from(wider.data), wider.precision], [scaled(data, 12, 2 ** 14 - 1), 14]);
  const mean = (list) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const lossy = await imwrite(image, 'jpeg', { depth: 8, quality: 95 });
  assert.ok(Math.abs(mean(await sharp(Buffer.from(lossy)).raw().toBuffer()) - mean(scaled(data, 12, 255))) < 2);
});

test('a photograph of 12 bits is as bright in 8', async () => {
  const data = Uint16Array.from({ length: width * height * 3 }, (_, i) => 1500 + (Math.floor(i / 3) % width) * 40);
  const file = await imwrite({ data, width, height, channels: 3 }, 'jpeg', { precision: 12, quality: 98 });
  const { data: seen } = await seenBySharp(await imwrite(file, 'png', { depth: 8 }), {
    channels: 3,
    data: new Uint8Array(0),
  });
  assertNear(seen, scaled(data, 12, 255), 3, 'PNG');
});

test('a precision that the samples cannot have is an error', async () => {
  const image = (data, precision) => ({ data, width: 2, height: 2, channels: 1, precision });
  for (const [data, precision] of [
    [new Uint8Array(4), 9],
    [new Uint16Array(4), 17],
    [new Uint16Array(4), 0],
    [new Uint16Array(4), 1.5],
    [new Uint16Array(4), '12'],
    [new Float32Array(4), 12],
    [new Int16Array(4), 12],
  ]) {
    await assertMismatch(imwrite(image(data, precision), 'tiff'), 'invalid-image', /precision/);
  }
  const { data } = await imread(await imwrite(image(new Uint8Array([0, 1, 2, 3]), 2), 'png'));
  assert.deepEqual(Array.from(data), [0, 85, 170, 255]);
});
