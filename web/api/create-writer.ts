// createWriter(): rows in as they come, the file out as it is made.
import { onAbort } from '../core/abort.js';
import { ImwriteError, mismatch, formatValue } from '../core/error.js';
import { sampleArrays } from '../core/samples.js';
import { splitOptions } from '../options/options.js';
import { encodeRows, type RowEncoder } from '../run/encode-rows.js';
import type { FormatName } from '../types/format-facts.js';
import type { EncodeOptions } from '../types/options.js';
import type { SampleType } from '../types/sample-type.js';
import type { WriterChunk } from '../types/writer-chunk.js';

/** The image to write row by row. */
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
  /** Of the rows. Default: `'uint8'`. */
  readonly sampleType?: SampleType | undefined;
  /** As for `imwrite`. */
  readonly options?: EncodeOptions<F> | undefined;
}

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
  /** Stops; `readable` fails with the reason. */
  abort(reason?: unknown): Promise<void>;
}

/**
 * Makes a writer that encodes an image row by row. JPEG, PNG and TIFF hold about a megapixel at a time, whatever the
 * height; WebP, progressive or optimized JPEG and interlaced PNG need all rows and hold the whole image.
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
  const { format: name, width, height, channels, colorSpace, sampleType = 'uint8', options } = checkedInit(init);
  if (typeof sampleType !== 'string' || !Object.hasOwn(sampleArrays, sampleType)) {
    throw mismatch(
      'invalid-image',
      'sampleType',
      `one of ${Object.keys(sampleArrays).join(', ')}`,
      formatValue(sampleType),
    );
  }
  const { format, call, codec, metadata } = splitOptions(options, name);
  call.signal?.throwIfAborted();
  const encoder = await encodeRows({ width, height, channels, sampleType, colorSpace }, format, codec, metadata, call);
  return new Writer(encoder, call.signal);
}

function checkedInit<F extends FormatName>(init: WriterInit<F>): WriterInit<F> {
  if (typeof init === 'object' && init !== null) return init;
  throw mismatch('invalid-image', 'the picture', '{ format, width, height, channels }', formatValue(init));
}

class Writer implements ImageWriter {
  readonly readable: ReadableStream<WriterChunk>;
  /** Not there any more when the file is done or given up, as it holds rows. */
  #encoder: RowEncoder | undefined;
  #controller!: ReadableStreamDefaultController<WriterChunk>;
  /** Fulfilled when the reader wants more. */
  #wanted: Promise<void>;
  #want = (): void => {};
  #state: 'open' | 'closed' | 'failed' = 'open';
  #failure: unknown;
  readonly #ignoreSignal: () => void;
  /** What was asked for so far: calls that are not waited for take their turns. */
  #turns: Promise<unknown> = Promise.resolve();

  constructor(encoder: RowEncoder, signal: AbortSignal | undefined) {
    this.#encoder = encoder;
    this.#wanted = this.#nextWant();
    this.readable = new ReadableStream<WriterChunk>(
      {
        start: (controller) => void (this.#controller = controller),
        pull: () => this.#want(),
        cancel: (reason) =>
          this.#fail(reason ?? new ImwriteError('write-failed', 'the reader of the file wanted no more')),
      },
      { highWaterMark: 1 },
    );
    this.#ignoreSignal = onAbort(signal, () => this.#fail(signal?.reason));
  }

  write(rows: ArrayBufferView): Promise<void> {
    return this.#inTurn(async (encoder) => {
      if (!ArrayBuffer.isView(rows)) throw mismatch('invalid-image', 'image rows', 'a typed array', formatValue(rows));
      for (let taken = 0; taken < rows.byteLength || taken === 0;) {
        taken = await encoder.take(rows, taken);
        await this.#flush(encoder);
      }
    });
  }

  close(): Promise<void> {
    return this.#inTurn(async (encoder) => {
      await encoder.finish();
      await this.#flush(encoder);
      if (this.#state !== 'open') return;
      this.#end('closed');
      this.#controller.close();
    });
  }

  async abort(reason?: unknown): Promise<void> {
    this.#fail(reason ?? new ImwriteError('write-failed', 'the writer was aborted'));
  }

  #inTurn(work: (encoder: RowEncoder) => Promise<void>): Promise<void> {
    const done = this.#turns.then(() => this.#step(work));
    this.#turns = done.catch(() => {});
    return done;
  }

  async #step(work: (encoder: RowEncoder) => Promise<void>): Promise<void> {
    if (this.#state === 'closed') throw mismatch('invalid-image', 'image rows', 'none after close()', 'more');
    try {
      if (this.#encoder) await work(this.#encoder);
    } catch (error) {
      this.#fail(error);
    }
    if (this.#state === 'failed') throw this.#failure;
  }

  /** Hands over what the encoder has made, when it is wanted. */
  async #flush(encoder: RowEncoder): Promise<void> {
    for (const chunk of encoder.output()) {
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
    this.#end('failed');
    this.#failure = reason;
    this.#want();
    this.#controller.error(reason);
  }

  #end(state: 'closed' | 'failed'): void {
    this.#state = state;
    this.#encoder = undefined;
    this.#ignoreSignal();
  }
}
