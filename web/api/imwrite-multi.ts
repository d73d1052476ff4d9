// imwriteMulti(): pages in, the bytes of one file out.
import { encodeAll, isLazy, lazily, readAll, requestOf } from '../run/sequence.js';
import type { FormatName } from '../types/format-facts.js';
import type { ImageSource } from '../types/image-source.js';
import type { EncodeOptions } from '../types/options.js';

/**
 * Encodes pages into one file: TIFF. They may differ in size, channels and depth. Arrays and asynchronous iterables are
 * read before the encode begins; the pages of any other iterable, such as a generator, are asked for one by one while it
 * runs, so that memory does not grow with their number (they must be sources that `imwriteSync` takes); a worker gets all at once.
 *
 * @returns The bytes of the file, in an array that owns its whole buffer.
 * @throws {@link ImwriteError} as `imwrite` does; `unsupported-image` for more than one page in a format without pages.
 * @example const bytes = await imwriteMulti([first, second], 'tiff');
 */
export async function imwriteMulti<F extends FormatName>(
  pages: Iterable<ImageSource> | AsyncIterable<ImageSource>,
  format: F,
  options?: EncodeOptions<F>,
): Promise<Uint8Array<ArrayBuffer>> {
  const request = requestOf(format, options);
  if (isLazy(pages)) {
    const source = pages[Symbol.iterator]();
    // How many there are is not known before the last: 0, as in TIFF's PageNumber.
    return encodeAll({ ...lazily(source, source.next(), 'page', request), count: 0 }, request);
  }
  const frames = await readAll(pages, 'pages', request);
  return encodeAll({ frames, count: frames.length }, request);
}
