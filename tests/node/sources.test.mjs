// Every kind of image source that exists in Node, seen by sharp after a lossless encode.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { imread, imwrite } from '../../npm/dist/node/index.js';
import { assertExact, fc, fixture, pattern, photo, sharp } from './support.mjs';

test('every sample type and channel count, in every format that holds it', async () => {
  const lossless = {
    png: [Uint8Array, Uint16Array],
    tiff: [Uint8Array, Uint16Array, Float32Array],
    webp: [Uint8Array],
  };
  for (const [format, types] of Object.entries(lossless)) {
    for (const Samples of types) {
      for (const channels of format === 'webp' ? [3, 4] : [1, 2, 3, 4]) {
        const image = pattern(37, 23, channels, Samples);
        const bytes = await imwrite(image, format, format === 'webp' ? { lossless: true } : {});
        await assertExact(bytes, image);
      }
    }
  }
});

test('Uint8ClampedArray, as in ImageData', async () => {
  const image = pattern(20, 10, 4);
  const imageData = { data: new Uint8ClampedArray(image.data), width: 20, height: 10, colorSpace: 'srgb' };
  await assertExact(await imwrite(imageData, 'png'), image);
});

/** An object that says of itself what an `ImageData` of browsers says. */
const asImageData = (image) => ({ ...image, channels: undefined, [Symbol.toStringTag]: 'ImageData' });

test('the alpha of ImageData is left out where every pixel is opaque, and only there', async () => {
  const property = fc.asyncProperty(
    fc.constantFrom('png', 'tiff'),
    fc.integer({ min: 1, max: 40 }),
    fc.integer({ min: 1, max: 30 }),
    fc.constantFrom(Uint8Array, Float32Array),
    fc.integer({ min: 0, max: 3 }),
    fc.option(fc.nat()),
    async (format, width, height, Samples, offset, translucent) => {
      const image = pattern(width, height, 4, format === 'png' ? Uint8Array : Samples);
      const full = image.data instanceof Uint8Array ? 255 : 1;
      for (let i = 3; i < image.data.length; i += 4) image.data[i] = full;
      if (translucent !== null) image.data[4 * (translucent % (width * height)) + 3] = full * 0.75;
      const memory = new image.data.constructor(image.data.length + offset);
      memory.set(image.data, offset);
      const bytes = await imwrite(asImageData({ ...image, data: memory.subarray(offset) }), format);
      if (translucent !== null) return assertExact(bytes, image);
      const colors = image.data.filter((_, i) => i % 4 < 3);
      await assertExact(bytes, { ...image, channels: 3, data: colors });
    },
  );
  await fc.assert(property, { numRuns: 60 });

  const opaque = pattern(8, 8, 4);
  opaque.data.forEach((_, i) => i % 4 === 3 && (opaque.data[i] = 255));
  await assertExact(await imwrite(opaque, 'png'), opaque); // four channels that the caller counted stay
});

test('views at odd offsets of larger buffers, and Buffer', async () => {
  const image = pattern(31, 7, 3);
  const shared = new Uint8Array(image.data.length + 20).fill(99);
  shared.set(image.data, 5);
  await assertExact(await imwrite({ ...image, data: shared.subarray(5, 5 + image.data.length) }, 'png'), image);
  await assertExact(await imwrite({ ...image, data: Buffer.from(image.data) }, 'png'), image);

  const deep = pattern(31, 7, 3, Uint16Array);
  const words = new Uint16Array(deep.data.length + 3);
  words.set(deep.data, 3);
  await assertExact(await imwrite({ ...deep, data: words.subarray(3) }, 'png'), deep);
});

test('memory shared between threads', async () => {
  const image = pattern(16, 16, 3);
  const data = new Uint8Array(new SharedArrayBuffer(image.data.length));
  data.set(image.data);
  await assertExact(await imwrite({ ...image, data }, 'png'), image);
});

test('rows with a stride, also where the last row ends early', async () => {
  const image = pattern(10, 6, 3, Uint16Array);
  const stride = 41;
  const data = new Uint16Array(5 * stride + 30).fill(7);
  for (let y = 0; y < 6; ++y) data.set(image.data.subarray(y * 30, y * 30 + 30), y * stride);
  await assertExact(await imwrite({ ...image, data, stride }, 'png'), image);
});

test('channels follow from the length', async () => {
  for (const channels of [1, 2, 3, 4]) {
    const { data, width, height } = pattern(9, 5, channels);
    assert.equal((await imread(await imwrite({ data, width, height }, 'png'))).channels, channels);
  }
});

/** A Mat as OpenCV.js has it: data16U and the like are views of its heap, `step` tells the way to the next row. */
function mat(heap, { offset = 0, rows, cols, channels, type, step, continuous = true }) {
  const size = { 0: 1, 2: 2, 5: 4 }[type];
  const count = rows * cols * channels;
  return {
    rows,
    cols,
    step: [step ?? cols * channels * size, channels * size],
    data: new Uint8Array(heap, offset, count * size),
    data16U: type === 2 ? new Uint16Array(heap, offset, count) : undefined,
    data32F: type === 5 ? new Float32Array(heap, offset, count) : undefined,
    type: () => type + ((channels - 1) << 3),
    channels: () => channels,
    isContinuous: () => continuous,
    isDeleted: () => false,
  };
}

test('Mats of each depth, and a region of a Mat', async () => {
  for (const [type, Samples] of [
    [0, Uint8Array],
    [2, Uint16Array],
    [5, Float32Array],
  ]) {
    const image = pattern(12, 8, 4, Samples);
    const whole = mat(image.data.buffer, { rows: 8, cols: 12, channels: 4, type });
    await assertExact(await imwrite(whole, 'tiff'), image);

    const pixel = 4 * Samples.BYTES_PER_ELEMENT;
    const region = mat(image.data.buffer, {
      offset: 2 * 12 * pixel + 3 * pixel,
      rows: 5,
      cols: 6,
      channels: 4,
      type,
      step: 12 * pixel,
      continuous: false,
    });
    const cropped = new Samples(5 * 6 * 4);
    for (let y = 0; y < 5; ++y)
      cropped.set(image.data.subarray(((y + 2) * 12 + 3) * 4, ((y + 2) * 12 + 9) * 4), y * 24);
    await assertExact(await imwrite(region, 'tiff'), { data: cropped, width: 6, height: 5, channels: 4 });
  }
});

test('a Mat may be freed as soon as the call is made', async () => {
  const image = pattern(12, 8, 3);
  const heap = image.data.buffer.slice(0);
  const pending = imwrite(mat(heap, { rows: 8, cols: 12, channels: 3, type: 0 }), 'png');
  structuredClone(heap, { transfer: [heap] });
  await assertExact(await pending, image);
});

test('encoded bytes and Blobs are decoded first', async () => {
  const coffee = await photo('coffee.png');
  const file = await readFile(fixture('coffee.png'));
  const arrayBuffer = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
  for (const source of [
    file,
    new Uint8Array(file),
    arrayBuffer,
    new DataView(arrayBuffer),
    new Blob([file]),
    new File([file], 'x'),
  ]) {
    await assertExact(await imwrite(source, 'webp', { lossless: true }), coffee);
  }
});

test('an encoded source is turned as its EXIF orientation says', async () => {
  const image = pattern(24, 16, 3);
  for (let orientation = 1; orientation <= 8; ++orientation) {
    const turned = await sharp(image.data, { raw: image }).withMetadata({ orientation }).png().toBuffer();
    const upright = await sharp(turned).rotate().raw().toBuffer({ resolveWithObject: true });
    const { width, height } = upright.info;
    await assertExact(await imwrite(turned, 'png'), { data: new Uint8Array(upright.data), width, height, channels: 3 });
  }
});

test('a real photo keeps its looks', async () => {
  const coffee = await photo('coffee.png');
  for (const [format, options, limit] of [
    ['jpeg', { quality: 95 }, 2.35],
    ['webp', { quality: 90 }, 2.55],
  ]) {
    const bytes = await imwrite(coffee, format, options);
    const seen = await sharp(bytes).raw().toBuffer();
    const difference = seen.reduce((sum, value, i) => sum + Math.abs(value - coffee.data[i]), 0) / seen.length;
    assert.ok(difference < limit, `${format}: mean difference ${difference}`);
  }
});

test('the source is not changed', async () => {
  const image = Object.freeze(pattern(20, 20, 4));
  const before = image.data.slice();
  const options = Object.freeze({ quality: 50, background: Object.freeze([1, 2, 3]) });
  await imwrite(image, 'jpeg', options);
  assert.deepEqual(image.data, before);
});
