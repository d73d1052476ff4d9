// Chunks: gathers encoded bytes and gives them as one array.
import type { Sink } from '../codec/encode.js';
import { ImwriteError } from '../error.js';

export class Chunks implements Sink {
  readonly #chunks: Uint8Array<ArrayBuffer>[] = [];
  #length = 0;

  write(chunk: Uint8Array): void {
    this.#chunks.push(new Uint8Array(chunk));
    this.#length += chunk.length;
  }

  patch(offset: number, chunk: Uint8Array): void {
    let start = 0; // of the chunk at hand, in the whole
    for (const written of this.#chunks) {
      const from = Math.max(offset, start);
      const to = Math.min(offset + chunk.length, start + written.length);
      if (from < to) written.set(chunk.subarray(from - offset, to - offset), from - start);
      start += written.length;
    }
  }

  /** All bytes, in an array that owns its whole buffer. */
  join(): Uint8Array<ArrayBuffer> {
    const [first] = this.#chunks;
    if (first && this.#chunks.length === 1) return first;
    const joined = this.#allocate();
    let offset = 0;
    for (const chunk of this.#chunks) {
      joined.set(chunk, offset);
      offset += chunk.length;
    }
    return joined;
  }

  #allocate(): Uint8Array<ArrayBuffer> {
    try {
      return new Uint8Array(this.#length);
    } catch (cause) {
      throw new ImwriteError('out-of-memory', `out of memory: ${this.#length} bytes for the encoded image`, { cause });
    }
  }
}
