// What a platform with an edge runtime does: it bundles with the condition edge-light, takes `x.wasm?module` as compiled
// modules that it gives to the runtime, and calls the function.
import { EdgeRuntime } from 'edge-runtime';
import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';

const modules = {};
const wasm = {
  name: 'wasm',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\.wasm\?module$/ }, ({ path, resolveDir }) => ({ path: resolve(resolveDir, path.replace('?module', '')), namespace: 'wasm' }));
    onLoad({ filter: /./, namespace: 'wasm' }, async ({ path }) => {
      const name = basename(path).replace(/\W/g, '_');
      modules[name] = await WebAssembly.compile(await readFile(path));
      return { contents: `export default globalThis.${name};` };
    });
  },
};
const { outputFiles } = await build({
  entryPoints: ['edge.js'],
  bundle: true,
  write: false,
  format: 'iife',
  conditions: ['edge-light', 'worker', 'browser', 'module'],
  plugins: [wasm],
});
const runtime = new EdgeRuntime({ initialCode: outputFiles[0].text, extend: (context) => Object.assign(context, modules) });
const response = await runtime.dispatchFetch('http://localhost/');
console.log(`HOST-RESULT ${await response.text()}`);
