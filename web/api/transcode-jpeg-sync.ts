// transcodeJpegSync(): transcodeJpeg() before the call returns.
import { mismatch, formatValue } from '../core/error.js';
import { bytesOf, isEncodedBytes } from '../input/encoded.js';
import { transcodeOrder } from '../options/transcode-options.js';
import { transcodeFileSync } from '../run/transcode-file.js';
import type { EncodedBytes } from '../types/image-source.js';
import type { TranscodeJpegOptions } from '../types/transcode.js';

/**
 * `transcodeJpeg` synchronously, in the calling thread, from the bytes of the file. Load the module first:
 * `await load('jpeg-transcode')`, and `'jxl-transcode'` for JPEG XL.
 *
 * @throws {@link ImwriteError} as `transcodeJpeg` does, and `not-loaded`.
 * @example const upright = transcodeJpegSync(bytes, { orientation: 'apply' });
 */
export function transcodeJpegSync(source: EncodedBytes, options?: TranscodeJpegOptions): Uint8Array<ArrayBuffer> {
  const order = transcodeOrder(options);
  order.signal?.throwIfAborted();
  if (typeof source !== 'object' || source === null || !isEncodedBytes(source)) {
    throw mismatch('unsupported-data', 'encoded image', 'bytes (Uint8Array, ArrayBuffer)', formatValue(source));
  }
  return transcodeFileSync(bytesOf(source), order).join();
}
