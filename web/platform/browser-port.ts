// A worker of a page.
import type { Port } from './port.js';

export const port: Port = {
  serve(answer) {
    globalThis.onmessage = (event: MessageEvent<unknown>) => answer(event.data);
  },
  send: (reply, transfer = []) => globalThis.postMessage(reply, { transfer }),
};
