// What files can be written to.

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
  /** What is there, with `mode` and `size`: a file keeps its mode, what is no file is written to, and what was written is counted. */
  stat?(path: string): unknown;
  chmod?(path: string, mode: number): unknown;
  /** Node's way to make folders, with `{ recursive: true }`. */
  mkdir?(path: string, options: unknown): unknown;
  /** Emscripten's way to make folders. */
  mkdirTree?(path: string): unknown;
}
