// The virtual file system: Emscripten's own FS, in memory, loaded on first use.
import type { EmscriptenFS } from '../types/emscripten-fs.js';
import { compile } from './compile.js';
import { instantiate } from './compiled-module.js';
import { loadGlue } from './glue.js';

let ready: Promise<EmscriptenFS> | undefined;

/** The one virtual file system; a load that failed is tried again by the next call. */
export async function openFS(): Promise<EmscriptenFS> {
  ready ??= start();
  try {
    return await ready;
  } catch (error) {
    ready = undefined;
    throw error;
  }
}

async function start(): Promise<EmscriptenFS> {
  const [factory, wasm] = await Promise.all([loadGlue('fs'), compile('fs')]);
  return instantiate('fs', wasm, factory).FS;
}
