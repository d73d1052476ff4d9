// Makes Emscripten's glue code synchronous. Emscripten 6 writes an async factory even with WASM_ASYNC_COMPILATION=0, and
// there its instantiateWasm hook never hands over the exports (src/modularize.js, src/preamble.js createWasm). A
// synchronous factory is what lets imwriteSync, and a call after a trap, have a new instance at once.
import { readFile } from 'node:fs/promises';

/** What to find, once, and what to put there. */
const changes = [
  ['async function Module(', 'function Module('],
  ['async function run(', 'function run('],
  ['await run();', 'run();'],
  [
    'return new Promise(resolve=>{instantiateWasm(info,inst=>resolve(receiveInstance(inst)))})',
    'instantiateWasm(info,receiveInstance);return wasmExports',
  ],
];

/** Only in the file system's glue: waiting for files to preload, of which there are none. */
const preloading = 'if(runDependencies){await resolveRunDependencies()}';

/** The synchronous form of the glue code `file`. Fails when Emscripten's text is not the one this was written for. */
export async function synchronousGlue(file) {
  let glue = (await readFile(file, 'utf8')).replace(preloading, '');
  for (const [from, to] of changes) {
    if (glue.split(from).length !== 2) throw new Error(`${file}: expected \`${from}\` once; has Emscripten changed?`);
    glue = glue.replace(from, () => to);
  }
  // The hook replaces this address, and bundlers would ship the module a second time for it, and put the folder that they
  // were run in for import.meta.url.
  return glue.replace(/new URL\(("[^"]+\.wasm"),import\.meta\.url\)\.href/, '$1').replace('import.meta.url', '""');
}
