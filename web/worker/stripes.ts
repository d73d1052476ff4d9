// One picture on several workers: each encodes a stripe of it, and the outputs, one after the other, are the file.
import { attached, encode } from '../codec/encode.js';
import { ImwriteError } from '../core/error.js';
import type { Format } from '../types/generated.js';
import type { CallOptions, CodecOptions } from '../types/options.js';
import type { Picture } from '../types/picture.js';
import type { Pixels, Stripe } from '../types/pixels.js';
import type { Sink } from '../types/sink.js';
import type { SourcePixels } from '../types/source-pixels.js';
import type { CompiledModule } from '../wasm/compiled-module.js';
import type { EncoderModule } from '../wasm/module.js';
import { packed } from './packed.js';
import type { PoolWorker } from './pool-worker.js';
import { limit, withWorker } from './pool.js';
import { deserializeError, ticket } from './protocol.js';
import { releaseBuffer } from './buffer-pool.js';

/** No smaller picture has stripes that are worth asking for. */
const MIN_PIXELS = 1_000_000;

/** A picture that workers can share. */
interface Striped {
  readonly module: CompiledModule<EncoderModule>;
  readonly picture: Picture<SourcePixels>;
  readonly image: Pixels;
  readonly format: Format;
  readonly options: CodecOptions;
  /** Rows of each stripe; the last one has the rest. */
  readonly rows: number;
  /** Whether all stripes are counted before the first is encoded. */
  readonly counted: boolean;
}

/** The picture as stripes; undefined when it has none, or no second worker is there for them. */
export function stripesOf(
  module: CompiledModule<EncoderModule>,
  picture: Picture<SourcePixels>,
  format: Format,
  options: CodecOptions,
): Striped | undefined {
  const { frames, count, animation } = picture;
  if (count !== 1 || animation || !Array.isArray(frames) || limit() < 2) return undefined;
  const { owned: _, ...image } = attached(frames[0] as SourcePixels, format);
  if (image.width * image.height < MIN_PIXELS) return undefined;
  const { rows, counted } = module.run((instance) => instance.stripes(image, format, options));
  return rows > 0 ? { module, picture, image, format, options, rows, counted } : undefined;
}

/** Encodes into `sink` what the whole picture becomes in one call, with the same errors. */
export async function encodeStripes(striped: Striped, sink: Sink, call: CallOptions): Promise<void> {
  const { module, picture, image, format, options, rows, counted } = striped;
  const { height } = image;
  const count = Math.ceil(height / rows);
  const progress = new Progress(counted ? 2 * count : count, call.onProgress);
  const from = (first: number) =>
    call.onProgress && ((index: number, share: number) => progress.report(first + index, share));
  const counts = counted ? await inWorkers(striped, { counts: true }, () => {}, from(0), call.signal) : undefined;
  const totals = counts?.reduce((sums, summary) => sums.map((sum, i) => sum + summary[i]!));
  const output = new OrderedOutput(sink);
  const write = (index: number, pieces: readonly Uint8Array[]): void => output.write(index, pieces);
  const summaries = await inWorkers(striped, { totals }, write, from(counted ? count : 0), call.signal);
  const end = {
    frames: [image],
    count: 1,
    stripe: { begin: height, end: height, summaries: summaries.flat() },
    metadata: picture.metadata,
  };
  encode(module, end, format, options, sink, { signal: call.signal });
  progress.finish();
}

/** Goes through all stripes, as many at once as there may be workers. @returns Their summaries. */
async function inWorkers(
  { module, picture, image, format, options, rows }: Striped,
  pass: Pick<Stripe, 'counts' | 'totals'>,
  write: (index: number, pieces: readonly Uint8Array[]) => void,
  report: ((index: number, share: number) => void) | undefined,
  signal: AbortSignal | undefined,
): Promise<readonly (readonly number[])[]> {
  const { height } = image;
  const count = Math.ceil(height / rows);
  const summaries: (readonly number[])[] = [];
  const failures = new Map<number, unknown>();
  let next = 0;

  const encodeOne = async (index: number, worker: PoolWorker): Promise<void> => {
    const stripe = { begin: index * rows, end: Math.min((index + 1) * rows, height), ...pass };
    const frame = packed(attached(image, format), Math.max(0, stripe.begin - 1), stripe.end, rows + 1);
    const part = { frames: [frame], count: 1, stripe, metadata: index === 0 ? picture.metadata : undefined };
    const reply = await worker.run(
      { kind: 'encode', module: ticket(module), picture: part, format, options, progress: report !== undefined },
      [frame.bytes.buffer],
      (reply) => {
        if (reply.kind === 'progress' && failures.size === 0) report?.(index, reply.fraction);
      },
    );
    if (reply.kind === 'failed') return void failures.set(index, deserializeError(reply.error));
    if (reply.kind !== 'striped')
      throw new ImwriteError('internal', `the worker replied '${reply.kind}' to a stripe`, { format });
    summaries[index] = reply.summary;
    releaseBuffer(reply.room);
    if (failures.size === 0) write(index, reply.pieces);
  };
  const workers = Math.min(count, limit());
  // After a failure no stripe begins. Those before it have begun, and if one of them fails, too, it is the one to tell.
  const work = async (worker: PoolWorker, least: number): Promise<void> => {
    while (count - next >= least && failures.size === 0) {
      const index = next++;
      await encodeOne(index, worker).catch((error) => {
        failures.set(index, error);
        throw error;
      });
    }
  };
  // Two at once, so that the worker has its next stripe when one is done; but not one that a worker would wait for.
  const share = (): Promise<unknown> =>
    withWorker((worker) => Promise.all([work(worker, 1), work(worker, workers)]), signal);
  const shares = await Promise.allSettled(Array.from({ length: workers }, share));
  if (failures.size > 0) throw failures.get(Math.min(...failures.keys()));
  for (const share of shares) if (share.status === 'rejected') throw share.reason;
  return summaries;
}

/** Passes on the outputs of stripes from top to bottom, however they come. */
class OrderedOutput {
  readonly #waiting = new Map<number, readonly Uint8Array[]>();
  #next = 0;

  constructor(private readonly sink: Sink) {}

  write(index: number, pieces: readonly Uint8Array[]): void {
    this.#waiting.set(index, pieces);
    for (let ready; (ready = this.#waiting.get(this.#next)); ++this.#next) {
      this.#waiting.delete(this.#next);
      for (const piece of ready) this.sink.write(piece, true);
    }
  }
}

/** The share that all stripes together have done. */
class Progress {
  readonly #shares: number[];
  #reported = 0;

  constructor(
    count: number,
    private readonly listener: CallOptions['onProgress'],
  ) {
    this.#shares = new Array<number>(count).fill(0);
  }

  report(index: number, share: number): void {
    this.#shares[index] = share;
    const sum = this.#shares.reduce((sum, one) => sum + one, 0) / this.#shares.length;
    if (sum <= this.#reported || sum >= 1) return;
    this.#reported = sum;
    this.listener?.(sum);
  }

  finish(): void {
    this.listener?.(1);
  }
}
