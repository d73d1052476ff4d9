// transcodeJpeg(): a JPEG becomes another, or a JPEG XL, without a pixel being decoded.
import { transcodeOrder } from '../options/transcode-options.js';
import { Chunks } from '../output/chunks.js';
import { readInput } from '../run/read-input.js';
import { transcodeFile } from '../run/transcode-file.js';
import type { EncodedSource } from '../types/image-source.js';
import type { TranscodeJpegOptions } from '../types/transcode.js';

/**
 * Rotates, flips, crops or recodes a JPEG file without loss: its coefficients keep their values. What
 * `progressive`, `optimizeCoding`, `arithmeticCoding` and `restartInterval` do not change stays as the file has it.
 *
 * With `to: 'jxl'` the result is a JPEG XL file of the same coefficients, about a sixth smaller. Given to this function, it
 * becomes the JPEG again, byte for byte, as do files that other programs packed.
 *
 * A rotation moves whole MCUs (8 × 8 to 32 × 32 pixels, depending on the file's subsampling); see `edges` for partial ones. The order is: `orientation`, `rotate`, `flip`, `crop`.
 *
 * @param source - A path (as `imread` takes it), a `Blob` or `File`, or the bytes of a JPEG, or of a JPEG XL made of one; only read.
 * @returns The bytes of the file, in an array that owns its whole buffer.
 * @throws {@link ImwriteError} `unknown-option`, `invalid-option` (also where the file's MCUs do not allow a turn or
 * crop), `unsupported-data` (no JPEG, or one of 12 bits or lossless coding; for JPEG XL, of arithmetic coding or CMYK), `corrupt-data` (also truncated files),
 * `image-too-large`, `read-failed`, `out-of-memory`, `load-failed`, `unsupported-engine` or `internal`.
 * @example const bytes = await transcodeJpeg(file, { rotate: 90, edges: 'trim', progressive: true });
 */
export async function transcodeJpeg(
  source: EncodedSource,
  options?: TranscodeJpegOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const order = transcodeOrder(options);
  order.signal?.throwIfAborted();
  const chunks = new Chunks();
  await transcodeFile(await readInput(source, order.signal), order, chunks);
  return chunks.joinLater();
}
