// Encoding a picture whose rows come one after the other: stripe by stripe, where the format allows that.
import { encodeCost } from '../codec/cost.js';
import { encode } from '../codec/encode.js';
import { encoderName } from '../codec/encoder-name.js';
import { metadataFor } from '../codec/metadata.js';
import { optionsFor, warningsOf, warnOfLight } from '../codec/picture.js';
import { abortable } from '../core/abort.js';
import { classOf } from '../core/class-of.js';
import { ImwriteError, mismatch, formatValue } from '../core/error.js';
import { sampleArrays } from '../core/samples.js';
import { runLater } from '../core/steps.js';
import { formats } from '../generated/formats.js';
import { areClipped, Clipped } from '../input/clipped.js';
import { checkedColor } from '../input/raw.js';
import type { Format } from '../types/generated.js';
import type { MetadataRequest } from '../types/metadata.js';
import type { CallOptions, CodecOptions } from '../types/options.js';
import type { Pixels, Stripe } from '../types/pixels.js';
import type { SampleType } from '../types/sample-type.js';
import type { WriterChunk } from '../types/writer-chunk.js';
import type { CompiledModule } from '../wasm/compiled-module.js';
import { loadModule } from '../wasm/load.js';
import type { EncoderModule } from '../wasm/module.js';
import { encodePartInWorker } from '../worker/client.js';
import { belongsInWorker } from '../worker/place.js';

interface RowsInfo {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly sampleType: SampleType;
  readonly order?: Pixels['order'];
}

/** @internal */
export async function encodeRows(
  { colorSpace, ...info }: Omit<RowsInfo, 'order'> & { readonly colorSpace?: string | undefined },
  format: Format,
  options: CodecOptions,
  request: MetadataRequest,
  call: CallOptions,
): Promise<RowEncoder> {
  for (const name of ['width', 'height'] as const) {
    if (!(Number.isInteger(info[name]) && info[name] >= 1))
      throw mismatch('invalid-image', `image ${name}`, 'a whole number from 1', formatValue(info[name]));
  }
  const color = checkedColor(info.channels, colorSpace);
  const module = await abortable(loadModule(encoderName(format, options, false)), call.signal);
  const { order } = color;
  const frames = [{ ...info, ...color, bytes: new Uint8Array(0), stride: 0, owned: false }];
  const warn = warningsOf(call);
  warnOfLight(format, info.sampleType, warn);
  const block = metadataFor({ format, options, request, frames, warn });
  const fitting = await runLater(optionsFor(format, options, frames));
  return new RowEncoder(module, { ...info, ...(order && { order }) }, format, fitting, block, call);
}

/** Gathers rows until a stripe is full, and encodes that. @internal */
export class RowEncoder {
  /** Rows of a stripe; all of the picture's where it has no stripes. */
  readonly #stripeRows: number;
  readonly #striped: boolean;
  readonly #rowBytes: number;
  /** The rows of a stripe, in front of them the one above. */
  readonly #rows: Uint8Array<ArrayBuffer>;
  readonly #summaries: (readonly number[])[] = [];
  #output: WriterChunk[] = [];
  /** The stripe's first row in the picture, and the bytes that are there of it. */
  #begin = 0;
  readonly #clipped: Clipped;
  #filled = 0;

  constructor(
    private readonly module: CompiledModule<EncoderModule>,
    private readonly info: RowsInfo,
    private readonly format: Format,
    private readonly options: CodecOptions,
    private readonly metadata: ReturnType<typeof metadataFor>,
    private readonly call: CallOptions,
  ) {
    this.#clipped = new Clipped(options);
    this.#rowBytes = info.width * info.channels * sampleArrays[info.sampleType].BYTES_PER_ELEMENT;
    const { rows, counted } = module.run((instance) =>
      instance.stripes(this.#pixels(new Uint8Array(0)), format, options),
    );
    // Rows come once, so what is to be counted first has to be held.
    this.#striped = rows > 0 && !counted;
    this.#stripeRows = this.#striped ? rows : info.height;
    // What is wrong with the picture or an option is told before there are rows.
    if (!this.#striped) this.#check();
    this.#rows = allocated((this.#stripeRows + 1) * this.#rowBytes);
  }

  /** Takes rows from byte `from` on, up to the end of a stripe; gives how far it came. */
  async take(rows: ArrayBufferView, from: number): Promise<number> {
    const { width, height, channels, sampleType } = this.info;
    if (from === 0) {
      const left = (height - this.#begin) * this.#rowBytes - this.#filled;
      const fits = rows.byteLength > 0 && rows.byteLength % this.#rowBytes === 0 && rows.byteLength <= left;
      const expected = `whole rows of ${width} × ${channels} ${sampleType} samples (${this.#rowBytes} bytes each), at most ${left / this.#rowBytes}`;
      if (!fits) throw mismatch('invalid-image', 'image rows', expected, `${rows.byteLength} bytes`);
      const kind = classOf(rows).replace('Clamped', '');
      if (kind !== sampleArrays[sampleType].name)
        throw mismatch('invalid-image', 'image rows', sampleArrays[sampleType].name, kind);
    }
    const room = this.#currentRows() * this.#rowBytes - this.#filled;
    const count = Math.min(room, rows.byteLength - from);
    this.#rows.set(new Uint8Array(rows.buffer, rows.byteOffset + from, count), this.#rowBytes + this.#filled);
    this.#filled += count;
    if (count === room) await this.#encodeStripe();
    return from + count;
  }

  /** Encodes what stands behind the last row. */
  async finish(): Promise<void> {
    const { height } = this.info;
    if (this.#begin < height) {
      const rows = this.#begin + this.#filled / this.#rowBytes;
      throw mismatch('invalid-image', 'image rows', `${height} before close()`, String(rows));
    }
    const warning = this.#clipped.warning();
    if (warning) warningsOf(this.call)(warning, true);
    if (this.#striped)
      await this.#encode(this.#rows, { begin: height, end: height, summaries: this.#summaries.flat() });
    this.call.onProgress?.(1);
  }

  /** What was made since the last call. */
  output(): readonly WriterChunk[] {
    const made = this.#output;
    this.#output = [];
    return made;
  }

  #currentRows(): number {
    return Math.min(this.#stripeRows, this.info.height - this.#begin);
  }

  async #encodeStripe(): Promise<void> {
    const count = this.#currentRows();
    if (areClipped(this.info.sampleType, this.options)) {
      this.#clipped.add(
        new Float32Array(this.#rows.buffer, this.#rowBytes, (count * this.#rowBytes) / Float32Array.BYTES_PER_ELEMENT),
      );
    }
    const end = this.#begin + count;
    const above = this.#begin > 0 ? 0 : this.#rowBytes;
    const stripe: Stripe | undefined = this.#striped ? { begin: this.#begin, end } : undefined;
    await this.#encode(this.#rows.subarray(above, (count + 1) * this.#rowBytes), stripe);
    if (stripe) this.#summaries.push(stripe.summary!);
    this.#rows.copyWithin(0, count * this.#rowBytes, (count + 1) * this.#rowBytes);
    this.#begin = end;
    this.#filled = 0;
    if (end < this.info.height) this.call.onProgress?.(end / this.info.height);
  }

  async #encode(bytes: Uint8Array<ArrayBuffer>, stripe: Stripe | undefined): Promise<void> {
    const first = !stripe || stripe.begin === 0;
    const picture = {
      frames: [this.#pixels(bytes)],
      count: 1,
      metadata: first || stripe.begin === stripe.end ? this.metadata : undefined,
      stripe,
    };
    const sink = {
      write: (chunk: Uint8Array) => void this.#output.push(new Uint8Array(chunk)),
      patch: (position: number, chunk: Uint8Array) =>
        void this.#output.push({ type: 'write', position, data: new Uint8Array(chunk) }),
    };
    // What stands behind the last row takes no time.
    const isEnd = stripe !== undefined && stripe.begin === stripe.end;
    const cost = (): number =>
      encodeCost(this.format, [{ ...this.info, height: bytes.length / this.#rowBytes }], this.options);
    const { signal } = this.call;
    if (!isEnd && (await belongsInWorker(cost)))
      return encodePartInWorker(this.module, picture, this.format, this.options, sink, signal);
    encode(this.module, picture, this.format, this.options, sink, { signal });
  }

  #pixels(bytes: Uint8Array): Pixels {
    return { ...this.info, bytes, stride: this.#rowBytes };
  }

  /** Encodes one row, opaque and white, or gray in black, which is also an index, for the errors that it may give. */
  #check(): void {
    const { width, height, channels, sampleType } = this.info;
    const { maxWidth, maxHeight } = formats[this.format];
    if (width > maxWidth || height > maxHeight) {
      throw mismatch(
        'image-too-large',
        `${this.format} size`,
        `at most ${maxWidth} × ${maxHeight}`,
        `${width} × ${height}`,
      );
    }
    const row = new sampleArrays[sampleType](width * channels);
    if (channels > 1) row.fill(sampleType.startsWith('float') ? 1 : -1);
    const frame = { ...this.#pixels(new Uint8Array(row.buffer)), height: 1 };
    const sink = { write: () => {}, patch: () => {} };
    encode(this.module, { frames: [frame], count: 1, metadata: this.metadata }, this.format, this.options, sink, {});
  }
}

function allocated(size: number): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(size);
  } catch (cause) {
    throw new ImwriteError('out-of-memory', `out of memory: ${size} bytes for rows`, { cause });
  }
}
