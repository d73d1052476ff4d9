// What differs between Node-like engines and browsers. The package build puts node.ts or browser.ts behind '#platform'.
import type { EmscriptenFS } from '../fs/emscripten-fs.js';
import type { FileTarget } from '../output/file.js';
import type { Reply, Request } from '../worker/protocol.js';

/** A worker, seen from the thread that started it. */
export interface WorkerHandle {
  post(request: Request, transfer: ArrayBuffer[]): void;
  /** Stops the worker, whatever it is doing. */
  terminate(): void;
  /** Whether this worker keeps the process alive. Browsers have no such notion. */
  keepAlive(alive: boolean): void;
}

export interface WorkerEvents {
  reply(reply: Reply): void;
  /** The worker could not start, or died. */
  failed(error: unknown): void;
}

export interface Platform {
  /** The compiled module at `address`. Fails with an error that tells what was found there. */
  compile(address: string | URL): Promise<WebAssembly.Module>;
  /** The address of `file` in `folder`. */
  fileIn(folder: string | URL, file: string): string | URL;
  /** The disk; engines without one use the virtual file system. */
  readonly disk: (FileTarget & { readFile(path: string): Promise<Uint8Array> }) | undefined;
  /** Node's synchronous `fs`, through which the virtual file system reaches the disk. */
  readonly nodeFS: object | undefined;
  /** Makes the virtual file system show the disk, with the process's folder as the current one. Nothing without a disk. */
  mountDisk(FS: EmscriptenFS): void;
  startWorker(events: WorkerEvents): WorkerHandle;
  /** Inside a worker: answers requests, one after the other. */
  serve(answer: (request: Request, send: (reply: Reply, transfer?: ArrayBuffer[]) => void) => void): void;
  /** How many threads run at once. */
  threads(): number;
}
