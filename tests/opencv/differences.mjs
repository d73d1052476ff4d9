// Where we differ from the OpenCV that Debian has (4.6.0) and why. Each difference has an example, for which a test proves
// that it is still there.
import { cv } from './support.mjs';

const has = (params, flag, test = () => true) => params.some((name, i) => i % 2 === 0 && name === flag && test(params[i + 1]));
const small = { rows: 16, cols: 16, depth: '8U', channels: 3, fill: 'noise', region: false };

/** Of imwrite: { reason, applies(call), example, ours, native }; `ours` and `native` are what the example gives. */
export const writing = [
  {
    reason: 'since 4.13 params that are not pairs are refused; 4.6 reads beyond their end or ignores the last one',
    applies: ({ params }) => params.length % 2 === 1,
    example: { image: small, extension: '.tiff', params: [cv.IMWRITE_TIFF_XDPI] },
    ours: 'throws',
    native: 'writes',
  },
  {
    reason: 'IMWRITE_JPEG_SAMPLING_FACTOR came with 4.7',
    applies: ({ extension, params }) => extension === '.jpg' && has(params, cv.IMWRITE_JPEG_SAMPLING_FACTOR),
    example: { image: small, extension: '.jpg', params: [cv.IMWRITE_JPEG_SAMPLING_FACTOR, cv.IMWRITE_JPEG_SAMPLING_FACTOR_444] },
    ours: 'writes',
    native: 'other pixels',
  },
  {
    reason: "Debian's libjpeg-turbo has the interface of libjpeg 6b, in which OpenCV cannot set the two qualities apart",
    applies: ({ extension, params }) =>
      extension === '.jpg' && has(params, cv.IMWRITE_JPEG_LUMA_QUALITY) && (has(params, cv.IMWRITE_JPEG_CHROMA_QUALITY) || has(params, cv.IMWRITE_JPEG_QUALITY)),
    example: { image: small, extension: '.jpg', params: [cv.IMWRITE_JPEG_LUMA_QUALITY, 90, cv.IMWRITE_JPEG_CHROMA_QUALITY, 20] },
    ours: 'writes',
    native: 'other pixels',
  },
  {
    reason: 'IMWRITE_WEBP_LOSSLESS_MODE is newer than 4.13',
    applies: ({ extension, params }) => extension === '.webp' && has(params, cv.IMWRITE_WEBP_LOSSLESS_MODE),
    example: { image: small, extension: '.webp', params: [cv.IMWRITE_WEBP_QUALITY, 20, cv.IMWRITE_WEBP_LOSSLESS_MODE, cv.IMWRITE_WEBP_LOSSLESS_ON] },
    ours: 'writes',
    native: 'other pixels',
  },
  {
    reason: 'with IMWRITE_WEBP_LOSSLESS_MODE all pairs are read; before, IMWRITE_WEBP_QUALITY counted only as the first',
    applies: ({ extension, params }) => extension === '.webp' && has(params.slice(2), cv.IMWRITE_WEBP_QUALITY),
    example: { image: small, extension: '.webp', params: [0, 0, cv.IMWRITE_WEBP_QUALITY, 20] },
    ours: 'writes',
    native: 'other pixels',
  },
  {
    reason: 'colour of CV_8S, CV_16S, CV_32S and CV_64F in TIFF came with 4.9',
    applies: ({ extension, image }) => extension === '.tiff' && ['8S', '16S', '32S', '64F'].includes(image.depth) && image.channels >= 3,
    example: { image: { ...small, depth: '16S' }, extension: '.tiff', params: [] },
    ours: 'writes',
    native: 'fails',
  },
  {
    reason: "Debian's libtiff has JPEG and LZMA built in, ours has not",
    applies: ({ extension, params }) => extension === '.tiff' && has(params, cv.IMWRITE_TIFF_COMPRESSION, (value) => [7, 34925].includes(value)),
    example: { image: small, extension: '.tiff', params: [cv.IMWRITE_TIFF_COMPRESSION, cv.IMWRITE_TIFF_COMPRESSION_LZMA] },
    ours: 'fails',
    native: 'writes',
  },
];
