// What is encoded: the work that every peer is asked to do, and the pictures it is done on.

/**
 * `floor` is the least PSNR in dB against the original that an output may have; lossless outputs must be equal. The first
 * picture is that of the plots, the last that of --quick. `reference` is who the others are compared with where it is not
 * OpenCV: Debian's has neither format.
 */
export const cases = [
  {
    name: 'jpeg-q95',
    format: 'jpeg',
    title: 'JPEG, quality 95, 4:2:0',
    pictures: ['photo-12', 'photo-24', 'photo-2', 'screenshot', 'photo-0.5'],
    floor: 30,
  },
  {
    name: 'jpeg-q80-progressive',
    format: 'jpeg',
    title: 'JPEG, quality 80, 4:2:0, progressive and optimized',
    pictures: ['photo-12', 'photo-2'],
    floor: 27,
  },
  {
    // At one number the pictures differ: the sizes say little without the scores of docs/formats.md.
    name: 'jpeg-q80-small',
    format: 'jpeg',
    title: 'JPEG, quality 80, 4:2:0, each package’s smallest: jpegli, mozjpeg’s trellis',
    pictures: ['photo-2', 'photo-12', 'screenshot'],
    floor: 27,
  },
  {
    name: 'png-default',
    format: 'png',
    title: 'PNG, each package’s defaults',
    pictures: ['photo-2', 'photo-12', 'screenshot', 'art'],
  },
  { name: 'png-6', format: 'png', title: 'PNG, level 6', pictures: ['photo-2', 'photo-12', 'screenshot'] },
  { name: 'png-fast', format: 'png', title: 'PNG, fastest', pictures: ['photo-2', 'photo-12', 'screenshot', 'art'] },
  { name: 'png-small', format: 'png', title: 'PNG, smallest', pictures: ['photo-2', 'screenshot', 'art'] },
  { name: 'png-16', format: 'png', title: 'PNG, 16 bits a sample, level 6', pictures: ['deep'] },
  {
    name: 'webp-q80',
    format: 'webp',
    title: 'WebP, quality 80, method 4',
    pictures: ['photo-12', 'photo-2', 'art'],
    floor: 27,
  },
  { name: 'webp-lossless', format: 'webp', title: 'WebP, lossless', pictures: ['photo-2', 'screenshot', 'art'] },
  {
    name: 'webp-lossless-fast',
    format: 'webp',
    title: 'WebP, lossless, fastest',
    pictures: ['photo-2', 'photo-12', 'screenshot', 'art'],
  },
  { name: 'tiff-none', format: 'tiff', title: 'TIFF, not compressed', pictures: ['photo-12', 'photo-2'] },
  { name: 'tiff-lzw', format: 'tiff', title: 'TIFF, LZW with predictor', pictures: ['photo-12', 'photo-2'] },
  {
    name: 'tiff-deflate',
    format: 'tiff',
    title: 'TIFF, deflate with predictor',
    pictures: ['photo-12', 'photo-2', 'deep'],
  },
  {
    name: 'avif-ssim',
    format: 'avif',
    title: 'AVIF, quality 60, 4:2:0, speed 7, tuned for SSIM',
    pictures: ['photo-2', 'screenshot', 'photo-0.5'],
    floor: 27,
    reference: 'sharp',
  },
  {
    name: 'avif-iq',
    format: 'avif',
    title: 'AVIF, quality 60, 4:2:0, speed 7, tuned for the eye',
    pictures: ['photo-2', 'screenshot', 'photo-0.5'],
    floor: 27,
    reference: 'sharp',
  },
  {
    name: 'jxl-lossless',
    format: 'jxl',
    title: 'JPEG XL, lossless, effort 1',
    pictures: ['photo-2', 'photo-12', 'screenshot', 'art'],
    reference: 'libjxl',
  },
  {
    name: 'jxl-lossy',
    format: 'jxl',
    title: 'JPEG XL, distance 1, effort 3',
    pictures: ['photo-2', 'photo-12', 'screenshot'],
    floor: 27,
    reference: 'libjxl',
  },
  {
    name: 'jp2-lossless',
    format: 'jp2',
    title: 'JPEG 2000, lossless',
    pictures: ['photo-2', 'screenshot', 'deep'],
  },
];

/** The case and picture of the cold start, and the cases of the memory table. */
export const coldCase = { name: 'jpeg-q95', picture: 'photo-0.5' };
export const memoryCases = ['jpeg-q95', 'png-fast', 'tiff-lzw'];

/** The peer that a case is measured against. */
export const referenceOf = ({ reference = 'opencv' }) => reference;

export const caseNamed = (name) => cases.find((one) => one.name === name);
