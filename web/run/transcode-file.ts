// Changing a file without decoding its pixels, in the calling thread or in a worker.
import { transcode } from '../codec/transcode.js';
import { abortable } from '../core/abort.js';
import { transcodedFormat, transcodedFormats } from '../generated/modules.js';
import { sniffAmong } from '../input/encoded.js';
import type { TranscodeOrder } from '../options/transcode-options.js';
import { Chunks } from '../output/chunks.js';
import type { TranscodedFormat } from '../types/generated.js';
import type { Sink } from '../types/sink.js';
import type { Changes } from '../types/transcode.js';
import { loadedModule, loadModule } from '../wasm/load.js';
import { transcodeInWorker } from '../worker/client.js';
import { belongsInWorker } from '../worker/place.js';

/** Milliseconds a byte of a file, as in codec/cost.ts, where it is changed, and where it is packed or restored. */
const [CHANGE_COST, PACK_COST] = [40e-6, 200e-6];

/** One call of a module. That of a format that packs another makes a file of it, and the other one again. */
interface Step {
  readonly format: TranscodedFormat;
  readonly changes: Changes;
}

function stepsOf(bytes: Uint8Array, { to, changing, unchanged, packing }: TranscodeOrder): Step[] {
  const source = sniffAmong(transcodedFormats, bytes);
  const packs = (format: TranscodedFormat): boolean => format !== transcodedFormat;
  const steps: Step[] = [];
  if (packs(source)) steps.push({ format: source, changes: unchanged });
  if (changing) steps.push({ format: transcodedFormat, changes: changing });
  else if (!packs(source) && !packs(to)) steps.push({ format: transcodedFormat, changes: unchanged });
  if (packs(to)) steps.push({ format: to, changes: packing });
  return steps;
}

export async function transcodeFile(bytes: Uint8Array, order: TranscodeOrder, sink: Sink): Promise<void> {
  const steps = stepsOf(bytes, order);
  let file = bytes;
  for (const [index, step] of steps.entries()) {
    if (index === steps.length - 1) return runStep(file, step, sink, order.signal);
    const chunks = new Chunks();
    await runStep(file, step, chunks, order.signal);
    file = await chunks.joinLater();
  }
}

async function runStep(
  bytes: Uint8Array,
  { format, changes }: Step,
  sink: Sink,
  signal: AbortSignal | undefined,
): Promise<void> {
  const module = await abortable(loadModule(`${format}-transcode`), signal);
  const inWorker = await abortable(
    belongsInWorker(() => bytes.length * (format === transcodedFormat ? CHANGE_COST : PACK_COST)),
    signal,
  );
  sniffAmong(transcodedFormats, bytes); // once more: they may have been detached meanwhile
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
