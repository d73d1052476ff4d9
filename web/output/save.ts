// Saving a file where there is more than the disk: in Emscripten's FS, or in whatever has a writeFile.
import { take, type Steps } from '../steps.js';

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
  /** What is there: a file keeps its mode, and what is no file is written to. */
  stat?(path: string): unknown;
  chmod?(path: string, mode: number): unknown;
  /** Node's way to make folders, with `{ recursive: true }`. */
  mkdir?(path: string, options: unknown): unknown;
  /** Emscripten's way to make folders. */
  mkdirTree?(path: string): unknown;
}

/** The further functions of Emscripten's FS, which follow links and tell how much was taken. */
interface StreamTarget extends FileTarget {
  open(path: string, flags: string): object;
  write(file: object, bytes: Uint8Array, offset: number, length: number): number;
  close(file: object): void;
  analyzePath(path: string): { exists: boolean; path: string };
}

/** Whole or not at all, where files can be renamed. @internal */
export function* saveTo(files: FileTarget, path: string, bytes: Uint8Array, recursive = false): Steps<void> {
  if (recursive) yield* makeFolder(files, path);
  const present = yield* modeOf(files, path);
  const isFile = present === undefined || (present & 0o170000) === 0o100000;
  if (!files.rename || !files.unlink || !isFile) return yield* put(files, path, bytes);
  const target = yield* realPath(files, path);
  const folder = target.slice(0, Math.max(target.lastIndexOf('/'), target.lastIndexOf('\\')) + 1);
  const temporary = `${folder}.imwrite-${Math.random().toString(36).slice(2, 10)}.tmp`;
  try {
    yield* put(files, temporary, bytes);
    if (present !== undefined) yield* take(files.chmod?.(temporary, present & 0o7777));
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

function* put(files: FileTarget, path: string, bytes: Uint8Array): Steps<void> {
  if (!isStreamTarget(files)) {
    yield* take(files.writeFile(path, bytes));
    return;
  }
  // Its writeFile() does not look at how much was taken.
  const file = files.open(path, 'w');
  try {
    for (let written = 0; written < bytes.length; ) {
      const taken = files.write(file, bytes, written, bytes.length - written);
      if (!(taken > 0)) throw new Error(`only ${written} of ${bytes.length} bytes were taken`);
      written += taken;
    }
  } finally {
    files.close(file);
  }
}

function* makeFolder(files: FileTarget, path: string): Steps<void> {
  const folder = path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')));
  if (folder === '') return;
  if (files.mkdirTree) yield* take(files.mkdirTree(folder));
  else yield* take(files.mkdir?.(folder, { recursive: true }));
}

/** Undefined when there is nothing, or nothing that tells. */
function* modeOf(files: FileTarget, path: string): Steps<number | undefined> {
  try {
    const { mode } = Object((yield* take(files.stat?.(path))) as unknown) as { mode?: unknown };
    return typeof mode === 'number' ? mode : undefined;
  } catch {
    return undefined;
  }
}

function* realPath(files: FileTarget, path: string): Steps<string> {
  try {
    if (files.realpath) return String((yield* take(files.realpath(path))) ?? path);
    const found = isStreamTarget(files) ? files.analyzePath(path) : undefined;
    return found?.exists ? found.path : path;
  } catch {
    return path; // there is no such file yet
  }
}

function isStreamTarget(files: FileTarget): files is StreamTarget {
  const { analyzePath, open, write, close } = files as Partial<StreamTarget>;
  return [analyzePath, open, write, close].every((method) => typeof method === 'function');
}
