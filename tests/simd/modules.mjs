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

/** encode(image, options): the file of a format, of an image { data, width, height, channels } of bytes. */
export async function loadEncoder(preset, format) {
  const module = await instance(preset, `${format}-encode`);
  return ({ data, width, height, channels }, options) => {
    const chunks = [];
    const output = {
      write: (bytes) => chunks.push(Buffer.from(bytes)) > 0,
      patch: () => false,
      progress: () => true,
    };
    const frames = [{ bytes: data, width, height, channels, sampleType: 'uint8', stride: width * channels }];
    const error = module.imwrite({ next: () => frames.shift(), count: 1 }, format, options, output);
    if (error) throw new Error(error.message);
    return Buffer.concat(chunks);
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
