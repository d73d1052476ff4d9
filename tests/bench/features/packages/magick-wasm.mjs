// magick-wasm: ImageMagick, the build with 8 bits a sample.
import * as magick from '@imagemagick/magick-wasm';
import { wasmBytes } from '../../peers/wasm-file.mjs';
import { nothingElse } from './strict.mjs';

const {
  ColorType,
  CompressionMethod,
  Density,
  DensityUnit,
  ImageMagick,
  Interlace,
  MagickFormat,
  MagickImage,
  MagickImageCollection,
  MagickReadSettings,
  QuantizeSettings,
} = magick;
await magick.initializeImageMagick(await wasmBytes('@imagemagick/magick-wasm/magick.wasm'));
const outputs = { jpeg: MagickFormat.Jpeg, png: MagickFormat.Png, webp: MagickFormat.WebP, tiff: MagickFormat.Tiff };
const compressions = {
  none: 'NoCompression',
  lzw: 'LZW',
  deflate: 'Zip',
  packbits: 'RLE',
  jpeg: 'JPEG',
  'ccitt-g4': 'Group4',
};

function reading({ data, width, height, channels }) {
  const format = { 1: MagickFormat.Gray, 2: MagickFormat.Graya, 3: MagickFormat.Rgb, 4: MagickFormat.Rgba }[channels];
  const settings = new MagickReadSettings({ format, width, height, depth: data.BYTES_PER_ELEMENT * 8 });
  if (data instanceof Float32Array) settings.setDefine(MagickFormat.Rgb, 'quantum:format', 'floating-point');
  return [new Uint8Array(data.buffer, data.byteOffset, data.byteLength), settings];
}

export function write({ format, image, images, durations, metadata = {}, ...options }) {
  const { bigTiff, pyramid, colorTable, ...more } = options;
  const tiff = bigTiff ? MagickFormat.Tiff64 : pyramid ? MagickFormat.Ptif : MagickFormat.Tiff;
  const output = format === 'tiff' ? tiff : format === 'png' && durations ? MagickFormat.APng : outputs[format];
  const bytesOf = (target) => target.write(output, (bytes) => bytes.slice());
  if (images) {
    const collection = MagickImageCollection.create();
    images.forEach((one, i) => {
      collection.push(MagickImage.create(...reading(one)));
      // Frames are timed in hundredths of a second.
      if (durations) collection[i].animationDelay = durations[i] / 10;
    });
    collection.forEach((one) => set(one, format, more));
    return bytesOf(collection);
  }
  return ImageMagick.read(...reading(colorTable ? colored(image, colorTable) : image), (one) => {
    if (colorTable) one.colorType = ColorType.Palette;
    else if (more.compression === 'ccitt-g4') one.colorType = ColorType.Bilevel;
    else if (image.channels === 1) one.colorType = ColorType.Grayscale;
    if (image.channels === 2) one.colorType = ColorType.GrayscaleAlpha;
    mark(one, metadata);
    set(one, format, more);
    return bytesOf(one);
  });
}

/** It finds the palette of a picture itself. */
const colored = ({ data, ...size }, table) => ({
  ...size,
  channels: 3,
  data: Uint8Array.from([...data].flatMap((index) => table[index])),
});

function mark(image, { icc, exif, xmp, dpi, text = {}, ...rest }) {
  nothingElse(rest);
  if (icc) image.setProfile('icc', icc);
  if (exif) image.setProfile('exif', Uint8Array.from([...Buffer.from('Exif\0\0'), ...exif]));
  if (xmp) image.setProfile('xmp', new TextEncoder().encode(xmp));
  if (dpi) image.density = new Density(dpi, dpi, DensityUnit.PixelsPerInch);
  for (const [keyword, value] of Object.entries(text)) image.setAttribute(keyword, value);
}

function set(
  image,
  format,
  {
    quality,
    progressive,
    optimizeCoding,
    chromaSubsampling,
    lossless,
    nearLossless,
    exact,
    method,
    compression,
    predictor,
    maxBytes,
    restartInterval,
    tileWidth,
    tileHeight,
    colors,
    ...rest
  },
) {
  nothingElse({ ...rest, restartInterval });
  if (quality) image.quality = quality;
  if (colors) image.quantize(Object.assign(new QuantizeSettings(), { colors }));
  if (progressive) image.settings.interlace = Interlace.Jpeg;
  if (compression) image.settings.compression = CompressionMethod[compressions[compression]];
  const size = format === 'jpeg' ? { extent: maxBytes && `${maxBytes}B` } : { 'target-size': maxBytes };
  const defines = {
    'optimize-coding': optimizeCoding,
    'sampling-factor': chromaSubsampling,
    lossless: lossless ?? (nearLossless !== undefined ? true : undefined),
    'near-lossless': nearLossless,
    exact,
    method,
    predictor: predictor && 2,
    'tile-geometry': tileWidth && `${tileWidth}x${tileHeight}`,
    ...size,
  };
  for (const [name, value] of Object.entries(defines))
    if (value !== undefined) image.settings.setDefine(outputs[format], name, String(value));
}

export const writeNow = write;
