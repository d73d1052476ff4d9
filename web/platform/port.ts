// A worker's way to the thread that started it. The package build puts browser-port.ts or node-port.ts behind '#port'.
import type { Reply, Request } from '../worker/protocol.js';

export type Send = (reply: Reply, transfer?: ArrayBuffer[]) => void;

export interface Port {
  /** Passes on requests as they come. */
  serve(answer: (request: Request) => void): void;
  readonly send: Send;
}
