// sharp: libvips with libjpeg-turbo, libpng or spng, libwebp, libtiff and libaom, native.

// libaom's speed is 9 less the effort.
const avif = { quality: 60, chromaSubsampling: '4:2:0', effort: 2 };

export const peer = {
  name: 'sharp',
  kind: 'native',
  packages: ['sharp'],
  depths: [8, 16],
  settings: {
    'jpeg-q95': { quality: 95, chromaSubsampling: '4:2:0', optimiseCoding: false },
    'jpeg-q80-progressive': { quality: 80, chromaSubsampling: '4:2:0', progressive: true },
    'jpeg-q80-small': { quality: 80, chromaSubsampling: '4:2:0', mozjpeg: true },
    'png-default': {},
    'png-6': { compressionLevel: 6, adaptiveFiltering: true },
    'png-fast': { compressionLevel: 1 },
    'png-small': { compressionLevel: 9, adaptiveFiltering: true },
    'png-16': { compressionLevel: 6, adaptiveFiltering: true },
    'webp-q80': { quality: 80, effort: 4 },
    'webp-lossless': { lossless: true, quality: 70, effort: 4, exact: true },
    'webp-lossless-fast': { lossless: true, quality: 1, effort: 0, exact: true },
    'tiff-none': { compression: 'none' },
    'tiff-lzw': { compression: 'lzw', predictor: 'horizontal' },
    'tiff-deflate': { compression: 'deflate', predictor: 'horizontal' },
    'avif-ssim': { ...avif, tune: 'ssim' },
    'avif-iq': { ...avif, tune: 'iq' },
  },
  async load(format) {
    const { default: sharp } = await import('sharp');
    sharp.concurrency(1);
    sharp.cache(false);
    return ({ data, width, height, channels }, settings) => {
      const raw = sharp(data, { raw: { width, height, channels }, limitInputPixels: false });
      const image = data.BYTES_PER_ELEMENT === 2 ? raw.toColourspace('rgb16') : raw;
      return image[format](settings).toBuffer();
    };
  },
};
