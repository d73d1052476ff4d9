// Changing a file without decoding its pixels, in the calling thread or in a worker.
import { transcode } from '../codec/transcode.js';
import { abortable } from '../core/abort.js';
import { transcodedFormats } from '../generated/modules.js';
import { sniffAmong } from '../input/encoded.js';
import type { TranscodeOrder } from '../options/transcode-options.js';
import { Chunks } from '../output/chunks.js';
import type { Sink } from '../types/sink.js';
import type { Changes, TranscodeTarget } from '../types/transcode.js';
import { loadedModule, loadModule } from '../wasm/load.js';
import { transcodeInWorker } from '../worker/client.js';
import { belongsInWorker } from '../worker/place.js';

/** Milliseconds a byte of a file, as in codec/cost.ts. */
const TRANSCODE_COST: Readonly<Record<TranscodeTarget, number>> = { jpeg: 40e-6, jxl: 200e-6 };

/** One call of a module. The one for JPEG XL makes it of a JPEG, and a JPEG of it. */
interface Step {
  readonly format: TranscodeTarget;
  readonly changes: Changes;
}

function stepsOf(bytes: Uint8Array, { to, jpeg, unchanged, packing }: TranscodeOrder): Step[] {
  const source = sniffAmong(transcodedFormats, bytes);
  const recoded = jpeg ?? (source === 'jpeg' && to === 'jpeg' ? unchanged : undefined);
  return [
    ...(source === 'jxl' ? [{ format: source, changes: unchanged }] : []),
    ...(recoded ? [{ format: 'jpeg', changes: recoded } as const] : []),
    ...(to === 'jxl' ? [{ format: to, changes: packing }] : []),
  ];
}

export async function transcodeFile(bytes: Uint8Array, order: TranscodeOrder, sink: Sink): Promise<void> {
  const steps = stepsOf(bytes, order);
  let file = bytes;
  for (const [index, step] of steps.entries()) {
    if (index === steps.length - 1) return runStep(file, step, sink, order.signal);
    const chunks = new Chunks();
    await runStep(file, step, chunks, order.signal);
    file = chunks.join();
  }
}

async function runStep(
  bytes: Uint8Array,
  { format, changes }: Step,
  sink: Sink,
  signal: AbortSignal | undefined,
): Promise<void> {
  const begins = sniffAmong(transcodedFormats, bytes);
  const module = await abortable(loadModule(`${format}-transcode`), signal);
  const inWorker = await abortable(
    belongsInWorker(() => bytes.length * TRANSCODE_COST[format]),
    signal,
  );
  sniffAmong([begins], bytes); // once more: they may have been detached meanwhile
  if (inWorker) return transcodeInWorker(module, bytes, format, changes, sink, signal);
  transcode(module, bytes, format, changes, sink, signal);
}

export function transcodeFileSync(bytes: Uint8Array, order: TranscodeOrder): Chunks {
  let file = bytes;
  let chunks = new Chunks();
  for (const [index, { format, changes }] of stepsOf(bytes, order).entries()) {
    if (index > 0) file = chunks.join();
    chunks = new Chunks();
    transcode(loadedModule(`${format}-transcode`), file, format, changes, chunks, order.signal);
  }
  return chunks;
}
