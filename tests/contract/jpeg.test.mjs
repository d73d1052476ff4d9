// What JPEG's own options write, as sharp, djpeg, Pillow and exiftool see it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { imread, imwrite, imwriteWithInfo } from '../../npm/dist/node/index.js';
import { assertMismatch } from '../support/failures.mjs';
import { pattern, photo } from '../support/images.mjs';
import { sharp } from '../support/sharp.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { seenByPillow } from '../support/python.mjs';

const folder = temporaryFolder('jpeg');

/** What Python makes of the file, where `picture` is Pillow's and `json` prints. */
async function judged(bytes, expression) {
  const file = join(folder, 'seen.jpg');
  await writeFile(file, bytes);
  return seenByPillow(file, expression);
}

const luma = Array.from({ length: 64 }, (_, i) => 1 + i);
const chroma = Array.from({ length: 64 }, (_, i) => 200 - i);

test('quantization tables stand in the file as they were given', async () => {
  const image = await photo('chelsea.png');
  const tables = await judged(await imwrite(image, 'jpeg', { quantTables: [luma, chroma] }), 'picture.quantization');
  assert.deepEqual(tables, { 0: luma, 1: chroma });
  assert.deepEqual(
    (await judged(await imwrite(image, 'jpeg', { quantTables: [luma] }), 'picture.quantization'))[1],
    luma,
  );
  const { quality, options } = await imwriteWithInfo(image, 'jpeg', { quantTables: [luma] });
  assert.deepEqual([quality, options.quality], [undefined, undefined]);
  const call = { quantTables: [luma], maxBytes: 10_000 };
  await assertMismatch(imwrite(image, 'jpeg', call), 'invalid-option', /maxBytes.*quantTables/);
});

test('quantization values above 255 are read by Pillow and sharp as well', async () => {
  const image = await photo('chelsea.png');
  const large = luma.map((value, i) => (i < 32 ? value : 40 * value));
  const bytes = await imwrite(image, 'jpeg', { quantTables: [large] });
  assert.deepEqual((await judged(bytes, 'picture.quantization'))[0], large);
  const { data } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  const { data: ours } = await imread(bytes);
  assert.ok(data.every((sample, i) => Math.abs(sample - ours[i]) <= 4));
  assert.ok(bytes.length < (await imwrite(image, 'jpeg', { quantTables: [luma] })).length);
});

test('RGB components are close to the pixels, chroma not being apart', async () => {
  const image = await photo('chelsea.png');
  const bytes = await imwrite(image, 'jpeg', { colorSpace: 'rgb', quality: 100 });
  const pixels = Buffer.from(await judged(bytes, 'list(picture.tobytes())'));
  assert.ok(pixels.every((sample, i) => Math.abs(sample - image.data[i]) <= 3));
  await assertMismatch(imwrite(image, 'jpeg', { colorSpace: 'rgb', metadata: { dpi: 300 } }), 'invalid-option', /dpi/);
});

test('gray of color is what Pillow makes of it', async () => {
  const { data, width, height } = await photo('chelsea.png');
  const seen = await imread(
    await imwrite({ data, width, height, channels: 3 }, 'jpeg', { colorSpace: 'gray', quality: 100 }),
  );
  assert.equal(seen.channels, 1);
  const gray = (i) => 0.299 * data[3 * i] + 0.587 * data[3 * i + 1] + 0.114 * data[3 * i + 2];
  assert.ok(seen.data.every((sample, i) => Math.abs(sample - gray(i)) <= 3));
});

test('CMYK is ink for ink what was given, for sharp and Pillow', async () => {
  const image = { ...pattern(61, 47, 4), colorSpace: 'cmyk' };
  for (const colorSpace of ['cmyk', 'ycck']) {
    const options = {
      colorSpace,
      quality: 100,
      metadata: { dpi: 300 },
      ...(colorSpace === 'ycck' && { chromaSubsampling: '4:4:4' }),
    };
    const bytes = await imwrite(image, 'jpeg', options);
    const { space, channels, density } = await sharp(bytes).metadata();
    assert.deepEqual([space, channels, density], ['cmyk', 4, 300]);
    // Pillow turns Adobe's inversion back.
    const inks = await judged(bytes, '[picture.mode, picture.info["adobe_transform"], list(picture.tobytes())]');
    assert.deepEqual(inks.slice(0, 2), ['CMYK', colorSpace === 'cmyk' ? 0 : 2]);
    assert.ok(
      inks[2].every((ink, i) => Math.abs(ink - image.data[i]) <= (colorSpace === 'cmyk' ? 3 : 8)),
      colorSpace,
    );
  }
  assert.deepEqual((await imwriteWithInfo(image, 'jpeg')).warnings, []);
  await assertMismatch(imwrite({ ...pattern(4, 4, 3), colorSpace: 'cmyk' }, 'jpeg'), 'invalid-image', /4 for CMYK/);
  for (const format of ['png', 'webp', 'tiff'])
    await assertMismatch(imwrite(image, format), 'unsupported-image', /CMYK/);
});

test('arithmetic coding is smaller, and djpeg reads it', async () => {
  const image = await photo('chelsea.png');
  const [huffman, arithmetic] = [
    await imwrite(image, 'jpeg'),
    await imwrite(image, 'jpeg', { arithmeticCoding: true }),
  ];
  assert.ok(arithmetic.length < 0.97 * huffman.length);
  const files = [];
  for (const bytes of [huffman, arithmetic])
    await writeFile(files[files.push(join(folder, `${files.length}.jpg`)) - 1], bytes);
  const [a, b] = files.map((file) => execFileSync('djpeg', [file], { maxBuffer: 1 << 28 }));
  assert.ok(a.equals(b));
});

test('entropy-coded bytes are those of libjpeg-turbo’s own jpegtran', async () => {
  const file = join(folder, 'baseline.jpg');
  const images = [await photo('chelsea.png'), pattern(333, 210, 3), pattern(97, 64, 1)];
  for (const image of images) {
    for (const options of [
      { quality: 20 },
      { quality: 92, chromaSubsampling: '4:4:4' },
      { quality: 100, restartInterval: 7 },
    ]) {
      await writeFile(file, await imwrite(image, 'jpeg', options));
      for (const [more, flag] of [
        [{ progressive: true }, '-progressive'],
        [{ optimizeCoding: true }, '-optimize'],
      ]) {
        const restart = options.restartInterval ? ['-restart', `${options.restartInterval}B`] : [];
        const expected = execFileSync('jpegtran', ['-copy', 'all', flag, ...restart, file], { maxBuffer: 1 << 28 });
        assert.ok(
          expected.equals(await imwrite(image, 'jpeg', { ...options, ...more })),
          JSON.stringify({ ...options, ...more }),
        );
      }
    }
  }
});
