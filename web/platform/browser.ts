// Browsers, and engines that have neither node: modules nor a disk.
import { browserAdvice } from './browser-advice.js';
import { fetchFile, fetchModule } from './fetch.js';
import type { Platform, WorkerEvents, WorkerStart } from './platform.js';

export const platform: Platform = {
  compile: fetchModule,

  resolve,

  fileIn(folder, file) {
    const base = String(folder);
    return new URL(file, resolve(base.endsWith('/') ? base : `${base}/`));
  },

  ownFile: (_, address) => address,

  advice: browserAdvice,

  disk: undefined,
  files: undefined,

  hasWorkers: () => typeof Worker === 'function',

  async workerStart(script) {
    if (typeof script === 'object' && 'code' in script) return fromText(script.code);
    // Bundlers may have made a path of it, or an object that is like a URL.
    const address = resolve(String(script));
    if (isOfThisOrigin(address)) return (events) => listening(new Worker(address, { type: 'module' }), events);
    // A script of another origin cannot be a worker, but its text can.
    return fromText(await (await fetchFile(address)).text());
  },

  threads: () => globalThis.navigator?.hardwareConcurrency ?? 1,

  isPage: () => typeof globalThis.document === 'object',
};

function listening(worker: Worker, events: WorkerEvents): ReturnType<WorkerStart> {
  worker.onmessage = (event: MessageEvent<unknown>) => events.reply(event.data);
  worker.onmessageerror = () => events.failed(new Error('a message could not be read'));
  worker.onerror = (event) => {
    event.preventDefault(); // it is told by an error of ours, or a warning
    events.failed(event.error ?? new Error(event.message || 'its script could not be loaded'));
  };
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    terminate: () => worker.terminate(),
    keepAlive: () => {},
  };
}

function fromText(text: string): WorkerStart {
  return (events) => {
    const address = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
    // Once the worker answers or fails, it has its script.
    const freeing: WorkerEvents = {
      reply: (message) => {
        URL.revokeObjectURL(address);
        freeing.reply = events.reply;
        events.reply(message);
      },
      failed: (error) => {
        URL.revokeObjectURL(address);
        events.failed(error);
      },
    };
    return listening(new Worker(address), freeing);
  };
}

function resolve(address: string | URL): URL {
  return new URL(address, globalThis.document?.baseURI ?? globalThis.location?.href);
}

function isOfThisOrigin({ protocol, origin }: URL): boolean {
  return origin === globalThis.origin || protocol === 'blob:' || protocol === 'data:';
}
