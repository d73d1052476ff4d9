// The virtual file system: Emscripten's own FS.

/** The parts of a file's state that {@link EmscriptenFS} tells. */
export interface FileStat {
  readonly mode: number;
  /** In bytes. */
  readonly size: number;
  readonly mtime: Date;
}

/** A kind of file system that {@link EmscriptenFS.mount} takes. */
export type FileSystemType = object;

/** An open file of {@link EmscriptenFS}. */
export type FileStream = object;

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
  symlink(target: string, path: string): unknown;
  readlink(path: string): string;
  stat(path: string): FileStat;
  lstat(path: string): FileStat;
  chmod(path: string, mode: number): void;
  utime(path: string, atime: number, mtime: number): void;
  truncate(path: string, length: number): void;
  isFile(mode: number): boolean;
  isDir(mode: number): boolean;
  isLink(mode: number): boolean;
  analyzePath(path: string): { exists: boolean; path: string };
  cwd(): string;
  chdir(path: string): void;
  open(path: string, flags: string | number, mode?: number): FileStream;
  read(stream: FileStream, buffer: ArrayBufferView, offset: number, length: number, position?: number): number;
  write(stream: FileStream, buffer: ArrayBufferView, offset: number, length: number, position?: number): number;
  close(stream: FileStream): void;
  /** The kinds of file systems: in memory, and in the browser's IndexedDB. */
  readonly filesystems: { readonly MEMFS: FileSystemType; readonly IDBFS: FileSystemType };
  mount(type: FileSystemType, options: object, path: string): unknown;
  unmount(path: string): void;
  /** Reads all IDBFS mounts from where they persist (`true`), or writes them there (`false`). */
  syncfs(populate: boolean, done: (error: unknown) => void): void;
}
