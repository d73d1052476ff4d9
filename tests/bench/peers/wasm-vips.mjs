// wasm-vips: libvips with its own libjpeg-turbo, libpng or spng, libwebp, libtiff, libaom and libjxl.

const allFilters = 0xf8;
/** What the package has beside its main file. */
const libraries = { avif: 'vips-heif.wasm', jxl: 'vips-jxl.wasm' };
// libaom's speed is 9 less the effort.
const avif = { compression: 'av1', Q: 60, subsample_mode: 'on', effort: 2 };
const savers = { avif: 'heif' };

export const peer = {
  name: 'wasm-vips',
  kind: 'WebAssembly',
  packages: ['wasm-vips'],
  depths: [8, 16],
  settings: {
    'jpeg-q95': { Q: 95, subsample_mode: 'on' },
    'jpeg-q80-progressive': { Q: 80, subsample_mode: 'on', interlace: true, optimize_coding: true },
    'jpeg-q80-small': {
      Q: 80,
      subsample_mode: 'on',
      interlace: true,
      optimize_coding: true,
      trellis_quant: true,
      overshoot_deringing: true,
      optimize_scans: true,
      quant_table: 3,
    },
    'png-default': {},
    'png-6': { compression: 6, filter: allFilters },
    'png-fast': { compression: 1 },
    'png-small': { compression: 9, filter: allFilters },
    'png-16': { compression: 6, filter: allFilters },
    'webp-q80': { Q: 80, effort: 4 },
    'webp-lossless': { lossless: true, Q: 70, effort: 4, exact: true },
    'webp-lossless-fast': { lossless: true, Q: 1, effort: 0, exact: true },
    'tiff-none': { compression: 'none' },
    'tiff-lzw': { compression: 'lzw', predictor: 'horizontal' },
    'tiff-deflate': { compression: 'deflate', predictor: 'horizontal' },
    'avif-ssim': { ...avif, tune: 'ssim' },
    'avif-iq': { ...avif, tune: 'iq' },
    'jxl-lossless': { lossless: true, effort: 1 },
    'jxl-lossy': { distance: 1, effort: 3 },
  },
  async load(format) {
    const { default: Vips } = await import('wasm-vips');
    // Without those that are not asked for, which would be loaded as well.
    const vips = await Vips({ dynamicLibraries: [libraries[format]].filter(Boolean) });
    vips.concurrency(1);
    return ({ data, width, height, channels }, settings) => {
      const wide = data.BYTES_PER_ELEMENT === 2;
      const memory = vips.Image.newFromMemory(data, width, height, channels, wide ? 'ushort' : 'uchar');
      const image = memory.copy({ interpretation: wide ? 'rgb16' : 'srgb' });
      try {
        return image[`${savers[format] ?? format}saveBuffer`](settings);
      } finally {
        image.delete();
        memory.delete();
      }
    };
  },
};
