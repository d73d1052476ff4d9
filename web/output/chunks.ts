// Chunks: gathers encoded bytes and gives them as one array.
import { ImwriteError } from '../core/error.js';
import { runLater, runNow, type Steps } from '../core/steps.js';
import type { Sink } from '../types/sink.js';

/** Up to here chunks stay arrays of their own; what comes then is large enough for slabs. */
const SMALL_BYTES = 2 ** 18;
const SLAB_BYTES = 2 ** 20;
/** What is copied in one go: it takes a few milliseconds. */
const PAUSE_BYTES = 2 ** 23;
/** So much may be held twice for a moment. Slabs after that can be given back, and take longer to make. */
const PLAIN_BYTES = 12 * 2 ** 20;
/** So much of what is owned already, which would have to be copied into such slabs. */
const OWNED_BYTES = 2 * PLAIN_BYTES;

/** Encoded bytes in the order of the file. A slab has room for more until the next one is begun. */
interface Piece {
  readonly bytes: Uint8Array<ArrayBuffer>;
  used: number;
}

export class Chunks implements Sink {
  #pieces: Piece[] = [];
  #length = 0;

  write(chunk: Uint8Array, owned = false): void {
    if (owned && this.#length < OWNED_BYTES)
      this.#pieces.push({ bytes: chunk as Uint8Array<ArrayBuffer>, used: chunk.length });
    else if (this.#length < SMALL_BYTES) this.#pieces.push(copyOf(chunk));
    else this.#fillSlabs(chunk);
    this.#length += chunk.length;
  }

  patch(offset: number, chunk: Uint8Array): void {
    let start = 0; // of the piece at hand, in the whole
    for (const { bytes, used } of this.#pieces) {
      const from = Math.max(offset, start);
      const to = Math.min(offset + chunk.length, start + used);
      if (from < to) bytes.set(chunk.subarray(from - offset, to - offset), from - start);
      start += used;
    }
  }

  /** All bytes, in an array that owns its whole buffer. Nothing is left here. */
  join(): Uint8Array<ArrayBuffer> {
    return runNow(this.#joining());
  }

  /** The same; many bytes are copied in several tasks, between which the thread can do other things. */
  joinLater(): Promise<Uint8Array<ArrayBuffer>> {
    return runLater(this.#joining());
  }

  *#joining(): Steps<Uint8Array<ArrayBuffer>> {
    const pieces = this.#pieces;
    this.#pieces = [];
    const [first] = pieces;
    if (first && pieces.length === 1 && first.used === first.bytes.buffer.byteLength) return first.bytes;
    const joined = allocated(this.#length, () => new Uint8Array(this.#length));
    let offset = 0;
    let pause = PAUSE_BYTES;
    for (const { bytes, used } of pieces) {
      joined.set(bytes.subarray(0, used), offset);
      offset += used;
      if (bytes.buffer.resizable) bytes.buffer.resize(0); // the slabs go while the pages of the result come
      if (offset < pause) continue;
      pause = offset + PAUSE_BYTES;
      yield;
    }
    return joined;
  }

  /** All bytes in the pieces that they lie in. Nothing is left here. */
  take(): Uint8Array<ArrayBuffer>[] {
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces.map(({ bytes, used }) => bytes.subarray(0, used));
  }

  #fillSlabs(chunk: Uint8Array): void {
    for (let taken = 0; taken < chunk.length;) {
      let slab = this.#pieces.at(-1);
      if (!slab || slab.used === slab.bytes.length) this.#pieces.push((slab = newSlab(this.#length >= PLAIN_BYTES)));
      const part = chunk.subarray(taken, taken + slab.bytes.length - slab.used);
      slab.bytes.set(part, slab.used);
      slab.used += part.length;
      taken += part.length;
    }
  }
}

function copyOf(chunk: Uint8Array): Piece {
  return { bytes: allocated(chunk.length, () => new Uint8Array(chunk)), used: chunk.length };
}

/** Shrinking a resizable buffer is the one way to give memory back at once; where there are none, that is up to the engine. */
function newSlab(resizable: boolean): Piece {
  const options = resizable ? { maxByteLength: SLAB_BYTES } : {};
  return { bytes: allocated(SLAB_BYTES, () => new Uint8Array(new ArrayBuffer(SLAB_BYTES, options))), used: 0 };
}

function allocated<T>(length: number, allocate: () => T): T {
  try {
    return allocate();
  } catch (cause) {
    throw new ImwriteError('out-of-memory', `out of memory: ${length} bytes for the encoded image`, { cause });
  }
}
