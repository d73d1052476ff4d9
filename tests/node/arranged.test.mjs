// Raw pixels arranged in other ways than files have them: blue first, rows from the bottom up, premultiplied alpha.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { configure, imwrite } from '../../npm/dist/node/index.js';
import { assertExact, assertFails, pattern } from './support.mjs';

after(() => configure({ worker: undefined }));

/** The image with its pixels, as lists of samples, changed by `change(pixel, x, y)`. */
function mapPixels({ data, width, height, channels }, change) {
  const copy = data.slice();
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      const at = (y * width + x) * channels;
      copy.set(change([...data.slice(at, at + channels)]), at);
    }
  }
  return { data: copy, width, height, channels };
}

const flipped = ({ data, width, height, channels }) => {
  const copy = data.slice();
  const row = width * channels;
  for (let y = 0; y < height; ++y) copy.set(data.subarray(y * row, (y + 1) * row), (height - 1 - y) * row);
  return { data: copy, width, height, channels };
};

const blueFirst = (image) => mapPixels(image, ([r, g, b, ...alpha]) => [b, g, r, ...alpha]);

for (const worker of [false, true]) {
  for (const Samples of [Uint8Array, Uint16Array, Float32Array]) {
    test(`${Samples.name}: order and flipY${worker ? ' in a worker' : ''}`, async () => {
      configure({ worker });
      const format = Samples === Float32Array ? 'tiff' : 'png';
      for (const channels of [3, 4]) {
        const image = pattern(31, 17, channels, Samples);
        const order = channels === 3 ? 'bgr' : 'bgra';
        await assertExact(await imwrite({ ...blueFirst(image), order }, format), image);
        await assertExact(await imwrite({ ...flipped(image), flipY: true }, format), image);
        await assertExact(await imwrite({ ...flipped(blueFirst(image)), order, flipY: true }, format), image);
        await assertExact(
          await imwrite(
            { ...image, order: order.includes('a') ? 'rgba' : 'rgb', flipY: false, premultiplied: false },
            format,
          ),
          image,
        );
      }
      const gray = pattern(31, 17, 1, Samples);
      await assertExact(await imwrite({ ...flipped(gray), flipY: true }, format), gray);
    });
  }
}

test('rows with a stride are flipped, too', async () => {
  const image = pattern(5, 4, 3);
  const { data } = flipped(image);
  const padded = new Uint8Array(4 * 20);
  for (let y = 0; y < 4; ++y) padded.set(data.subarray(y * 15, y * 15 + 15), y * 20);
  await assertExact(
    await imwrite({ data: padded, width: 5, height: 4, channels: 3, stride: 20, flipY: true }, 'png'),
    image,
  );
});

test('premultiplied colors are divided by alpha; where alpha is 0 they stay', async () => {
  const premultiplied = {
    data: Uint8Array.of(100, 50, 0, 100, 7, 8, 9, 0, 1, 2, 3, 255, 200, 3, 64, 128),
    width: 4,
    height: 1,
    channels: 4,
  };
  const straight = {
    ...premultiplied,
    data: Uint8Array.of(255, 128, 0, 100, 7, 8, 9, 0, 1, 2, 3, 255, 255, 6, 128, 128),
  };
  await assertExact(await imwrite({ ...premultiplied, premultiplied: true }, 'png'), straight);
  const before = premultiplied.data.slice();
  await imwrite({ ...premultiplied, premultiplied: true }, 'png');
  assert.deepEqual(premultiplied.data, before, "the caller's samples stay");
  const wide = { data: Uint16Array.of(1000, 4000), width: 1, height: 1, channels: 2 };
  await assertExact(await imwrite({ ...wide, premultiplied: true }, 'png'), {
    ...wide,
    data: Uint16Array.of(16384, 4000),
  });
  const floats = { data: Float32Array.of(0.25, 0.125, 0, 0.5), width: 1, height: 1, channels: 4 };
  await assertExact(await imwrite({ ...floats, premultiplied: true }, 'tiff'), {
    ...floats,
    data: Float32Array.of(0.5, 0.25, 0, 0.5),
  });
});

test('what makes no sense is told', async () => {
  const image = pattern(4, 3, 3);
  await assertFails(
    imwrite({ ...image, order: 'bgra' }, 'png'),
    'invalid-image',
    /order: expected 'rgb' or 'bgr' for 3 channels, got 'bgra'/,
  );
  await assertFails(imwrite({ ...pattern(4, 3, 1), order: 'bgr' }, 'png'), 'invalid-image', /none for gray/);
  await assertFails(imwrite({ ...image, flipY: 'yes' }, 'png'), 'invalid-image', /flipY: expected true or false/);
  await assertFails(
    imwrite({ ...image, premultiplied: true }, 'png'),
    'invalid-image',
    /alpha.*got 3 channels of uint8/,
  );
  await assertFails(
    imwrite({ ...pattern(4, 3, 4), colorSpace: 'cmyk', premultiplied: true }, 'jpeg'),
    'invalid-image',
    /CMYK/,
  );
});
