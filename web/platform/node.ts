// Node, Deno and Bun: a disk, and workers of node:worker_threads.
import { existsSync, readFileSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { fetchModule } from './fetch.js';
import { nodeAdvice } from './node-advice.js';
import { saveLater, saveNow } from './node-save.js';
import type { Platform, WorkerStart } from './platform.js';

export const platform: Platform = {
  async compile(address) {
    const text = String(address);
    if (/^(https?|data|blob):/.test(text)) return fetchModule(address);
    return WebAssembly.compile(await fs.readFile(text.startsWith('file:') ? fileURLToPath(text) : text));
  },

  resolve: (address) => address,

  fileIn(folder, file) {
    const base = String(folder);
    if (!/^\w{2,}:/.test(base)) return join(base, file); // a path; one letter and a colon is a drive
    return new URL(file, base.endsWith('/') ? base : `${base}/`);
  },

  advice: nodeAdvice,

  disk: {
    readFile: (path) => fs.readFile(path),
    writeFile: saveLater,
    makeFolder: async (path) => void (await fs.mkdir(dirname(path), { recursive: true })),
    isOwn: (files) => (['writeFile', 'rename', 'unlink'] as const).every((name) => files[name] === fs[name]),
  },
  files: {
    exists: existsSync,
    readFile: (path) => readFileSync(path),
    writeFile: saveNow,
  },

  ownFile(folder, address) {
    const text = String(address);
    const path = text.startsWith('file:') ? fileURLToPath(text) : text;
    if (existsSync(path)) return path;
    try {
      const { resolve } = createRequire(join(process.cwd(), 'package.json'));
      const found = join(resolve('imwrite/package.json'), '../dist', folder, basename(path));
      return existsSync(found) ? found : path;
    } catch {
      return path; // the package is not installed here
    }
  },

  hasWorkers: () => true,

  async workerStart(script) {
    // Without the process's own flags, of which some (--input-type) would keep a worker from starting.
    const options = { execArgv: [] };
    if (typeof script === 'object' && 'code' in script)
      return (events) => listening(new Worker(script.code, { ...options, eval: true }), events);
    return (events) => listening(new Worker(script, options), events);
  },

  threads: availableParallelism,

  // Some test environments make a document.
  isPage: () => false,
};

function listening(worker: Worker, events: Parameters<WorkerStart>[0]): ReturnType<WorkerStart> {
  worker.on('message', (message: unknown) => events.reply(message));
  worker.on('messageerror', (error) => events.failed(error));
  worker.on('error', (error) => events.failed(error));
  worker.on('exit', (code) => events.failed(new Error(`it ended with exit code ${code}`)));
  return {
    post: (request, transfer) => worker.postMessage(request, transfer as ArrayBuffer[]),
    terminate: () => void worker.terminate(),
    keepAlive: (alive) => (alive ? worker.ref() : worker.unref()),
  };
}
