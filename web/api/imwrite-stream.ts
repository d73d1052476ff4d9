// imwriteStream(): the encoded image as a stream of chunks.
import { onAbort } from '../core/abort.js';
import { formats } from '../generated/formats.js';
import { splitOptions } from '../options/options.js';
import { Chunks } from '../output/chunks.js';
import { encodePicture } from '../run/encode-picture.js';
import { readSource } from '../run/resolve-source.js';
import type { FormatName } from '../types/format-facts.js';
import type { ImageSource } from '../types/image-source.js';
import type { EncodeOptions } from '../types/options.js';
import type { Sink } from '../types/sink.js';

/**
 * Encodes `source` into a stream. Chunks leave as they are made; formats that are not `streaming` (TIFF, which fills in
 * its header at the end) come as one chunk. Errors arrive through the stream, and cancelling it stops the encode. In the
 * calling thread the encode runs in one go, so chunks queue up; in worker mode they arrive while it runs.
 *
 * @param format - A format, or anything that names one, as for `imwrite`.
 * @returns A stream that fails with an {@link ImwriteError} as `imwrite` does.
 * @example await imwriteStream(image, 'png').pipeTo(writable);
 */
export function imwriteStream<F extends FormatName>(
  source: ImageSource,
  format: F,
  options?: EncodeOptions<F>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const cancelled = new AbortController();
  return new ReadableStream({
    start: (controller) => fill(controller, cancelled, source, format, options),
    cancel: (reason) => cancelled.abort(reason),
  });
}

async function fill(
  controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>,
  cancelled: AbortController,
  source: ImageSource,
  formatName: FormatName,
  options: object | undefined,
): Promise<void> {
  const { format, call, codec, metadata } = splitOptions(options, formatName);
  call.signal?.throwIfAborted();
  const ignore = onAbort(call.signal, () => cancelled.abort(call.signal?.reason));
  try {
    const image = await readSource(source, { ...call, signal: cancelled.signal });
    const whole = formats[format].streaming ? undefined : new Chunks();
    const sink: Sink = whole ?? {
      write: (chunk, owned) => controller.enqueue(owned ? (chunk as Uint8Array<ArrayBuffer>) : new Uint8Array(chunk)),
      patch: () => {}, // a streaming format never does
    };
    await encodePicture({ frames: [image], count: 1, metadata }, format, codec, sink, {
      ...call,
      signal: cancelled.signal,
    });
    if (whole) controller.enqueue(whole.join());
    controller.close();
  } finally {
    ignore();
  }
}
