// Browsers, and engines that have neither node: modules nor a disk.
import type { Reply, Request } from '../worker/protocol.js';
import { fetchModule } from './fetch.js';
import type { Platform } from './platform.js';

export const platform: Platform = {
  compile: fetchModule,

  fileIn(folder, file) {
    const base = String(folder);
    const page = globalThis.document?.baseURI ?? globalThis.location?.href;
    return new URL(file, new URL(base.endsWith('/') ? base : `${base}/`, page));
  },

  disk: undefined,
  nodeFS: undefined,
  mountDisk: () => {},

  startWorker(events) {
    // Bundlers look for exactly this expression.
    const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
    worker.onmessage = (event: MessageEvent<Reply>) => events.reply(event.data);
    worker.onmessageerror = () => events.failed(new Error('a message could not be read'));
    worker.onerror = (event) => events.failed(event.error ?? new Error(event.message || 'its script could not be loaded'));
    return {
      post: (request, transfer) => worker.postMessage(request, transfer),
      terminate: () => worker.terminate(),
      keepAlive: () => {},
    };
  },

  serve(answer) {
    globalThis.onmessage = (event: MessageEvent<Request>) => {
      answer(event.data, (reply, transfer = []) => globalThis.postMessage(reply, { transfer }));
    };
  },

  threads: () => globalThis.navigator?.hardwareConcurrency ?? 1,
};
