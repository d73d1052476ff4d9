// Browsers, and engines that have neither node: modules nor a disk.
import type { Reply } from '../worker/protocol.js';
import { browserAdvice } from './browser-advice.js';
import { fetchFile, fetchModule } from './fetch.js';
import type { Platform, WorkerEvents, WorkerStart } from './platform.js';

export const platform: Platform = {
  compile: fetchModule,

  resolve: (address) => new URL(address, globalThis.document?.baseURI ?? globalThis.location?.href),

  fileIn(folder, file) {
    const base = String(folder);
    return new URL(file, platform.resolve(base.endsWith('/') ? base : `${base}/`));
  },

  ownFile: (_, address) => address,

  advice: browserAdvice,

  disk: undefined,
  files: undefined,

  hasWorkers: () => typeof Worker === 'function',

  async workerStart(script) {
    if (typeof script === 'object' && 'code' in script) return fromText(script.code);
    if (isOfThisOrigin(script)) return (events) => listening(new Worker(script, { type: 'module' }), events);
    // A script of another origin cannot be a worker, but its text can.
    return fromText(await (await fetchFile(script)).text());
  },

  threads: () => globalThis.navigator?.hardwareConcurrency ?? 1,

  isPage: () => typeof globalThis.document === 'object',
};

function listening(worker: Worker, events: WorkerEvents): ReturnType<WorkerStart> {
  worker.onmessage = (event: MessageEvent<Reply>) => events.reply(event.data);
  worker.onmessageerror = () => events.failed(new Error('a message could not be read'));
  worker.onerror = (event) => {
    event.preventDefault(); // it is told by an error of ours, or a warning
    events.failed(event.error ?? new Error(event.message || 'its script could not be loaded'));
  };
  return {
    post: (request, transfer) => worker.postMessage(request, transfer),
    terminate: () => worker.terminate(),
    keepAlive: () => {},
  };
}

function fromText(text: string): WorkerStart {
  return (events) => {
    const address = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
    // Once the worker answers or fails, it has its script.
    const freeing: WorkerEvents = {
      reply: (reply) => {
        URL.revokeObjectURL(address);
        freeing.reply = events.reply;
        events.reply(reply);
      },
      failed: (error) => {
        URL.revokeObjectURL(address);
        events.failed(error);
      },
    };
    return listening(new Worker(address), freeing);
  };
}

function isOfThisOrigin(script: string | URL): boolean {
  const { protocol, origin } = new URL(script);
  return origin === globalThis.origin || protocol === 'blob:' || protocol === 'data:';
}
