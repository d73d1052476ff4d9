// imwrite(): pixels in, the bytes of a file out.
import { encodeOne } from '../run/encode-one.js';
import type { FormatName } from '../types/format-facts.js';
import type { ImageSource } from '../types/image-source.js';
import type { ImwriteOptions } from '../types/options.js';

/**
 * Encodes an image.
 *
 * @param source - The image; it is only read, and must stay as it is until the call is done.
 * @param format - `'jpeg'`, `'png'`, `'webp'` or `'tiff'`, or anything that names one: an alias (`'jpg'`), a MIME type
 * (`'image/jpeg'`), a file name or a path.
 * @param options - The options of the format (see `formats`), the options of every format (`background`, `alpha`, `depth`, `dither`),
 * `metadata`, `maxBytes`, `signal` and `onProgress`.
 * @returns The bytes of the file, in an array that owns its whole buffer.
 * @throws {@link ImwriteError} `unknown-format`, `unknown-option`, `invalid-option`, `invalid-image`,
 * `unsupported-image`, `image-too-large`, `out-of-memory`, `load-failed`, `unsupported-engine` or `internal`; for an
 * encoded source also `unsupported-data` and `corrupt-data`.
 * @example const bytes = await imwrite(imageData, 'jpeg', { quality: 90 });
 */
export async function imwrite<F extends FormatName>(
  source: ImageSource,
  format: F,
  options?: ImwriteOptions<F>,
): Promise<Uint8Array<ArrayBuffer>> {
  return (await encodeOne(source, format, options)).encode.bytes;
}
