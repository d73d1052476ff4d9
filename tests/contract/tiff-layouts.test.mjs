// TIFF's layouts, drawn at random: strips and tiles, planes, sample types, compressions, predictors, kinds of alpha, BigTIFF and
// few bits, each exactly as at least two programs read it that are not ours.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imread, imwrite } from '../../npm/dist/node/index.js';
import { assertExact, fc, pattern, rawBytes } from '../node/support.mjs';
import { assertRead, stored } from './tiff-readers.mjs';

const types = { uint8: Uint8Array, int8: Int8Array, uint16: Uint16Array, int16: Int16Array, uint32: Uint32Array, int32: Int32Array, float32: Float32Array, float64: Float64Array };
const side = fc.constantFrom(16, 32, 48, 64);
const pieces = fc.oneof(
  fc.constant({}),
  fc.record({ rowsPerStrip: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ tileWidth: side, tileHeight: side }),
  fc.constantFrom('tileWidth', 'tileHeight').chain((name) => side.map((value) => ({ [name]: value }))),
);

const anyLayout = fc.record({
  width: fc.integer({ min: 1, max: 90 }),
  height: fc.integer({ min: 1, max: 90 }),
  channels: fc.integer({ min: 1, max: 4 }),
  type: fc.constantFrom(...Object.keys(types)),
  pieces,
  compression: fc.constantFrom('none', 'lzw', 'deflate', 'packbits'),
  predicted: fc.constantFrom('none', 'usual', 'horizontal'),
  planarConfiguration: fc.constantFrom('chunky', 'chunky', 'planar'),
  extraSamples: fc.constantFrom('alpha', 'alpha', 'unspecified'),
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
  tiffcp: ({ channels, type, planes, width, options }) =>
    (!planes || channels === 1 || (type.endsWith('int8') && (options.compression === 'none' || options.tileWidth || options.tileHeight))) && !widerThan(width, options),
  // It has no uint32, no pixels of two samples, and multiplies 8-bit RGBA by alpha; planes it reads of 8 bits.
  opencv: ({ channels, type, planes, options }) =>
    ({ uint8: [1, 3], int8: [1], uint16: [1, 3, 4], int16: [1], int32: [1], float32: [1, 3, 4], float64: [1] })[type]?.includes(channels) && (!planes || channels === 1 || type === 'uint8') && !(type === 'int8' && options.bigTiff === undefined),
  // Its pixels are of 8 bits, or one sample.
  pillow: ({ channels, type, planes, options }) =>
    (type === 'uint8' ? channels !== 2 && (channels !== 4 || options.extraSamples === 'alpha') : ['uint16', 'float32'].includes(type) && channels === 1) && (!planes || channels === 1 || options.compression !== 'none' || !options.tileWidth),
  // libvips refuses tiles in planes and those much larger than the picture, and takes the second row of two planes for another.
  sharp: ({ channels, type, planes, options, width, height }) =>
    ['uint8', 'uint16', 'float32'].includes(type) && (!planes || channels === 1 || (channels !== 2 && !options.tileWidth && !options.tileHeight)) && width * height > 0,
};

test('any layout, exactly, by those of tiffcp, OpenCV, Pillow and sharp that know it', { timeout: 600_000 }, async () => {
  const cases = [];
  for (const layout of fc.sample(anyLayout, 400)) {
    const { width, height, channels, type } = layout;
    const options = optionsOf(layout);
    const image = pattern(width, height, channels, types[type]);
    const bytes = await imwrite(image, 'tiff', options);
    const what = `${width} × ${height} × ${channels} ${type}, ${JSON.stringify(options)}`;
    assert.deepEqual((await imread(bytes)).data, image.data, what);
    cases.push({ what, width, height, channels, type, planes: options.planarConfiguration === 'planar', options, image, file: bytes, path: await stored(bytes), bytes: rawBytes(image.data) });
  }
  const readBy = new Map(cases.map(({ what }) => [what, 0]));
  for (const reader of Object.keys(reads)) {
    const own = cases.filter(reads[reader]);
    own.forEach(({ what }) => readBy.set(what, readBy.get(what) + 1));
    if (reader !== 'sharp') await assertRead(reader, own);
    else for (const { file, image, what } of own) await assertExact(file, image).catch((error) => assert.fail(`sharp: ${what}: ${error.message}`));
  }
  const [one, several] = [1, 2].map((count) => [...readBy.values()].filter((readers) => readers >= count).length);
  assert.ok(one > 0.85 * readBy.size && several > 0.4 * readBy.size, `of ${readBy.size} files ${one} are read by one program, ${several} by several`);
});
