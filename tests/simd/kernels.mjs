// Loads jpeg-kernels.wasm: [{ name, compare(seed, cases), repeat(simd, rounds) }].
import { readFileSync } from 'node:fs';

const file = new URL('../../build/wasm/tests/simd/jpeg-kernels.wasm', import.meta.url);

export function loadKernels() {
  const module = new WebAssembly.Module(readFileSync(file));
  // What libjpeg-turbo's messages would be printed with; no message is.
  const unused = () => {
    throw new Error('jpeg-kernels.wasm wants its environment');
  };
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = unused;
  const { memory, _initialize, name, compare, repeat } = new WebAssembly.Instance(module, imports).exports;
  _initialize();
  const text = (start) => {
    const bytes = new Uint8Array(memory.buffer, start);
    return Buffer.from(bytes.subarray(0, bytes.indexOf(0))).toString();
  };
  const kernels = [];
  for (let index = 0; name(index) !== 0; ++index) {
    kernels.push({
      name: text(name(index)),
      compare: (seed, cases) => compare(index, seed, cases),
      repeat: (simd, rounds) => repeat(index, simd, rounds),
    });
  }
  return kernels;
}
