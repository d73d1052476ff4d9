// A worker's way to the thread that started it. The package build puts browser-port.ts or node-port.ts behind '#port'.

/** Sends a message. What messages say, worker/protocol.ts knows. */
export type Send = (message: object, transfer?: ArrayBuffer[]) => void;

export interface Port {
  /** Passes on messages as they come. */
  serve(answer: (message: unknown) => void): void;
  readonly send: Send;
}
