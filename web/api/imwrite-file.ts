// imwriteFile(): the encoded image as a file, whole or not at all.
import { platform } from '#platform';
import { ImwriteError, messageOf, mismatch, shorten, formatValue } from '../core/error.js';
import { runLater } from '../core/steps.js';
import { formatOfPath } from '../options/format.js';
import { checkedOptions } from '../options/options.js';
import { saveTo } from '../output/save.js';
import type { FileTarget } from '../types/file-target.js';
import type { FormatName } from '../types/format-facts.js';
import type { ImageSource } from '../types/image-source.js';
import type { ImwriteOptions } from '../types/options.js';
import { openFS } from '../wasm/open-fs.js';
import { imwrite } from './imwrite.js';

/** The options of {@link imwriteFile}: the options of `imwrite`, and where and how to write. */
export type ImwriteFileOptions = ImwriteOptions<FormatName> & {
  /** Where to write. Default: the disk; in a browser, the virtual file system of `loadFS()`. */
  fs?: FileTarget | undefined;
  /** Whether missing folders are made. Default: `false`. */
  recursive?: boolean | undefined;
};

/**
 * Encodes `source` and writes it to `path`, whose extension decides the format. The file appears whole: it is written
 * under a temporary name beside `path` and then renamed. On failure nothing is left behind, and a file that was there
 * stays as it was. Symbolic links are followed, a file that was there keeps its mode and owner, and devices and FIFOs are
 * written to.
 *
 * @throws {@link ImwriteError} as `imwrite` does, and `write-failed`.
 * @example await imwriteFile('out/photo.webp', image, { quality: 80, recursive: true });
 */
export async function imwriteFile(path: string, source: ImageSource, options?: ImwriteFileOptions): Promise<void> {
  formatOfPath(path); // 'png' alone names a format, but no file
  const { fs, recursive = false, ...rest } = checkedOptions(options);
  if (fs !== undefined && typeof fs?.writeFile !== 'function') {
    throw mismatch('invalid-option', "option 'fs'", 'an object with writeFile(path, bytes)', formatValue(fs), {
      option: 'fs',
    });
  }
  if (typeof recursive !== 'boolean') {
    throw mismatch('invalid-option', "option 'recursive'", 'true or false', formatValue(recursive), {
      option: 'recursive',
    });
  }
  const bytes = await imwrite(source, path, rest);
  const { signal } = rest;
  signal?.throwIfAborted();
  try {
    await save(fs, path, bytes, recursive, signal);
  } catch (cause) {
    if (signal?.aborted && cause === signal.reason) throw cause;
    throw writeFailed(path, cause, recursive);
  }
}

async function save(
  files: FileTarget | undefined,
  path: string,
  bytes: Uint8Array,
  recursive: boolean,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { disk } = platform;
  if (!disk || (files && !disk.isOwn(files)))
    return runLater(saveTo(files ?? (await openFS()), path, bytes, recursive));
  if (recursive) await disk.makeFolder(path);
  await disk.writeFile(path, bytes, signal);
}

/** "No such file or directory", as Node and as Emscripten's FS say it. */
function isMissing(error: unknown): boolean {
  const { code, errno } = (error ?? {}) as { code?: unknown; errno?: unknown };
  return code === 'ENOENT' || errno === 44;
}

function writeFailed(path: string, cause: unknown, recursive: boolean): ImwriteError {
  if (cause instanceof ImwriteError) return cause;
  const fix = isMissing(cause) && !recursive ? ' (its folder is missing? { recursive: true } makes it)' : '';
  return new ImwriteError('write-failed', `${shorten(path)} could not be written: ${messageOf(cause)}${fix}`, {
    cause,
  });
}
