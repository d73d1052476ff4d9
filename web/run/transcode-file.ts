// Changing a file without decoding its pixels, in the calling thread or in a worker.
import { transcode } from '../codec/transcode.js';
import { abortable } from '../core/abort.js';
import { transcodedFormats } from '../generated/modules.js';
import { sniffAmong } from '../input/encoded.js';
import type { Sink } from '../types/sink.js';
import type { Changes } from '../types/transcode.js';
import { loadedModule, loadModule } from '../wasm/load.js';
import { transcodeInWorker } from '../worker/client.js';
import { belongsInWorker } from '../worker/place.js';

/** Milliseconds a byte of a file, as in codec/cost.ts. */
const TRANSCODE_COST = 40e-6;

export async function transcodeFile(
  bytes: Uint8Array,
  changes: Changes,
  sink: Sink,
  signal: AbortSignal | undefined,
): Promise<void> {
  const format = sniffAmong(transcodedFormats, bytes);
  const module = await abortable(loadModule(`${format}-transcode`), signal);
  const inWorker = await abortable(
    belongsInWorker(() => bytes.length * TRANSCODE_COST),
    signal,
  );
  sniffAmong([format], bytes); // once more: they may have been detached meanwhile
  if (inWorker) return transcodeInWorker(module, bytes, format, changes, sink, signal);
  transcode(module, bytes, format, changes, sink, signal);
}

export function transcodeFileSync(
  bytes: Uint8Array,
  changes: Changes,
  sink: Sink,
  signal: AbortSignal | undefined,
): void {
  const format = sniffAmong(transcodedFormats, bytes);
  transcode(loadedModule(`${format}-transcode`), bytes, format, changes, sink, signal);
}
