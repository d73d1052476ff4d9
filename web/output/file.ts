// imwriteFile(): the encoded image as a file, whole or not at all.
import { platform } from '#platform';
import { ImwriteError, messageOf, mismatch, show } from '../error.js';
import { formatOfPath, type FormatName } from '../format.js';
import { loadFS } from '../fs/emscripten-fs.js';
import { imwrite } from '../imwrite.js';
import type { ImageSource } from '../input/source.js';
import { checkedOptions, type ImwriteOptions } from '../options.js';

/**
 * Something that files can be written to: Node's `fs/promises`, Emscripten's `FS`, or any object with a `writeFile`, whose
 * methods may return promises. With `rename` and `unlink`, a file is written under a temporary name first.
 */
export interface FileTarget {
  writeFile(path: string, bytes: Uint8Array): unknown;
  rename?(from: string, to: string): unknown;
  unlink?(path: string): unknown;
  /** The real path of an existing file, so that a symbolic link stays one. */
  realpath?(path: string): unknown;
  /** Node's way to make folders, with `{ recursive: true }`. */
  mkdir?(path: string, options: unknown): unknown;
  /** Emscripten's way to make folders. */
  mkdirTree?(path: string): unknown;
}

/** The options of {@link imwriteFile}: those of `imwrite`, and where and how to write. */
export type ImwriteFileOptions = ImwriteOptions<FormatName> & {
  /** Where to write. Default: the disk; in a browser, the virtual file system of `loadFS()`. */
  fs?: FileTarget | undefined;
  /** Whether missing folders are made. Default: `false`. */
  recursive?: boolean | undefined;
};

/**
 * Encodes `source` and writes it to `path`, whose extension decides the format. The file appears whole: it is written
 * under a temporary name beside `path` and then renamed. On failure nothing is left behind, and a file that was there
 * stays as it was.
 *
 * @throws {@link ImwriteError} as `imwrite` does, and `write-failed`.
 * @example await imwriteFile('out/photo.webp', image, { quality: 80, recursive: true });
 */
export async function imwriteFile(path: string, source: ImageSource, options?: ImwriteFileOptions): Promise<void> {
  const format = formatOfPath(path);
  const { fs, recursive = false, ...rest } = checkedOptions(options);
  if (fs !== undefined && typeof fs?.writeFile !== 'function') {
    throw mismatch('invalid-option', "option 'fs'", 'an object with writeFile(path, bytes)', show(fs), { option: 'fs' });
  }
  if (typeof recursive !== 'boolean') {
    throw mismatch('invalid-option', "option 'recursive'", 'true or false', show(recursive), { option: 'recursive' });
  }
  const bytes = await imwrite(source, format, rest);
  try {
    await save(fs ?? platform.disk ?? (await loadFS()), path, bytes, recursive);
  } catch (cause) {
    throw writeFailed(path, cause, recursive);
  }
}

async function save(files: FileTarget, path: string, bytes: Uint8Array, recursive: boolean): Promise<void> {
  if (recursive) await makeFolder(files, path);
  if (!files.rename || !files.unlink) {
    await files.writeFile(path, bytes);
    return;
  }
  const target = await realPath(files, path);
  const temporary = `${target}.${Math.random().toString(36).slice(2)}.tmp`;
  try {
    await files.writeFile(temporary, bytes);
    await files.rename(temporary, target);
  } catch (error) {
    await unlinkQuietly(files, temporary);
    throw error;
  }
}

async function makeFolder(files: FileTarget, path: string): Promise<void> {
  const folder = path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')));
  if (folder === '') return;
  if (files.mkdirTree) await files.mkdirTree(folder);
  else await files.mkdir?.(folder, { recursive: true });
}

async function realPath(files: FileTarget, path: string): Promise<string> {
  try {
    return String((await files.realpath?.(path)) ?? path);
  } catch {
    return path; // there is no such file yet
  }
}

async function unlinkQuietly(files: FileTarget, path: string): Promise<void> {
  try {
    await files.unlink?.(path);
  } catch {
    // It was never made; the error that counts is on its way.
  }
}

/** "No such file or directory", as Node and as Emscripten's FS say it. */
function isMissing(error: unknown): boolean {
  const { code, errno } = (error ?? {}) as { code?: unknown; errno?: unknown };
  return code === 'ENOENT' || errno === 44;
}

function writeFailed(path: string, cause: unknown, recursive: boolean): ImwriteError {
  if (cause instanceof ImwriteError) return cause;
  const fix = isMissing(cause) && !recursive ? ' (its folder is missing? { recursive: true } makes it)' : '';
  return new ImwriteError('write-failed', `${path} could not be written: ${messageOf(cause)}${fix}`, { cause });
}
