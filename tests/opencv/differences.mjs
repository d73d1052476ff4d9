// Where we differ from native OpenCV and why. `until` is the version of OpenCV that does as we do; a difference without one is
// there in all that were seen. Each has an example, for which a test proves that an older OpenCV still differs; a newer one is
// compared as everything else is. Seen with 4.6.0, the one that Debian has.
import { cv, isOlder } from './support.mjs';

const has = (params, flag, test = () => true) =>
  params.some((name, i) => i % 2 === 0 && name === flag && test(params[i + 1]));
const count = (params, flag) => params.filter((name, i) => i % 2 === 0 && name === flag).length;
const small = { rows: 16, cols: 16, depth: '8U', channels: 3, fill: 'noise', region: false };

const isTiffFloat = ({ extension, image }) => extension === '.tiff' && image.depth === '32F';

/** Those that this version of OpenCV has. */
export const differencesOf = (version, list) =>
  list.filter(({ until }) => until === undefined || isOlder(version, until));

/** Of imwrite: { reason, until, applies(call), example, ours, native }; `ours` and `native` are what the example gives. */
export const writing = [
  {
    reason:
      'newer versions (4.10 for one) refuse params that are not pairs; 4.6 reads beyond their end or ignores the last one',
    until: '4.10',
    applies: ({ params }) => params.length % 2 === 1,
    example: { image: small, extension: '.tiff', params: [cv.IMWRITE_TIFF_XDPI] },
    ours: 'throws',
    native: 'writes',
  },
  {
    reason: 'IMWRITE_JPEG_SAMPLING_FACTOR came with 4.7',
    until: '4.7',
    applies: ({ extension, params }) => extension === '.jpg' && has(params, cv.IMWRITE_JPEG_SAMPLING_FACTOR),
    example: {
      image: small,
      extension: '.jpg',
      params: [cv.IMWRITE_JPEG_SAMPLING_FACTOR, cv.IMWRITE_JPEG_SAMPLING_FACTOR_444],
    },
    ours: 'writes',
    native: 'other pixels',
  },
  {
    reason:
      "Debian's libjpeg-turbo has the interface of libjpeg 6b, in which OpenCV cannot set the two qualities apart",
    applies: ({ extension, params }) =>
      extension === '.jpg' &&
      has(params, cv.IMWRITE_JPEG_LUMA_QUALITY) &&
      [cv.IMWRITE_JPEG_QUALITY, cv.IMWRITE_JPEG_LUMA_QUALITY, cv.IMWRITE_JPEG_CHROMA_QUALITY].reduce(
        (sum, flag) => sum + count(params, flag),
        0,
      ) > 1,
    example: {
      image: small,
      extension: '.jpg',
      params: [cv.IMWRITE_JPEG_LUMA_QUALITY, 90, cv.IMWRITE_JPEG_CHROMA_QUALITY, 20],
    },
    ours: 'writes',
    native: 'other pixels',
  },
  {
    reason: 'IMWRITE_WEBP_LOSSLESS_MODE is newer than 4.13',
    until: '4.14',
    applies: ({ extension, params }) => extension === '.webp' && has(params, cv.IMWRITE_WEBP_LOSSLESS_MODE),
    example: {
      image: small,
      extension: '.webp',
      params: [cv.IMWRITE_WEBP_QUALITY, 20, cv.IMWRITE_WEBP_LOSSLESS_MODE, cv.IMWRITE_WEBP_LOSSLESS_ON],
    },
    ours: 'writes',
    native: 'other pixels',
  },
  {
    reason:
      'with IMWRITE_WEBP_LOSSLESS_MODE all pairs are read; before, IMWRITE_WEBP_QUALITY counted only as the first',
    until: '4.14',
    applies: ({ extension, params }) => extension === '.webp' && has(params.slice(2), cv.IMWRITE_WEBP_QUALITY),
    example: { image: small, extension: '.webp', params: [0, 0, cv.IMWRITE_WEBP_QUALITY, 20] },
    ours: 'writes',
    native: 'other pixels',
  },
  {
    reason: 'color of CV_8S, CV_16S, CV_32S and CV_64F in TIFF came with 4.9',
    until: '4.9',
    applies: ({ extension, image }) =>
      extension === '.tiff' && ['8S', '16S', '32S', '64F'].includes(image.depth) && image.channels >= 3,
    example: { image: { ...small, depth: '16S' }, extension: '.tiff', params: [] },
    ours: 'writes',
    native: 'fails',
  },
  {
    reason: 'since 4.9 CV_32S in TIFF is compressed as asked for; 4.6 writes it plain and so ignores what cannot be',
    until: '4.9',
    applies: ({ extension, image, params }) =>
      extension === '.tiff' &&
      image.depth === '32S' &&
      (has(params, cv.IMWRITE_TIFF_COMPRESSION) || has(params, cv.IMWRITE_TIFF_PREDICTOR)),
    example: {
      image: { ...small, depth: '32S', channels: 1 },
      extension: '.tiff',
      params: [cv.IMWRITE_TIFF_COMPRESSION, cv.IMWRITE_TIFF_COMPRESSION_SGILOG],
    },
    ours: 'fails',
    native: 'writes',
  },
  {
    reason:
      '5.0 writes CV_32FC3 as it is unless IMWRITE_TIFF_COMPRESSION_SGILOG is asked for; 4.6 makes LogLuv of it, which loses',
    until: '5.0',
    applies: ({ extension, image, params }) =>
      isTiffFloat({ extension, image }) && image.channels === 3 && !has(params, cv.IMWRITE_TIFF_COMPRESSION),
    example: { image: { ...small, depth: '32F' }, extension: '.tiff', params: [] },
    ours: 'writes',
    native: 'other pixels',
  },
  {
    reason: '5.0 compresses CV_32F in TIFF as asked for; 4.6 writes it plain and so ignores what cannot be',
    until: '5.0',
    applies: ({ extension, image, params }) =>
      isTiffFloat({ extension, image }) &&
      (has(params, cv.IMWRITE_TIFF_COMPRESSION) || has(params, cv.IMWRITE_TIFF_PREDICTOR)),
    example: {
      image: { ...small, depth: '32F', channels: 1 },
      extension: '.tiff',
      params: [cv.IMWRITE_TIFF_COMPRESSION, cv.IMWRITE_TIFF_COMPRESSION_JPEG],
    },
    ours: 'fails',
    native: 'writes',
  },
  {
    reason: "Debian's libtiff has JPEG and LZMA built in, ours has not",
    applies: ({ extension, params }) =>
      extension === '.tiff' && has(params, cv.IMWRITE_TIFF_COMPRESSION, (value) => [7, 34925].includes(value)),
    example: {
      image: small,
      extension: '.tiff',
      params: [cv.IMWRITE_TIFF_COMPRESSION, cv.IMWRITE_TIFF_COMPRESSION_LZMA],
    },
    ours: 'fails',
    native: 'writes',
  },
];

/** Whether the flags ask for all of these, or for none of those. */
const asks = (flag, wanted) => flag !== cv.IMREAD_UNCHANGED && (flag & wanted) === wanted;
const asksNone = (flag, unwanted) => flag !== cv.IMREAD_UNCHANGED && (flag & unwanted) === 0;

/** Of imread: { reason, until, applies(file, flag), find: [part of a file's name, flag] }. */
export const reading = [
  {
    reason:
      'since 4.10 IMREAD_COLOR | IMREAD_ANYCOLOR | IMREAD_ANYDEPTH keeps the type of the file; 4.6 makes it three channels',
    until: '4.10',
    applies: (_file, flag) => asks(flag, 7),
    find: ['CV_16UC4.png', 7],
  },
  {
    reason: 'since 4.12 WebP is turned as its EXIF says',
    until: '4.12',
    applies: ({ name }, flag) =>
      name.includes('"format":"WEBP"') && flag !== cv.IMREAD_UNCHANGED && (flag & cv.IMREAD_IGNORE_ORIENTATION) === 0,
    find: ['"format":"WEBP"', 1],
  },
  {
    reason: 'since 4.7 the 16 bits of TIFF become 8 by their upper half; 4.6 lets libtiff round them',
    until: '4.7',
    applies: ({ name }, flag) => /CV_16UC[34].tiff/.test(name) && asksNone(flag, cv.IMREAD_ANYDEPTH),
    find: ['40 × 64 CV_16UC3.tiff', 1],
  },
  {
    reason:
      'OpenCV reduces a TIFF file that lies on its side to the size it would have upright, so that it is squeezed',
    applies: ({ name }, flag) => /TIFF.*"274":[5-8]/.test(name) && flag >= 16 && (flag & 112) !== 0,
    find: ['"274":6', cv.IMREAD_REDUCED_COLOR_2],
  },
  {
    reason:
      'libtiff, to which OpenCV leaves TIFF of 8 bits, multiplies straight alpha into the colors; we give what the file has',
    applies: ({ name }) => name.includes('"format":"TIFF","mode":"RGBA"'),
    find: ['"format":"TIFF","mode":"RGBA"', cv.IMREAD_UNCHANGED],
  },
  {
    reason: 'OpenCV lacks the function that halves CV_8S and CV_32S, and throws',
    applies: ({ name }, flag) =>
      /^40 × 64 CV_(8S|32S)/.test(name) && asks(flag, cv.IMREAD_REDUCED_GRAYSCALE_2 | cv.IMREAD_ANYDEPTH),
    find: ['40 × 64 CV_8SC1.tiff', cv.IMREAD_REDUCED_GRAYSCALE_2 | cv.IMREAD_ANYDEPTH],
  },
  {
    reason: "OpenCV's own arithmetic for CMYK is not exact; ours is (they differ by up to 2)",
    applies: ({ name }) => name.includes('CMYK'),
    find: ['CMYK', 1],
  },
];
