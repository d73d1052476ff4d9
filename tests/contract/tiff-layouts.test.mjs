// TIFF's layouts, drawn at random: strips and tiles, planes, sample types, compressions, predictors, kinds of alpha, BigTIFF and
// few bits, each exactly as at least two programs read it that are not ours.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imread, imwrite } from '../../npm/dist/node/index.js';
import { pattern, rawBytes } from '../support/images.mjs';
import { fc } from '../support/package.mjs';
import { assertExact } from '../support/sharp.mjs';
import { run } from '../support/programs.mjs';
import { assertRead, stored } from './tiff-readers.mjs';

const types = {
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
};
const side = fc.constantFrom(16, 16, 32, 48);
const pieces = fc.oneof(
  fc.constant({}),
  fc.record({ rowsPerStrip: fc.integer({ min: 1, max: 40 }) }),
  { weight: 2, arbitrary: fc.record({ tileWidth: side, tileHeight: side }) },
  fc.constantFrom({ tileWidth: 16 }, { tileHeight: 32 }),
);

const anyLayout = fc.record({
  width: fc.integer({ min: 1, max: 150 }),
  height: fc.integer({ min: 1, max: 60 }),
  channels: fc.integer({ min: 1, max: 4 }),
  type: fc.constantFrom('uint8', 'uint8', 'uint16', 'float32', ...Object.keys(types)),
  pieces,
  compression: fc.constantFrom('none', 'lzw', 'deflate', 'packbits'),
  predicted: fc.constantFrom('none', 'usual', 'horizontal'),
  planarConfiguration: fc.constantFrom('chunky', 'chunky', 'chunky', 'planar'),
  extraSamples: fc.constantFrom('alpha', 'alpha', 'unspecified', 'none'),
  bigTiff: fc.boolean(),
});

function optionsOf({ pieces, compression, predicted, planarConfiguration, extraSamples, bigTiff }) {
  const predictor = predicted === 'usual' || !['lzw', 'deflate'].includes(compression) ? {} : { predictor: predicted };
  return { ...pieces, compression, ...predictor, planarConfiguration, extraSamples, bigTiff };
}

/** tiffcp takes no tile that is wider than the picture. */
const widerThan = (width, { tileWidth, tileHeight }) => (tileWidth ?? (tileHeight ? 256 : 0)) > width;

/** What each program reads without a change to the samples. */
const reads = {
  // It moves samples between planes and pixels only when they have 8 bits, and then goes back and forth between compressed strips.
  tiffcp: ({ type, planes, width, options }) =>
    (!planes ||
      (type.endsWith('int8') && (options.compression === 'none' || options.tileWidth || options.tileHeight))) &&
    !widerThan(width, options),
  // It has no uint32, no pixels of two samples, and multiplies 8-bit RGBA by alpha; planes it reads of 8 bits.
  opencv: ({ channels, type, planes }) =>
    ({ uint8: [1, 3], int8: [1], uint16: [1, 3, 4], int16: [1], int32: [1], float32: [1, 3, 4], float64: [1] })[
      type
    ]?.includes(channels) &&
    (!planes || channels === 1 || type === 'uint8'),
  // Its pixels are of 8 bits, or one sample; planes it takes for raw data that it knows few kinds of.
  pillow: ({ channels, type, planes, options: { extraSamples } }) =>
    !planes &&
    (type === 'uint8'
      ? channels % 2 === 1 || extraSamples === 'alpha' || (extraSamples === 'none' && channels === 4)
      : ['uint16', 'float32'].includes(type) && channels === 1),
  // libvips refuses tiles in planes, takes the second row of two planes for another, and warns where a sample more is not told.
  sharp: ({ channels, type, planes, options }) =>
    ['uint8', 'uint16', 'float32'].includes(type) &&
    (channels % 2 === 1 || options.extraSamples !== 'none') &&
    (!planes || (channels !== 2 && !options.tileWidth && !options.tileHeight)),
};

test(
  'any layout, exactly, by those of tiffcp, OpenCV, Pillow and sharp that know it',
  { timeout: 600_000 },
  async () => {
    const cases = [];
    for (const layout of fc.sample(anyLayout, 300)) {
      const { width, height, channels, type } = layout;
      const options = optionsOf(layout);
      const image = pattern(width, height, channels, types[type]);
      const bytes = await imwrite(image, 'tiff', options);
      const what = `${width} × ${height} × ${channels} ${type}, ${JSON.stringify(options)}`;
      assert.deepEqual((await imread(bytes)).data, image.data, what);
      cases.push({
        what,
        width,
        height,
        channels,
        type,
        planes: options.planarConfiguration === 'planar',
        options,
        image,
        file: bytes,
        path: await stored(bytes),
        bytes: rawBytes(image.data),
      });
    }
    const readBy = new Map(cases.map(({ what }) => [what, 0]));
    for (const reader of Object.keys(reads)) {
      const own = cases.filter(reads[reader]);
      own.forEach(({ what }) => readBy.set(what, readBy.get(what) + 1));
      if (reader !== 'sharp') await assertRead(reader, own);
      else
        for (const { file, image, what } of own)
          await assertExact(file, image).catch((error) => assert.fail(`sharp: ${what}: ${error.message}`));
    }
    const [one, several] = [1, 2].map((count) => [...readBy.values()].filter((readers) => readers >= count).length);
    assert.ok(
      one > 0.7 * readBy.size && several > 0.35 * readBy.size,
      `of ${readBy.size} files ${one} are read by one program, ${several} by several`,
    );
  },
);

test('any gray of few bits, and fax, exactly, by Pillow and sharp', { timeout: 300_000 }, async () => {
  const anyGray = fc.record({
    width: fc.integer({ min: 1, max: 150 }),
    height: fc.integer({ min: 1, max: 90 }),
    kind: fc.constantFrom(
      ...[1, 2, 4].flatMap((bitDepth) =>
        ['none', 'lzw', 'deflate', 'packbits'].map((compression) => ({ bitDepth, compression })),
      ),
      { compression: 'ccitt-g3' },
      { compression: 'ccitt-g4' },
    ),
    pieces: fc.constantFrom({}, { rowsPerStrip: 9 }, { tileWidth: 32, tileHeight: 16 }),
    bigTiff: fc.boolean(),
  });
  const cases = [];
  for (const { width, height, kind, pieces, bigTiff } of fc.sample(anyGray, 120)) {
    const options = { ...kind, ...pieces, bigTiff };
    const step = 255 / (2 ** (kind.bitDepth ?? 1) - 1);
    const image = pattern(width, height, 1);
    image.data.forEach((value, i) => (image.data[i] = Math.floor((value / 256) * (255 / step + 1)) * step));
    const bytes = await imwrite(image, 'tiff', options);
    const what = `${width} × ${height}, ${JSON.stringify(options)}`;
    assert.deepEqual((await imread(bytes)).data, image.data, what);
    await assertExact(bytes, image).catch((error) => assert.fail(`sharp: ${what}: ${error.message}`));
    cases.push({ what, width, height, channels: 1, path: await stored(bytes), bytes: rawBytes(image.data) });
  }
  await assertRead('pillow', cases);
});

test('premultiplied alpha, as tiffcp and OpenCV find it stored', async () => {
  const cases = [];
  for (const Samples of [Uint8Array, Uint16Array]) {
    for (const options of [{}, { tileWidth: 32 }, { rowsPerStrip: 3, compression: 'deflate' }]) {
      const image = pattern(70, 50, 4, Samples);
      const full = Samples === Uint8Array ? 255 : 65535;
      const data = image.data.map((value, i) =>
        i % 4 === 3 ? value : Math.floor((value * image.data[i - (i % 4) + 3] + (full - 1) / 2) / full),
      );
      const path = await stored(await imwrite(image, 'tiff', { extraSamples: 'premultiplied', ...options }));
      assert.match(run('tiffinfo', path), /Extra Samples: 1<assoc-alpha>/);
      cases.push({
        what: `${Samples.name}, ${JSON.stringify(options)}`,
        ...image,
        Samples,
        path,
        bytes: rawBytes(data),
      });
    }
  }
  await assertRead('tiffcp', cases);
  await assertRead(
    'opencv',
    cases.filter(({ Samples }) => Samples === Uint16Array),
  );
});
