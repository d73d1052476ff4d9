// Saving a file where there is more than the disk: in Emscripten's FS, or in whatever has a writeFile.
import { take, type Steps } from '../core/steps.js';
import type { FileTarget } from '../types/file-target.js';

/** Whole or not at all, where files can be renamed. @internal */
export function* saveTo(files: FileTarget, path: string, bytes: Uint8Array, recursive = false): Steps<void> {
  if (recursive) yield* makeFolder(files, path);
  const { mode } = yield* statOf(files, path);
  if (!files.rename || !files.unlink || !isFile(mode)) return yield* put(files, path, bytes);
  const target = yield* realPath(files, path);
  const folder = target.slice(0, Math.max(target.lastIndexOf('/'), target.lastIndexOf('\\')) + 1);
  const temporary = `${folder}.imwrite-${Math.random().toString(36).slice(2, 10)}.tmp`;
  try {
    yield* put(files, temporary, bytes);
    if (mode !== undefined) yield* take(files.chmod?.(temporary, mode & 0o7777));
    yield* take(files.rename(temporary, target));
  } catch (error) {
    try {
      yield* take(files.unlink(temporary));
    } catch {
      // It was never made; the error that counts is on its way.
    }
    throw error;
  }
}

/** Not every writeFile() looks at how much was taken: that of Emscripten's FS does not. */
function* put(files: FileTarget, path: string, bytes: Uint8Array): Steps<void> {
  yield* take(files.writeFile(path, bytes));
  const { mode, size } = yield* statOf(files, path);
  if (isFile(mode) && size !== undefined && size !== bytes.length)
    throw new Error(`only ${size} of ${bytes.length} bytes were taken`);
}

function* makeFolder(files: FileTarget, path: string): Steps<void> {
  const folder = path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')));
  if (folder === '') return;
  if (files.mkdirTree) yield* take(files.mkdirTree(folder));
  else yield* take(files.mkdir?.(folder, { recursive: true }));
}

/** Empty when there is nothing, or nothing that tells. */
function* statOf(files: FileTarget, path: string): Steps<{ mode?: number; size?: number }> {
  try {
    const { mode, size } = Object(yield* take(files.stat?.(path))) as { mode?: unknown; size?: unknown };
    return { ...(typeof mode === 'number' && { mode }), ...(typeof size === 'number' && { size }) };
  } catch {
    return {};
  }
}

/** By the type in its mode, if that tells one. */
const isFile = (mode = 0): boolean => [0, 0o100000].includes(mode & 0o170000);

function* realPath(files: FileTarget, path: string): Steps<string> {
  try {
    if (files.realpath) return String((yield* take(files.realpath(path))) ?? path);
    // Emscripten's way.
    const { analyzePath } = files as { analyzePath?: (path: string) => { exists: boolean; path: string } };
    const found = analyzePath?.call(files, path);
    return found?.exists ? found.path : path;
  } catch {
    return path; // there is no such file yet
  }
}
