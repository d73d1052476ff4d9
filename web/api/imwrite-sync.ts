// imwriteSync(): pixels in, the bytes of a file out, before the call returns.
import { QualitySearch } from '../codec/quality-search.js';
import { readCallOf } from '../input/source.js';
import { checkedOptions, splitOptions } from '../options/options.js';
import { Chunks } from '../output/chunks.js';
import { finish, partOf } from '../run/attempts.js';
import { encodePictureSync } from '../run/encode-picture-sync.js';
import { readSourceSync } from '../run/resolve-source-sync.js';
import type { FormatName } from '../types/format-facts.js';
import type { ImageSource } from '../types/image-source.js';
import type { ImwriteOptions, SizeOptions } from '../types/options.js';

/**
 * Encodes an image synchronously, in the calling thread. Load the encoder first: `await load('png')`; for an encoded
 * source the decoder as well: `await load('png', 'jpeg-decode')`. A `Blob`, or an `<img>` that is still
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
  const { maxBytes, ...others } = checkedOptions<SizeOptions>(options);
  const { format: name, call, codec, metadata } = splitOptions(others, format, ['maxBytes']);
  const search = new QualitySearch(name, codec, maxBytes);
  call.signal?.throwIfAborted();
  const image = readSourceSync(source, readCallOf(call, codec));
  for (let attempt = search.next(); attempt; attempt = search.next()) {
    const chunks = new Chunks();
    encodePictureSync({ frames: [image], count: 1, metadata }, name, attempt, chunks, partOf(call, search));
    search.report(chunks.join());
  }
  return finish(search, call).bytes;
}
