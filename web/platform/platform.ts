// What differs between Node-like engines and browsers. The package build puts node.ts or browser.ts behind '#platform'.
import type { FileTarget } from '../types/file-target.js';

/** Files, by calls that are done when they return. */
export interface SyncFiles {
  exists(path: string): boolean;
  readFile(path: string): Uint8Array;
  /** Whole or not at all: on failure a file that was there stays as it was. */
  writeFile(path: string, bytes: Uint8Array): void;
}

/** The same, by calls that are done when their promise is fulfilled. */
export interface Disk {
  readFile(path: string): Promise<Uint8Array>;
  writeFile(path: string, bytes: Uint8Array, signal: AbortSignal | undefined): Promise<void>;
  /** Makes the folder of a file, and those above it. */
  makeFolder(path: string): Promise<void>;
  /** Whether these are the functions of this very disk. */
  isOwn(files: FileTarget): boolean;
}

/** The script of a worker: its address, or its text. */
export type WorkerScript = string | URL | { readonly code: string };

/** A worker, seen from the thread that started it. */
export interface WorkerHandle {
  post(message: object, transfer: Transferable[]): void;
  /** Stops the worker, whatever it is doing. */
  terminate(): void;
  /** Whether this worker keeps the process alive. Browsers have no such notion. */
  keepAlive(alive: boolean): void;
}

export interface WorkerEvents {
  /** The worker sent a message. What messages say, worker/protocol.ts knows. */
  reply: (message: unknown) => void;
  /** The worker could not start, or died. */
  failed(error: unknown): void;
}

/** Starts a worker. What cannot be told at once comes as `events.failed`. */
export type WorkerStart = (events: WorkerEvents) => WorkerHandle;

export interface Platform {
  /** The compiled module at `address`. Fails with an error that tells what was found there. */
  compile(address: string | URL): Promise<WebAssembly.Module>;
  /** An address of the settings, which may be relative to the page, in full. */
  resolve(address: string | URL): string | URL;
  /** The address of `file` in `folder`. */
  fileIn(folder: string | URL, file: string): string | URL;
  /** Where a file of the package is, in this folder of dist/, when `address` is what a bundler may have made of it. */
  ownFile(folder: string, address: string | URL): string | URL;
  /** What to do about a file that could not be loaded; undefined where this host gives no sign of its own. */
  advice(address: string, reason: string): string | undefined;
  /** The disk; engines without one use the virtual file system. */
  readonly disk: Disk | undefined;
  /** The same for synchronous work. */
  readonly files: SyncFiles | undefined;
  /** Whether there are workers at all. */
  hasWorkers(): boolean;
  /** How a worker with this script starts. */
  workerStart(script: WorkerScript): Promise<WorkerStart>;
  /** How many threads run at once. */
  threads(): number;
  /** Whether this thread is that of a page, which long work keeps from answering its user. */
  isPage(): boolean;
}
