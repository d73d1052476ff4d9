// The calls that saving a file takes, in two forms: done when they return, and done when their promise is fulfilled.
import * as fs from 'node:fs';
import { promisify } from 'node:util';

type Now = {
  readonly lstat: (path: string) => fs.Stats;
  readonly readlink: (path: string) => string;
  /** Fails for a file that may not be written. */
  readonly checkWritable: (path: string) => void;
  readonly open: (path: string, flags: number, mode?: number) => number;
  readonly fstat: (file: number) => fs.Stats;
  /** All bytes of an open file that was not read yet. */
  readonly read: (file: number) => Uint8Array;
  /** How many bytes were taken; without a position, at that of the file. */
  readonly write: (file: number, bytes: Uint8Array, offset: number, length: number, position: number | null) => number;
  readonly fchmod: (file: number, mode: number) => void;
  readonly fchown: (file: number, user: number, group: number) => void;
  readonly ftruncate: (file: number, length: number) => void;
  readonly close: (file: number) => void;
  readonly rename: (from: string, to: string) => void;
  readonly unlink: (path: string) => void;
  readonly wait: (milliseconds: number) => void;
  /** Fails when the work is not wanted any more. */
  readonly checkWanted: () => void;
};

/** A call gives its value or, in the second form, the promise of it. */
export type Disk = {
  readonly [Name in keyof Now]: (
    ...parameters: Parameters<Now[Name]>
  ) => ReturnType<Now[Name]> | Promise<ReturnType<Now[Name]>>;
};

export const diskNow: Now = {
  lstat: (path) => fs.lstatSync(path),
  readlink: (path) => fs.readlinkSync(path),
  checkWritable: (path) => fs.accessSync(path, fs.constants.W_OK),
  open: fs.openSync,
  fstat: (file) => fs.fstatSync(file),
  read: (file) => fs.readFileSync(file),
  write: fs.writeSync,
  fchmod: fs.fchmodSync,
  fchown: fs.fchownSync,
  ftruncate: fs.ftruncateSync,
  close: fs.closeSync,
  rename: fs.renameSync,
  unlink: fs.unlinkSync,
  wait: (milliseconds) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds),
  checkWanted: () => {},
};

export function diskLater(signal: AbortSignal | undefined): Disk {
  return {
    lstat: fs.promises.lstat,
    readlink: (path) => fs.promises.readlink(path),
    checkWritable: (path) => fs.promises.access(path, fs.constants.W_OK),
    // By number, as standard output has no other name.
    open: promisify<string, number, number | undefined, number>(fs.open),
    fstat: promisify<number, fs.Stats>(fs.fstat),
    read: promisify<number, Uint8Array>(fs.readFile),
    write: (file, bytes, offset, length, position) =>
      new Promise((resolve, reject) => {
        fs.write(file, bytes, offset, length, position, (error, written) => (error ? reject(error) : resolve(written)));
      }),
    fchmod: promisify(fs.fchmod),
    fchown: promisify(fs.fchown),
    ftruncate: promisify<number, number>(fs.ftruncate),
    close: promisify(fs.close),
    rename: fs.promises.rename,
    unlink: fs.promises.unlink,
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    checkWanted: () => signal?.throwIfAborted(),
  };
}
