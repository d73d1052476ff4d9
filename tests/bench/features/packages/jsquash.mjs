// jSquash: Squoosh's codecs, with oxipng, which finds gray.
import encodeJpeg, { init as initJpeg } from '@jsquash/jpeg/encode.js';
import optimise, { init as initOxipng } from '@jsquash/oxipng/optimise.js';
import encodePng, { init as initPng } from '@jsquash/png/encode.js';
import encodeWebp, { init as initWebp } from '@jsquash/webp/encode.js';
import { compiled } from '../../peers/wasm-file.mjs';
import { asRgba, nothingElse } from './strict.mjs';

await initJpeg(await compiled('@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm'));
await initPng(await compiled('@jsquash/png/codec/pkg/squoosh_png_bg.wasm'));
await initOxipng(await compiled('@jsquash/oxipng/codec/pkg/squoosh_oxipng_bg.wasm'));
await initWebp(await compiled('@jsquash/webp/codec/enc/webp_enc_simd.wasm'));

/** With fewer, libwebp comes less close to a size. */
const PASSES = 10;
const [COLOR_GRAYSCALE, COLOR_YCBCR] = [1, 3];

const encoders = {
  jpeg(image, { quality, progressive = false, optimizeCoding = false, chromaSubsampling, ...rest }) {
    nothingElse(rest);
    const color = { color_space: image.channels === 1 ? COLOR_GRAYSCALE : COLOR_YCBCR };
    // It is a factor for both directions.
    const factor = { '4:4:4': 1, '4:2:0': 2 }[chromaSubsampling];
    if (chromaSubsampling && !factor) throw new Error('has 4:4:4 and 4:2:0 only');
    const subsampling = factor ? { auto_subsample: false, chroma_subsample: factor } : {};
    return encodeJpeg(asRgba(image), {
      ...(quality ? { quality } : {}),
      progressive,
      optimize_coding: optimizeCoding,
      ...color,
      ...subsampling,
    });
  },
  async png(image, options) {
    nothingElse(options);
    if (image.data instanceof Uint16Array) return encodePng(asRgba(image), { bitDepth: 16 });
    return optimise(await encodePng(asRgba(image)), { level: 2 });
  },
  webp(image, { quality, lossless, nearLossless, exact, method, maxBytes, ...rest }) {
    nothingElse(rest);
    const near = nearLossless === undefined ? {} : { lossless: 1, near_lossless: nearLossless };
    const all = {
      quality,
      lossless: lossless && 1,
      exact: exact && 1,
      method,
      target_size: maxBytes,
      pass: maxBytes && PASSES,
      ...near,
    };
    return encodeWebp(
      asRgba(image),
      Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
    );
  },
};

export async function write({ format, image, images, durations, ...options }) {
  nothingElse({ images, durations });
  if (!encoders[format]) throw new Error(`does not write ${format}`);
  return new Uint8Array(await encoders[format](image, options));
}

export const writeNow = ({ format, image }) => encoders[format](image, {});
