// npm run build: everything from a fresh checkout to npm/dist. With the argument `wasm`, only the WebAssembly modules.
import { buildAll, buildWasm, installHostTools } from './steps/build-steps.mjs';
import { runMain } from './steps/main.mjs';

await runMain(async () => {
  if (process.argv[2] !== 'wasm') return buildAll();
  await installHostTools();
  return buildWasm();
});
