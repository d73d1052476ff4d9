// Pillow, for TIFF by native libtiff.

export const peer = {
  name: 'Pillow',
  kind: 'native',
  python: 'pillow',
  settings: {
    'tiff-none': { compression: null },
    'tiff-lzw': { compression: 'tiff_lzw', predictor: 2 },
    'tiff-deflate': { compression: 'tiff_adobe_deflate', predictor: 2 },
  },
};
