// A worker of node:worker_threads.
import { parentPort, type Transferable } from 'node:worker_threads';
import type { Port } from './port.js';

export const port: Port = {
  serve: (answer) => parentPort?.on('message', answer),
  send: (reply, transfer = []) => parentPort?.postMessage(reply, transfer as Transferable[]),
};
