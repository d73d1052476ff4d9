// Running a codec where the settings say: in the calling thread or in a worker.
import { abortable } from '../abort.js';
import { mismatch } from '../error.js';
import type { Format } from '../generated/formats.js';
import { sniff } from '../input/encoded.js';
import type { SourcePixels } from '../input/source.js';
import type { CallOptions, CodecOptions } from '../options.js';
import { settings } from '../settings.js';
import { loadedModule, loadModule } from '../wasm/load.js';
import { decodeInWorker, encodeInWorker } from '../worker/client.js';
import { decode, type DecodedImage, type DecodeOptions } from './decode.js';
import { encode, type Sink } from './encode.js';

/** Encodes into `sink`. In worker mode, owned pixels are given away. */
export async function encodePixels(
  image: SourcePixels,
  format: Format,
  options: CodecOptions,
  sink: Sink,
  call: CallOptions,
): Promise<void> {
  const module = await abortable(loadModule(`${format}-encode`), call.signal);
  if (image.bytes.byteLength === 0) {
    const expected = 'a buffer that stays until the call is done';
    throw mismatch('invalid-image', 'image data', expected, 'one that was detached meanwhile', { format });
  }
  if (settings.worker) return encodeInWorker(module, image, format, options, sink, call);
  encode(module, image, format, options, sink, call);
}

export function encodePixelsSync(
  image: SourcePixels,
  format: Format,
  options: CodecOptions,
  sink: Sink,
  call: CallOptions,
): void {
  encode(loadedModule(`${format}-encode`), image, format, options, sink, call);
}

export async function decodeBytes(bytes: Uint8Array, options: DecodeOptions, signal?: AbortSignal): Promise<DecodedImage> {
  const format = sniff(bytes);
  const module = await abortable(loadModule(`${format}-decode`), signal);
  sniff(bytes); // once more: they may have been detached meanwhile
  if (settings.worker) return decodeInWorker(module, bytes, format, options, signal);
  return decode(module, bytes, format, options);
}

export function decodeBytesSync(bytes: Uint8Array, options: DecodeOptions): DecodedImage {
  const format = sniff(bytes);
  return decode(loadedModule(`${format}-decode`), bytes, format, options);
}
