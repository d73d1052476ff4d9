// Native OpenCV, which everything is compared with: cv2.imencode of Debian's python3-opencv.

export const peer = {
  name: 'OpenCV',
  kind: 'native',
  python: 'opencv',
  depths: [8, 16],
  settings: {
    'jpeg-q95': { JPEG_QUALITY: 95 },
    'jpeg-q80-progressive': { JPEG_QUALITY: 80, JPEG_PROGRESSIVE: 1, JPEG_OPTIMIZE: 1 },
    'jpeg-q80-small': { JPEG_QUALITY: 80, JPEG_PROGRESSIVE: 1, JPEG_OPTIMIZE: 1 },
    'png-default': {},
    'png-6': { PNG_COMPRESSION: 6 },
    // Its defaults are its fastest that compresses: level 1, run lengths only.
    'png-fast': {},
    'png-small': { PNG_COMPRESSION: 9 },
    'png-16': { PNG_COMPRESSION: 6 },
    'webp-q80': { WEBP_QUALITY: 80 },
    // Above 100 is lossless.
    'webp-lossless': { WEBP_QUALITY: 101 },
    // It has one lossless setting.
    'webp-lossless-fast': { WEBP_QUALITY: 101 },
    'tiff-none': { TIFF_COMPRESSION: 1 },
    'tiff-lzw': { TIFF_COMPRESSION: 5 },
    'tiff-deflate': { TIFF_COMPRESSION: 8 },
    // All of the bytes it takes.
    'jp2-lossless': { JPEG2000_COMPRESSION_X1000: 1000 },
  },
};
