// loadFS(): the virtual file system.
import type { EmscriptenFS } from '../types/emscripten-fs.js';
import { openFS } from '../wasm/open-fs.js';

/**
 * The virtual file system that `imwriteFile` and `imread` use where there is no disk. It is the same one every time.
 *
 * @throws {@link ImwriteError} `load-failed` or `unsupported-engine`.
 * @example const FS = await loadFS(); FS.mkdir('/out');
 */
export function loadFS(): Promise<EmscriptenFS> {
  return openFS();
}
