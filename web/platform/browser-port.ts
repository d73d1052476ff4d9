// A worker of a page.
import type { Request } from '../worker/protocol.js';
import type { Port } from './port.js';

export const port: Port = {
  serve(answer) {
    globalThis.onmessage = (event: MessageEvent<Request>) => answer(event.data);
  },
  send: (reply, transfer = []) => globalThis.postMessage(reply, { transfer }),
};
