// imwrite() and imwriteSync(): pixels in, the bytes of a file out.
import { encodePicture, encodePictureSync } from './codec/run.js';
import { formatOf, type FormatName } from './format.js';
import { readSource, readSourceSync, type ImageSource } from './input/source.js';
import { splitOptions, type ImwriteOptions } from './options.js';
import { Chunks } from './output/chunks.js';

/**
 * Encodes an image.
 *
 * @param source - The image; it is only read, and must stay as it is until the call is done.
 * @param format - `'jpeg'`, `'png'`, `'webp'` or `'tiff'`, or anything that names one: an alias (`'jpg'`), a MIME type
 * (`'image/jpeg'`), a file name or a path.
 * @param options - The options of the format (see `formats`), those of every format (`background`, `alpha`, `depth`),
 * `metadata`, `signal` and `onProgress`.
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
  const name = formatOf(format);
  const { call, codec, metadata } = splitOptions(options);
  call.signal?.throwIfAborted();
  const image = await readSource(source, call.signal);
  const chunks = new Chunks();
  await encodePicture({ frames: [image], count: 1, metadata }, name, codec, chunks, call);
  return chunks.join();
}

/**
 * Encodes an image before it returns, always in the calling thread. The encoder must be there: `await load('png')`; for
 * an encoded source the decoder as well: `await load('png', 'jpeg-decode')`. A `Blob`, or an `<img>` that is still
 * loading, needs the asynchronous `imwrite`.
 *
 * @returns The bytes of the file, in an array that owns its whole buffer.
 * @throws {@link ImwriteError} as `imwrite` does, and `not-loaded`.
 * @example const bytes = imwriteSync(image, 'png', { compressionLevel: 9 });
 */
export function imwriteSync<F extends FormatName>(
  source: ImageSource,
  format: F,
  options?: ImwriteOptions<F>,
): Uint8Array<ArrayBuffer> {
  const name = formatOf(format);
  const { call, codec, metadata } = splitOptions(options);
  call.signal?.throwIfAborted();
  const image = readSourceSync(source);
  const chunks = new Chunks();
  encodePictureSync({ frames: [image], count: 1, metadata }, name, codec, chunks, call);
  return chunks.join();
}
