// Node, Deno and Bun: a disk, and workers of node:worker_threads.
import * as nodeFS from 'node:fs';
import * as fs from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentPort, Worker, type Transferable } from 'node:worker_threads';
import type { Reply, Request } from '../worker/protocol.js';
import { fetchModule } from './fetch.js';
import { mountDisk } from './node-disk.js';
import type { Platform } from './platform.js';

export const platform: Platform = {
  async compile(address) {
    const text = String(address);
    if (/^(https?|data|blob):/.test(text)) return fetchModule(address);
    return WebAssembly.compile(await fs.readFile(text.startsWith('file:') ? fileURLToPath(text) : text));
  },

  fileIn(folder, file) {
    const base = String(folder);
    if (!/^\w{2,}:/.test(base)) return join(base, file); // a path; one letter and a colon is a drive
    return new URL(file, base.endsWith('/') ? base : `${base}/`);
  },

  disk: fs,
  nodeFS,
  mountDisk,

  startWorker(events) {
    // Without the process's own flags, of which some (--input-type) would keep a worker from starting.
    const worker = new Worker(new URL('./worker.js', import.meta.url), { execArgv: [] });
    worker.on('message', (reply: Reply) => events.reply(reply));
    worker.on('messageerror', (error) => events.failed(error));
    worker.on('error', (error) => events.failed(error));
    worker.on('exit', (code) => events.failed(new Error(`it ended with exit code ${code}`)));
    return {
      post: (request, transfer) => worker.postMessage(request, transfer),
      terminate: () => void worker.terminate(),
      keepAlive: (alive) => (alive ? worker.ref() : worker.unref()),
    };
  },

  serve(answer) {
    parentPort?.on('message', (request: Request) => {
      answer(request, (reply, transfer = []) => parentPort?.postMessage(reply, transfer as Transferable[]));
    });
  },

  threads: availableParallelism,
};
