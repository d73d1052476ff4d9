// wasm-vips: libvips.
import Vips from 'wasm-vips';
import { nothingElse } from './strict.mjs';

const vips = await Vips({ dynamicLibraries: [] });
const spaces = { Uint8ClampedArray: ['b-w', 'srgb'], Uint16Array: ['grey16', 'rgb16'], Float32Array: ['b-w', 'scrgb'] };
/** With fewer, libwebp comes less close to a size. */
const PASSES = 10;
const PER_MILLIMETRE = 25.4;

function raw({ data, width, height, channels }, changes = {}) {
  const format = { Uint8ClampedArray: 'uchar', Uint16Array: 'ushort', Float32Array: 'float' }[data.constructor.name];
  const image = vips.Image.newFromMemory(data, width, height, channels, format);
  return image.copy({ interpretation: spaces[data.constructor.name][channels > 2 ? 1 : 0], ...changes });
}

function withMetadata(image, { icc, exif, xmp, dpi, text = {}, ...rest }) {
  nothingElse(rest);
  const marked = dpi ? image.copy({ xres: dpi / PER_MILLIMETRE, yres: dpi / PER_MILLIMETRE }) : image;
  if (icc) marked.setBlob('icc-profile-data', icc);
  if (exif) marked.setBlob('exif-data', Uint8Array.from([...Buffer.from('Exif\0\0'), ...exif]));
  if (xmp) marked.setBlob('xmp-data', new TextEncoder().encode(xmp));
  Object.entries(text).forEach(([keyword, value], i) => marked.setString(`png-comment-${i}-${keyword}`, value));
  return marked;
}

function joined(images, durations) {
  const tall = vips.Image.arrayjoin(
    images.map((image) => raw(image)),
    { across: 1 },
  ).copy();
  tall.setInt('page-height', images[0].height);
  if (durations) tall.setArrayInt('delay', durations);
  return tall;
}

export function write({ format, image, images, durations, metadata = {}, ...options }) {
  const marked = withMetadata(images ? joined(images, durations) : raw(image), metadata);
  return marked[`${format}saveBuffer`](settings(format, options));
}

function settings(
  format,
  {
    progressive,
    optimizeCoding,
    chromaSubsampling,
    restartInterval,
    quality,
    lossless,
    nearLossless,
    exact,
    method,
    compression,
    predictor,
    tileWidth,
    tileHeight,
    pyramid,
    bigTiff,
    maxBytes,
    colors,
    ...rest
  },
) {
  nothingElse(rest);
  if (maxBytes && format !== 'webp') throw new Error('has a target size for WebP only');
  const subsampling = { '4:4:4': 'off', '4:2:0': 'on' }[chromaSubsampling];
  if (chromaSubsampling && !subsampling) throw new Error('has 4:4:4 and 4:2:0 only');
  const near = nearLossless === undefined ? {} : { lossless: true, near_lossless: true, Q: nearLossless };
  const all = {
    interlace: progressive,
    optimize_coding: optimizeCoding,
    subsample_mode: subsampling,
    restart_interval: restartInterval,
    Q: quality,
    lossless,
    exact,
    effort: method,
    predictor,
    palette: colors && true,
    bitdepth: colors && Math.ceil(Math.log2(colors)),
    ...(format === 'tiff' ? tiffSettings({ compression, tileWidth, tileHeight, pyramid, bigTiff }) : {}),
    target_size: maxBytes,
    passes: maxBytes && PASSES,
    ...near,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function tiffSettings({ compression, tileWidth, tileHeight, pyramid, bigTiff }) {
  const fax = compression === 'ccitt-g4';
  return {
    compression: fax ? 'ccittfax4' : compression,
    bitdepth: fax ? 1 : undefined,
    tile: tileWidth && true,
    tile_width: tileWidth,
    tile_height: tileHeight,
    pyramid,
    bigtiff: bigTiff,
  };
}

export const writeNow = write;

/** It pulls a PPM through a source of ours. */
export function writeRows({ width, height }, rows, onBytes) {
  const source = new vips.SourceCustom();
  let waiting = new TextEncoder().encode(`P6\n${width} ${height}\n255\n`);
  source.onRead = (length) => {
    if (waiting.length === 0) waiting = new Uint8Array(rows.next().value ?? []);
    const part = waiting.subarray(0, length);
    waiting = waiting.subarray(part.length);
    return part;
  };
  const target = new vips.TargetCustom();
  target.onWrite = (bytes) => {
    onBytes(bytes);
    return bytes.length;
  };
  vips.Image.ppmloadSource(source, { access: 'sequential' }).pngsaveTarget(target, { compression: 1 });
}
