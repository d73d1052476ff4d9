// What imwriteMulti() and imwriteAnimation() have in common: the request, and reading pictures, all or one by one.
import { hasSameColor } from '../codec/color.js';
import { type ImwriteError, mismatch, formatValue } from '../core/error.js';
import { readCallOf } from '../input/source.js';
import { splitOptions, type SplitOptions } from '../options/options.js';
import { Chunks } from '../output/chunks.js';
import type { FormatName } from '../types/format-facts.js';
import type { ImageSource } from '../types/image-source.js';
import type { SourcePicture } from '../types/picture.js';
import type { SourcePixels } from '../types/source-pixels.js';
import { encodePicture } from './encode-picture.js';
import { readSourceSync } from './resolve-source-sync.js';
import { readSource } from './resolve-source.js';

/** What is asked for, checked before a picture is read. */
export function requestOf(
  format: FormatName,
  options: object | undefined,
  others: readonly string[] = [],
): SplitOptions {
  const request = splitOptions(options, format, others);
  request.call.signal?.throwIfAborted();
  return request;
}

export async function encodeAll(
  picture: Omit<SourcePicture, 'metadata'>,
  { format, call, codec, metadata }: SplitOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks = new Chunks();
  await encodePicture({ ...picture, metadata }, format, codec, chunks, call);
  return chunks.joinLater();
}

export async function readAll(
  sources: Iterable<ImageSource> | AsyncIterable<ImageSource> | undefined,
  what: string,
  { call, codec }: SplitOptions,
): Promise<SourcePixels[]> {
  if (!isIterable(sources, Symbol.iterator) && !isIterable(sources, Symbol.asyncIterator))
    throw invalid(what, 'an array or another iterable of images', sources);
  const images: SourcePixels[] = [];
  for await (const source of sources!) images.push(await readSource(source, readCallOf(call, codec)));
  if (images.length === 0) throw invalid(what, 'at least one', 0);
  return images;
}

function isIterable(sources: unknown, by: typeof Symbol.iterator | typeof Symbol.asyncIterator): boolean {
  return typeof (Object(sources) as Record<symbol, unknown>)[by] === 'function';
}

/** Frames that are not there yet: those of a list are read in any case. */
export function isLazy(sources: unknown): sources is Iterable<ImageSource> {
  return isIterable(sources, Symbol.iterator) && !Array.isArray(sources);
}

type Result = IteratorResult<ImageSource, unknown>;

/** Pages or frames one by one. The first is read at once, as its color space is to be that of all. */
export function lazily(
  source: Iterator<ImageSource>,
  begin: Result,
  what: 'page' | 'frame',
  { metadata: { given, carried }, call, codec }: SplitOptions,
): { readonly first: SourcePixels | undefined; readonly frames: Iterable<SourcePixels> } {
  const read = ({ done, value }: Result): SourcePixels | undefined => {
    if (done) return undefined;
    const pixels = readSourceSync(value, readCallOf(call, codec));
    if (pixels.colorSpace)
      throw invalid(what, `'srgb' pixels, where ${what}s are asked for one by one`, pixels.colorSpace);
    return pixels;
  };
  const first = read(begin);
  function* all(): Generator<SourcePixels> {
    try {
      for (let page = first; page; page = read(source.next())) {
        if (carried !== 'none' && !given.icc && !hasSameColor(page, first!)) {
          throw invalid(
            what,
            `the color space of the first, where ${what}s are asked for one by one (metadata 'none' leaves it out)`,
            'another',
          );
        }
        yield page;
      }
    } finally {
      source.return?.();
    }
  }
  return { first, frames: all() };
}

export function invalid(what: string, expected: string, actual: unknown): ImwriteError {
  return mismatch('invalid-image', what, expected, formatValue(actual));
}
