// Where encoded bytes go.

/** Where encoded bytes go. A chunk is only valid during the call, unless it is given away: `owned`. */
export interface Sink {
  write(chunk: Uint8Array, owned?: boolean): void;
  /** Replaces bytes written before; only formats that are not `streaming` do. */
  patch(offset: number, chunk: Uint8Array): void;
}
