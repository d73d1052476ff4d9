// createWriter(): rows in as they come, the file out as it is made.
import { encodeRows, type RowEncoder } from './codec/rows.js';
import { ImwriteError, mismatch, show } from './error.js';
import { formatOf, type FormatName } from './format.js';
import { splitOptions, type EncodeOptions } from './options.js';
import { sampleArrays, type SampleType } from './samples.js';

/** The picture that is to be written row by row. */
export interface WriterInit<F extends FormatName = FormatName> {
  readonly format: F;
  /** In pixels, from 1. */
  readonly width: number;
  /** In pixels, from 1. */
  readonly height: number;
  /** 1 gray, 2 gray and alpha, 3 RGB, 4 RGBA or CMYK. */
  readonly channels: number;
  /** `'srgb'` (the default), `'display-p3'` or, for JPEG, `'cmyk'`: as in a `RawImage`. */
  readonly colorSpace?: string | undefined;
  /** The type of the samples. Default: `'uint8'`. */
  readonly depth?: SampleType | undefined;
  /** As for `imwrite`. */
  readonly options?: EncodeOptions<F> | undefined;
}

/** What comes out of a writer: bytes to append; TIFF, whose first bytes tell where its end is, also replaces some. */
export type WriterChunk = Uint8Array<ArrayBuffer> | { readonly type: 'write'; readonly position: number; readonly data: Uint8Array<ArrayBuffer> };

/**
 * Takes rows and gives the bytes of a file. It can be the sink of a `WritableStream`: `new WritableStream(writer)`.
 */
export interface ImageWriter {
  /**
   * The file. Read it while you write: rows wait until their bytes are wanted. JPEG and PNG are bytes alone; TIFF ends with
   * `{ type: 'write', position, data }`, bytes that replace earlier ones, as a `FileSystemWritableFileStream` takes them.
   */
  readonly readable: ReadableStream<WriterChunk>;
  /**
   * Takes the next rows, a typed array of the writer's samples with one whole row or more, without gaps between them. They may be changed once the promise
   * is fulfilled.
   */
  write(rows: ArrayBufferView): Promise<void>;
  /** Ends the file after the last row. */
  close(): Promise<void>;
  /** Gives up; `readable` fails with the reason. */
  abort(reason?: unknown): Promise<void>;
}

/**
 * Makes a writer that encodes a picture row by row. JPEG, PNG and TIFF hold about a megapixel at a time, whatever the
 * height; WebP, progressive or optimised JPEG and interlaced PNG need all rows and hold the picture.
 *
 * @throws {@link ImwriteError} as `imwrite` does; `write` and `close` also `invalid-image` for rows that do not fit.
 * @example
 * const writer = await createWriter({ format: 'png', width, height, channels: 3 });
 * const saved = writer.readable.pipeTo(file);
 * for await (const rows of source) await writer.write(rows);
 * await writer.close();
 * await saved;
 */
export async function createWriter<F extends FormatName>(init: WriterInit<F>): Promise<ImageWriter> {
  const { width, height, channels, colorSpace, depth = 'uint8', options } = init;
  const format = formatOf(init.format);
  if (!(depth in sampleArrays)) throw mismatch('invalid-image', 'image depth', `one of ${Object.keys(sampleArrays).join(', ')}`, show(depth));
  const { call, codec, metadata } = splitOptions(options);
  call.signal?.throwIfAborted();
  const encoder = await encodeRows({ width, height, channels, depth, colorSpace }, format, codec, metadata, call);
  return new Writer(encoder, call.signal);
}

class Writer implements ImageWriter {
  readonly readable: ReadableStream<WriterChunk>;
  readonly #encoder: RowEncoder;
  #controller!: ReadableStreamDefaultController<WriterChunk>;
  /** Fulfilled when the reader wants more. */
  #wanted: Promise<void>;
  #want = (): void => {};
  #state: 'open' | 'closed' | 'failed' = 'open';
  #failure: unknown;

  constructor(encoder: RowEncoder, signal: AbortSignal | undefined) {
    this.#encoder = encoder;
    this.#wanted = this.#nextWant();
    this.readable = new ReadableStream<WriterChunk>(
      {
        start: (controller) => void (this.#controller = controller),
        pull: () => this.#want(),
        cancel: (reason) => this.#fail(reason),
      },
      { highWaterMark: 1 },
    );
    signal?.addEventListener('abort', () => this.#fail(signal.reason), { once: true });
  }

  async write(rows: ArrayBufferView): Promise<void> {
    return this.#step(async () => {
      for (let taken = 0; taken < rows.byteLength || taken === 0; ) {
        taken = this.#encoder.take(rows, taken);
        await this.#flush();
      }
    });
  }

  async close(): Promise<void> {
    await this.#step(async () => {
      this.#encoder.finish();
      await this.#flush();
      this.#state = 'closed';
      this.#controller.close();
    });
  }

  async abort(reason?: unknown): Promise<void> {
    this.#fail(reason ?? new ImwriteError('write-failed', 'the writer was aborted'));
  }

  async #step(work: () => Promise<void>): Promise<void> {
    if (this.#state === 'failed') throw this.#failure;
    if (this.#state === 'closed') throw mismatch('invalid-image', 'image rows', 'none after close()', 'more');
    try {
      await work();
    } catch (error) {
      this.#fail(error);
      throw error;
    }
    if ((this.#state as string) === 'failed') throw this.#failure;
  }

  /** Hands over what the encoder has made, when it is wanted. */
  async #flush(): Promise<void> {
    for (const chunk of this.#encoder.output()) {
      while (this.#state === 'open' && this.#controller.desiredSize! <= 0) {
        await this.#wanted;
        this.#wanted = this.#nextWant();
      }
      if (this.#state !== 'open') return;
      this.#controller.enqueue(chunk);
    }
  }

  #nextWant(): Promise<void> {
    return new Promise((resolve) => (this.#want = resolve));
  }

  #fail(reason: unknown): void {
    if (this.#state !== 'open') return;
    this.#state = 'failed';
    this.#failure = reason;
    this.#want();
    this.#controller.error(reason);
  }
}
