// icodec: mozjpeg, oxipng, libwebp, libaom and libjxl.
import { wasmBytes } from './wasm-file.mjs';

// quantTable 0 is the table of the standard. The package takes chromaSubsample but does not heed it: 4:4:4 from quality 90.
const jpeg = { quantTable: 0 };

export const peer = {
  name: 'icodec',
  kind: 'WebAssembly',
  packages: ['icodec'],
  pixels: 'rgba',
  settings: {
    'jpeg-q95': { ...jpeg, quality: 95, progressive: false, optimizeCoding: false },
    'jpeg-q80-progressive': { ...jpeg, quality: 80, progressive: true, optimizeCoding: true },
    'png-small': { quantize: false, level: 3 },
    'webp-q80': { quality: 80, method: 4 },
    'webp-lossless': { lossless: true, quality: 70, method: 4, exact: true },
    'webp-lossless-fast': { lossless: true, quality: 0, method: 0, exact: true },
    // 3 is 4:2:0.
    'avif-ssim': { quality: 60, speed: 7, subsample: 3 },
    'jxl-lossless': { lossless: true, effort: 1 },
    // 90 is distance 1.
    'jxl-lossy': { quality: 90, effort: 3 },
  },
  async load(format) {
    const { [format]: codec } = await import('icodec/node');
    await codec.loadEncoder(await wasmBytes(`icodec/${format}-enc.wasm`));
    return (image, settings) => codec.encode({ ...image, depth: 8 }, settings);
  },
};
