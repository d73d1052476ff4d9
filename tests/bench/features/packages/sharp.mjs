// sharp, native.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { artist, taken } from '../samples.mjs';
import { nothingElse } from './strict.mjs';

const spaces = { Uint8ClampedArray: ['b-w', 'srgb'], Uint16Array: ['grey16', 'rgb16'], Float32Array: ['b-w', 'scrgb'] };

function raw({ data, width, height, channels }) {
  const image = sharp(data, { raw: { width, height, channels } });
  const space = spaces[data.constructor.name][channels > 2 ? 1 : 0];
  return data instanceof Uint8ClampedArray && channels > 2
    ? image
    : image.pipelineColourspace(space).toColourspace(space);
}

async function joined(images) {
  const pages = await Promise.all(images.map((image) => raw(image).png().toBuffer()));
  return sharp(pages, { join: { animated: true } });
}

export async function write({ format, image, images, durations, metadata = {}, ...options }) {
  const folder = mkdtempSync(join(tmpdir(), 'imwrite-features-'));
  try {
    const marked = withMetadata(images ? await joined(images) : raw(image), metadata, folder);
    return await marked[format]({
      ...settings(format, options),
      ...(durations && format === 'webp' ? { delay: durations } : {}),
    }).toBuffer();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function withMetadata(image, { icc, exif, xmp, dpi, ...rest }, folder) {
  nothingElse(rest);
  if (icc) {
    writeFileSync(join(folder, 'profile.icc'), icc);
    image.withIccProfile(join(folder, 'profile.icc'));
  }
  // It takes fields, not a block.
  if (exif) image.withExif({ IFD0: { Artist: artist }, IFD2: { DateTimeOriginal: taken } });
  if (xmp) image.withXmp(xmp);
  if (dpi) image.withDensity(dpi);
  return image;
}

function settings(
  format,
  {
    progressive,
    optimizeCoding,
    chromaSubsampling,
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
    colors,
    ...rest
  },
) {
  nothingElse(rest);
  if (nearLossless !== undefined) return { nearLossless: true, quality: nearLossless };
  const all = {
    progressive,
    optimiseCoding: optimizeCoding,
    chromaSubsampling,
    quality,
    lossless,
    exact,
    effort: method,
    predictor,
    palette: colors && true,
    colors,
    ...(format === 'tiff' ? tiffSettings({ compression, tileWidth, tileHeight, pyramid, bigTiff }) : {}),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function tiffSettings({ compression, tileWidth, tileHeight, pyramid, bigTiff }) {
  const fax = compression === 'ccitt-g4';
  return {
    compression: fax ? 'ccittfax4' : compression,
    bitdepth: fax ? 1 : undefined,
    tile: tileWidth && true,
    tileWidth,
    tileHeight,
    pyramid,
    bigtiff: bigTiff,
  };
}

export const writeNow = ({ format, image }) => raw(image)[format]().toBuffer();

export async function writeRows({ width, height, channels }, rows, onBytes) {
  const stream = sharp({ raw: { width, height, channels } }).png();
  stream.on('data', onBytes);
  const end = new Promise((resolve, reject) => stream.on('end', resolve).on('error', reject));
  for (const some of rows) await new Promise((resolve) => stream.write(some, resolve));
  stream.end();
  await end;
}
