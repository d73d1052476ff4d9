// jSquash: Squoosh's codecs; mozjpeg, Rust's png, libwebp, libaom, libjxl.
import { compiled } from './wasm-file.mjs';

const loaders = {
  async avif() {
    const { default: encode, init } = await import('@jsquash/avif/encode.js');
    await init(await compiled('@jsquash/avif/codec/enc/avif_enc.wasm'));
    return encode;
  },
  async jpeg() {
    const { default: encode, init } = await import('@jsquash/jpeg/encode.js');
    await init(await compiled('@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm'));
    return encode;
  },
  async jxl() {
    const { default: encode, init } = await import('@jsquash/jxl/encode.js');
    await init(await compiled('@jsquash/jxl/codec/enc/jxl_enc.wasm'));
    return encode;
  },
  async png() {
    const { default: encode, init } = await import('@jsquash/png/encode.js');
    await init(await compiled('@jsquash/png/codec/pkg/squoosh_png_bg.wasm'));
    return encode;
  },
  async webp() {
    const { default: encode, init } = await import('@jsquash/webp/encode.js');
    await init(await compiled('@jsquash/webp/codec/enc/webp_enc_simd.wasm'));
    return encode;
  },
};

// quant_table 0 is the table of the standard, without which the quality would mean something else.
const jpeg = { auto_subsample: false, chroma_subsample: 2, quant_table: 0 };

export const peer = {
  name: 'jSquash',
  kind: 'WebAssembly',
  packages: ['@jsquash/jpeg', '@jsquash/png', '@jsquash/webp', '@jsquash/avif', '@jsquash/jxl'],
  pixels: 'rgba',
  depths: [8, 16],
  settings: {
    'jpeg-q95': { ...jpeg, quality: 95, progressive: false, optimize_coding: false },
    'jpeg-q80-progressive': { ...jpeg, quality: 80, progressive: true, optimize_coding: true },
    'jpeg-q80-small': { ...jpeg, quality: 80, progressive: true, optimize_coding: true, quant_table: 3 },
    'png-default': {},
    'png-fast': {},
    'png-16': { bitDepth: 16 },
    'webp-q80': { quality: 80, method: 4 },
    'webp-lossless': { lossless: 1, quality: 70, method: 4, exact: 1 },
    'webp-lossless-fast': { lossless: 1, quality: 0, method: 0, exact: 1 },
    'avif-ssim': { quality: 60, speed: 7, subsample: 1 },
    'jxl-lossless': { lossless: true, effort: 1 },
    'jxl-lossy': { quality: 90, effort: 3 },
  },
  load: (format) => loaders[format](),
};
