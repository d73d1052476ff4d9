// Drawn calls of imwrite: images of all types and awkward sizes, with params that are valid, wrong, unknown or given twice.
import { cv, depths, fc, fillNames } from './support.mjs';

const size = fc.constantFrom(1, 2, 3, 7, 16, 33, 64);

export const image = fc.record({
  rows: size,
  cols: size,
  depth: fc.oneof({ weight: 3, arbitrary: fc.constant('8U') }, { weight: 2, arbitrary: fc.constantFrom(...depths) }),
  channels: fc.constantFrom(1, 1, 2, 3, 3, 3, 4, 4),
  fill: fc.constantFrom(...fillNames),
  region: fc.boolean(),
});

const pair = (flag, ...values) =>
  fc.tuple(
    fc.constant(flag),
    fc.oneof(...values.map((value) => (typeof value === 'number' ? fc.constant(value) : value))),
  );
const percent = fc.integer({ min: -10, max: 120 });
const bool = fc.integer({ min: -1, max: 2 });
const unknown = fc.tuple(fc.constantFrom(0, 8, 31, 48, 999, -5), fc.integer({ min: -5, max: 200 }));

const pairs = {
  '.jpg': fc.oneof(
    pair(cv.IMWRITE_JPEG_QUALITY, percent),
    pair(cv.IMWRITE_JPEG_PROGRESSIVE, bool),
    pair(cv.IMWRITE_JPEG_OPTIMIZE, bool),
    pair(cv.IMWRITE_JPEG_RST_INTERVAL, -1, 1, 7, 70000),
    pair(cv.IMWRITE_JPEG_LUMA_QUALITY, percent),
    pair(cv.IMWRITE_JPEG_CHROMA_QUALITY, percent),
    pair(cv.IMWRITE_JPEG_SAMPLING_FACTOR, 0x411111, 0x221111, 0x211111, 0x121111, 0x111111, 5),
    unknown,
  ),
  '.png': fc.oneof(
    pair(cv.IMWRITE_PNG_COMPRESSION, fc.integer({ min: -2, max: 12 })),
    pair(cv.IMWRITE_PNG_STRATEGY, fc.integer({ min: -1, max: 6 })),
    pair(cv.IMWRITE_PNG_BILEVEL, 0, 1),
    pair(cv.IMWRITE_PNG_FILTER, 0, 4, 8, 16, 32, 64, 128, 56, 248, 24),
    pair(cv.IMWRITE_PNG_ZLIBBUFFER_SIZE, 6, 8192, 131072),
    unknown,
  ),
  '.webp': fc.oneof(pair(cv.IMWRITE_WEBP_QUALITY, percent), pair(cv.IMWRITE_WEBP_LOSSLESS_MODE, 0, 1, 2), unknown),
  '.tiff': fc.oneof(
    pair(cv.IMWRITE_TIFF_COMPRESSION, 1, 5, 8, 32946, 32773, 34676, 2, 7, 34925, 12345),
    pair(cv.IMWRITE_TIFF_PREDICTOR, 1, 2, 3, 9),
    pair(cv.IMWRITE_TIFF_RESUNIT, 1, 2, 3, 7),
    pair(cv.IMWRITE_TIFF_XDPI, -1, 0, 72, 300),
    pair(cv.IMWRITE_TIFF_YDPI, 72, 300),
    pair(cv.IMWRITE_TIFF_ROWSPERSTRIP, -1, 0, 1, 5, 1000),
    unknown,
  ),
};

const odd = fc.oneof({ weight: 19, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.constant([1]) });

/** { image, extension, params } for one extension. */
export function callsFor(extension) {
  const params = fc
    .tuple(fc.array(pairs[extension], { maxLength: 4 }), odd)
    .map(([list, rest]) => [...list.flat(), ...rest]);
  return fc.record({ image, extension: fc.constant(extension), params });
}

export const extensions = Object.keys(pairs);
