// The codec modules of the two builds, with SIMD and without, called past the runtime.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { synchronousGlue } from '../../npm/scripts/synchronous-glue.mjs';

const built = (preset, file) => fileURLToPath(new URL(`../../build/${preset}/bin/${file}`, import.meta.url));

async function instance(preset, name) {
  const glue = await synchronousGlue(built(preset, `${name}.js`));
  const { default: factory } = await import(`data:text/javascript;base64,${Buffer.from(glue).toString('base64')}`);
  const wasm = new WebAssembly.Module(readFileSync(built(preset, `${name}.wasm`)));
  return factory({
    instantiateWasm(imports, done) {
      const { exports } = new WebAssembly.Instance(wasm, imports);
      done({ exports });
      return exports;
    },
  });
}

/**
 * encode(image, options): the file of a format, of an image { data, width, height, channels, precision? } of bytes or of
 * 16-bit samples.
 */
export async function loadEncoder(preset, format) {
  const module = await instance(preset, `${format}-encode`);
  return ({ data, width, height, channels, precision }, options) => {
    const chunks = [];
    const patches = [];
    const output = {
      write: (bytes) => chunks.push(Buffer.from(bytes)) > 0,
      patch: (offset, bytes) => patches.push({ offset: Number(offset), bytes: Buffer.from(bytes) }) > 0,
      progress: () => true,
    };
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    const sampleType = data.BYTES_PER_ELEMENT === 2 ? 'uint16' : 'uint8';
    const stride = width * channels * data.BYTES_PER_ELEMENT;
    const frames = [{ bytes, width, height, channels, sampleType, stride, precision }];
    const error = module.imwrite({ next: () => frames.shift(), count: 1 }, format, options, output);
    if (error) throw new Error(error.message);
    const file = Buffer.concat(chunks);
    for (const { offset, bytes: patch } of patches) patch.copy(file, offset);
    return file;
  };
}

/** decode(file): { data, width, height, channels }. */
export async function loadDecoder(preset) {
  const module = await instance(preset, 'jpeg-decode');
  return (file) => {
    const chunks = [];
    let header;
    const output = {
      file: () => true,
      begin: (info) => (header = info) !== undefined,
      rows: (y, bytes) => chunks.push(Buffer.from(bytes)) > 0,
    };
    const error = module.imread(file, {}, output);
    if (error) throw new Error(error.message);
    return { ...header, data: Buffer.concat(chunks) };
  };
}
