// This package, one thread.

const inPage = typeof document !== 'undefined';

export const peer = {
  name: 'imwrite',
  kind: 'WebAssembly',
  packages: ['imwrite'],
  depths: [8, 16],
  settings: {
    'jpeg-q95': { quality: 95 },
    'jpeg-q80-progressive': { quality: 80, progressive: true },
    'jpeg-q80-small': { quality: 80, progressive: true, encoder: 'jpegli' },
    'png-default': {},
    'png-6': { compressionLevel: 6 },
    'png-fast': { compressionLevel: 1 },
    'png-small': { compressionLevel: 9 },
    'png-16': { compressionLevel: 6 },
    'webp-q80': { quality: 80, method: 4 },
    // libwebp's own lossless call means quality 70.
    'webp-lossless': { lossless: true, quality: 70, method: 4 },
    'webp-lossless-fast': { lossless: true, method: 0 },
    'tiff-none': { compression: 'none' },
    'tiff-lzw': { compression: 'lzw' },
    'tiff-deflate': { compression: 'deflate' },
    'avif-ssim': { quality: 60, speed: 7, tune: 'ssim' },
    'avif-iq': { quality: 60, speed: 7, tune: 'iq' },
    'jxl-lossless': {},
    'jxl-lossy': { distance: 1, effort: 3 },
    'jp2-lossless': {},
  },
  load,
};

/** `changes` go to configure(). */
export async function load(format, changes = {}) {
  const { configure, imwrite } = await import(inPage ? '/imwrite/browser/index.js' : '../../../npm/dist/node/index.js');
  configure(changes);
  // In a page the pixels are those of an ImageData, which needs no alpha where all is opaque.
  const source = ({ data, width, height, ...more }) =>
    inPage
      ? new ImageData(new Uint8ClampedArray(data.buffer, data.byteOffset, data.length), width, height)
      : { data, width, height, ...more };
  return (image, settings) => imwrite(source(image), format, settings);
}
