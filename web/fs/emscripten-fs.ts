// The virtual file system: Emscripten's own FS, in memory, loaded on first use.
import { compile, loadGlue } from '../wasm/load.js';
import { instantiate } from '../wasm/compiled-module.js';

/** The parts of a file's state that {@link EmscriptenFS} tells. */
export interface FileStat {
  readonly mode: number;
  /** In bytes. */
  readonly size: number;
  readonly mtime: Date;
}

/**
 * Emscripten's file system API, as its own documentation describes it; these are the methods most programs need. Errors
 * are Emscripten's `ErrnoError`, with an `errno`.
 */
export interface EmscriptenFS {
  writeFile(path: string, data: string | ArrayBufferView, options?: { flags?: string }): void;
  readFile(path: string): Uint8Array<ArrayBuffer>;
  readFile(path: string, options: { encoding: 'utf8' }): string;
  mkdir(path: string, mode?: number): unknown;
  /** Makes a folder and those above it that are missing. */
  mkdirTree(path: string, mode?: number): void;
  readdir(path: string): string[];
  rename(from: string, to: string): void;
  unlink(path: string): void;
  rmdir(path: string): void;
  stat(path: string): FileStat;
  isFile(mode: number): boolean;
  isDir(mode: number): boolean;
  analyzePath(path: string): { exists: boolean; path: string };
  cwd(): string;
  chdir(path: string): void;
}

let ready: Promise<EmscriptenFS> | undefined;

/**
 * The virtual file system that `imwriteFile` and `imread` use where there is no disk. It is the same one every time.
 *
 * @throws {@link ImwriteError} `load-failed` or `unsupported-engine`.
 * @example const FS = await loadFS(); FS.mkdir('/out');
 */
export async function loadFS(): Promise<EmscriptenFS> {
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
