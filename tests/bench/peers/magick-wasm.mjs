// magick-wasm: ImageMagick. It is the build with 8 bits a sample.
import { wasmBytes } from './wasm-file.mjs';

const jpeg = { 'sampling-factor': '4:2:0' };

/** `quality` and `compression` are properties of the image or its settings, everything else is a define of the format. */
export const peer = {
  name: 'magick-wasm',
  kind: 'WebAssembly',
  packages: ['@imagemagick/magick-wasm'],
  settings: {
    'jpeg-q95': { ...jpeg, quality: 95, 'optimize-coding': 'false' },
    'jpeg-q80-progressive': { ...jpeg, quality: 80, interlace: 'Jpeg' },
    'png-default': {},
    'png-6': { 'compression-level': '6', 'compression-filter': '5' },
    'png-fast': { 'compression-level': '1', 'compression-filter': '1' },
    'png-small': { 'compression-level': '9', 'compression-filter': '5' },
    'webp-q80': { quality: 80, method: '4' },
    'webp-lossless': { lossless: 'true', quality: 70, method: '4', exact: 'true' },
    'webp-lossless-fast': { lossless: 'true', quality: 1, method: '0', exact: 'true' },
    'tiff-none': { compression: 'NoCompression' },
    'tiff-lzw': { compression: 'LZW', predictor: '2' },
    'tiff-deflate': { compression: 'Zip', predictor: '2' },
  },
  async load(format) {
    const magick = await import('@imagemagick/magick-wasm');
    const { CompressionMethod, ImageMagick, Interlace, MagickFormat, MagickReadSettings } = magick;
    await magick.initializeImageMagick(await wasmBytes('@imagemagick/magick-wasm/magick.wasm'));
    const output = { jpeg: MagickFormat.Jpeg, png: MagickFormat.Png, webp: MagickFormat.WebP, tiff: MagickFormat.Tiff }[
      format
    ];
    return ({ data, width, height, channels }, { quality, compression, interlace, ...defines }) => {
      const raw = channels === 4 ? MagickFormat.Rgba : MagickFormat.Rgb;
      const reading = new MagickReadSettings({ format: raw, width, height, depth: 8 });
      return ImageMagick.read(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), reading, (image) => {
        if (quality) image.quality = quality;
        if (compression) image.settings.compression = CompressionMethod[compression];
        if (interlace) image.settings.interlace = Interlace[interlace];
        for (const [name, value] of Object.entries(defines)) image.settings.setDefine(output, name, value);
        // The bytes lie in ImageMagick's memory.
        return image.write(output, (bytes) => bytes.slice());
      });
    };
  },
};
