// Decoding a file, in the calling thread or in a worker. A module of its own: who writes raw pixels does not load it.
import { decodeCost } from '../codec/cost.js';
import { decode, layoutOf } from '../codec/decode.js';
import { withDecoder, withDecoderSync } from '../codec/decoder-name.js';
import { abortable } from '../core/abort.js';
import { checkLimits } from '../core/limits.js';
import { sniff } from '../input/encoded.js';
import { markRead } from '../metadata/metadata.js';
import type { FileDecodeOptions, CheckedDecodeOptions } from '../types/decode-options.js';
import type { DecodedFile } from '../types/decoded.js';
import { loadedModule, loadModule } from '../wasm/load.js';
import { decodeInWorker } from '../worker/client.js';
import { belongsInWorker } from '../worker/place.js';

export async function decodeFile(
  bytes: Uint8Array,
  given: FileDecodeOptions,
  signal?: AbortSignal,
): Promise<DecodedFile> {
  const options = plain(given);
  const format = sniff(bytes);
  return marked(
    await withDecoder(format, async (name) => {
      const module = await abortable(loadModule(name), signal);
      const cost = (): number => decodeCost(format, layoutOf(module, bytes, options));
      const inWorker = await abortable(belongsInWorker(cost), signal);
      sniff(bytes); // once more: they may have been detached meanwhile
      if (inWorker) return decodeInWorker(module, bytes, format, options, signal);
      signal?.throwIfAborted();
      return decode(module, bytes, format, options);
    }),
  );
}

export function decodeFileSync(bytes: Uint8Array, given: FileDecodeOptions): DecodedFile {
  const options = plain(given);
  const format = sniff(bytes);
  return marked(withDecoderSync(format, (name) => decode(loadedModule(name), bytes, format, options)));
}

/** Here, as a worker knows nothing of configure(). */
function plain({ limits, maxPixels, ...options }: FileDecodeOptions): CheckedDecodeOptions {
  return { ...options, ...checkLimits({ limits, maxPixels }) };
}

function marked(file: DecodedFile): DecodedFile {
  for (const { metadata } of [file, ...file.images]) markRead(metadata);
  return file;
}
