// Host: the object whose methods are called, which is the one createCv() gave or the OpenCV.js it was merged into.
import { platform } from '#platform';
import { ImwriteError } from '../core/error.js';
import { runNow } from '../core/steps.js';
import { saveTo } from '../output/save.js';
import type { SyncFiles } from '../platform/platform.js';
import type { EmscriptenFS } from '../types/emscripten-fs.js';
import type { MatLike } from '../types/mat-like.js';
import { Mat } from './mat.js';

/** What the functions use of the object they are called on. @internal */
export interface Host {
  Mat: new (rows?: number, cols?: number, type?: number) => MatLike;
  FS?: EmscriptenFS;
  lastError: ImwriteError | undefined;
  onWarning: ((message: string) => void) | undefined;
}

/** What the functions of one createCv() share. @internal */
export class Context {
  readonly #warned = new Set<string>();

  constructor(
    /** Where a function finds its host when it is called without one, as in `const { imread } = cv`. */
    readonly own: Host,
  ) {}

  /** Merged, the host is OpenCV.js and its Mats are the ones to make. */
  hostOf(self: unknown): Host {
    return typeof (self as Partial<Host> | undefined)?.Mat === 'function' ? (self as Host) : this.own;
  }

  /**
   * The files of the host: OpenCV.js has a file system of its own, which its functions share, though not all builds show it.
   * Else they are those of the disk, or of the virtual file system.
   */
  filesOf(host: Host): SyncFiles {
    if (host !== this.own && host.FS) return virtualFiles(host.FS);
    return platform.files ?? virtualFiles(this.own.FS!);
  }

  /** Each message is told once. */
  warn(host: Host, message: string): void {
    if (this.#warned.has(message)) return;
    this.#warned.add(message);
    host.onWarning?.(message);
  }
}

function virtualFiles(FS: EmscriptenFS): SyncFiles {
  return {
    exists: (path) => FS.analyzePath(path).exists,
    readFile: (path) => FS.readFile(path),
    writeFile: (path, bytes) => runNow(saveTo(FS, path, bytes)),
  };
}

/** What `work` gives; where OpenCV reports a failure instead of throwing it, `failed`, with the reason in `lastError`. @internal */
export function attempt<T, F>(host: Host, failed: F, work: () => T): T | F {
  host.lastError = undefined;
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ImwriteError)) throw error;
    host.lastError = error;
    return failed;
  }
}

/** A Mat of the host's class that holds these samples. @internal */
export function makeMat(
  host: Host,
  rows: number,
  cols: number,
  type: number,
  samples: ArrayBufferView<ArrayBuffer>,
): MatLike {
  const { buffer, byteOffset, byteLength } = samples;
  if (host.Mat === Mat) return Mat.over(buffer, rows, cols, type, byteOffset);
  const mat = new host.Mat(rows, cols, type);
  mat.data.set(new Uint8Array(buffer, byteOffset, byteLength));
  return mat;
}
