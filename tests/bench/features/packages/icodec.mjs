// icodec: mozjpeg, oxipng and libwebp.
import * as icodec from 'icodec/node';
import { wasmBytes } from '../../peers/wasm-file.mjs';
import { asRgba, nothingElse } from './strict.mjs';

for (const format of ['jpeg', 'png', 'webp'])
  await icodec[format].loadEncoder(await wasmBytes(`icodec/${format}-enc.wasm`));

/** With fewer, libwebp comes less close to a size. */
const PASSES = 10;

const settingsOf = {
  jpeg({ quality, progressive = false, optimizeCoding = false, chromaSubsampling, ...rest }, { channels }) {
    nothingElse(rest);
    const factor = { '4:4:4': 1, '4:2:0': 2 }[chromaSubsampling];
    if (chromaSubsampling && !factor) throw new Error('has 4:4:4 and 4:2:0 only');
    const subsampling = factor ? { autoSubsample: false, chromaSubsample: factor } : {};
    return {
      quality,
      progressive,
      optimizeCoding,
      ...(channels === 1 ? { colorSpace: icodec.jpeg.ColorSpace.GRAYSCALE } : {}),
      ...subsampling,
    };
  },
  png({ colors, ...rest }) {
    nothingElse(rest);
    return { quantize: colors !== undefined, colors, quality: colors && 100 };
  },
  webp({ quality, lossless, nearLossless, exact, method, maxBytes, ...rest }) {
    nothingElse(rest);
    return {
      quality,
      lossless: lossless ?? (nearLossless === undefined ? undefined : true),
      nearLossless,
      exact,
      method,
      targetSize: maxBytes,
      pass: maxBytes && PASSES,
    };
  },
};

export function write({ format, image, images, durations, ...options }) {
  nothingElse({ images, durations });
  if (!settingsOf[format]) throw new Error(`does not write ${format}`);
  const settings = Object.fromEntries(
    Object.entries(settingsOf[format](options, image)).filter(([, value]) => value !== undefined),
  );
  const depth = image.data.BYTES_PER_ELEMENT * 8;
  // Its samples are always bytes, those of 16 bits too.
  const { data, width, height } = asRgba(image);
  return icodec[format].encode(
    { data: depth === 16 ? new Uint8ClampedArray(data.buffer) : data, width, height, depth },
    settings,
  );
}

export const writeNow = write;
