// imwritemulti() and imwriteAnimation(): several pictures in one file.
import { hasSameColor } from './codec/color.js';
import { QualitySearch } from './codec/quality-search.js';
import type { SourcePicture } from './codec/picture.js';
import { encodePicture } from './codec/run.js';
import { colorForms, cssColor, type Rgba } from './css-color.js';
import { ImwriteError, mismatch, show } from './error.js';
import { formatOf, type FormatName } from './format.js';
import type { Format } from './generated/formats.js';
import { encodeBest } from './imwrite.js';
import { isRawImage } from './input/raw.js';
import { readCallOf, readSource, type ImageSource, type SourcePixels } from './input/source.js';
import { readSourceSync } from './input/source-sync.js';
import { checkedOptions, splitOptions, type EncodeOptions, type ImwriteOptions, type SizeOptions } from './options.js';
import { Chunks } from './output/chunks.js';

/** Frames of an animation, and how they play. All have the same size and channels. */
export interface AnimationSource {
  readonly frames: Iterable<ImageSource> | AsyncIterable<ImageSource>;
  /** In milliseconds, whole numbers: one for each frame, or one for all. */
  readonly durations: number | readonly number[];
  /** How often it plays; 0, the default, is for ever. At most 65535. */
  readonly loop?: number | undefined;
  /** What viewers may show where no frame is: a CSS colour, or RGB or RGBA from 0 to 255. Default: transparent. */
  readonly background?: string | readonly number[] | undefined;
}

/**
 * Encodes pages into one file: TIFF. They may differ in size, channels and depth. Arrays and asynchronous iterables are
 * read before the encode begins; the pages of any other iterable, such as a generator, are asked for one by one while it
 * runs, so that memory does not grow with their number (they must be sources that `imwriteSync` takes); a worker gets all at once.
 *
 * @returns The bytes of the file, in an array that owns its whole buffer.
 * @throws {@link ImwriteError} as `imwrite` does; `unsupported-image` for a format without pages.
 * @example const bytes = await imwritemulti([first, second], 'tiff');
 */
export async function imwritemulti<F extends FormatName>(
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

/**
 * Encodes an animation: WebP or PNG. Only what changes from frame to frame is stored. With `maxBytes`, all frames of a
 * lossy WebP have the one highest quality at which the file is not larger.
 *
 * A generator of pixels in memory is asked for one frame after the other while the encode runs, so that memory does not grow
 * with their number. Other frames, those of an asynchronous iterable or with `maxBytes`, are read first; a worker gets all at once.
 *
 * @returns The bytes of the file, in an array that owns its whole buffer.
 * @throws {@link ImwriteError} as `imwrite` does; `unsupported-image` for a format without animation.
 * @example const bytes = await imwriteAnimation({ frames, durations: 100 }, 'webp');
 */
export async function imwriteAnimation<F extends FormatName>(
  animation: AnimationSource,
  format: F,
  options?: ImwriteOptions<F>,
): Promise<Uint8Array<ArrayBuffer>> {
  const { maxBytes, ...others } = checkedOptions<SizeOptions>(options);
  const request = requestOf(format, others, ['maxBytes']);
  const search = new QualitySearch(request.format, request.codec, maxBytes);
  const { frames, durations, loop, background } = checkedOptions(animation);
  const facts = { loop: whole('loop', loop ?? 0, 65535), background: rgba(background) };
  let sources = frames;
  if (isLazy(frames) && maxBytes === undefined) {
    const source = frames[Symbol.iterator]();
    const first = source.next();
    if (!first.done && isRawImage(Object(first.value) as object) && !readSourceSync(first.value, readCallOf(request.call, request.codec)).colorSpace) {
      const { first: known, frames: all } = lazily(source, first, 'frame', request);
      return encodeAll({ frames: timedOneByOne(all, durations), first: known, count: 0, animation: facts }, request);
    }
    sources = from(first, source);
  }
  const images = await readAll(sources, 'frames', request);
  const times = Array.isArray(durations) ? durations : images.map(() => durations);
  if (times.length !== images.length) throw invalid('durations', `${images.length}, one for each frame`, times.length);
  const timed = images.map((image, index) => ({ ...image, duration: durationOf(times, index) }));
  // Pixels that may be encoded again are not given away.
  const kept = maxBytes === undefined ? timed : timed.map((image) => ({ ...image, owned: false }));
  const picture = { frames: kept, count: kept.length, animation: facts, metadata: request.metadata };
  return (await encodeBest(search, picture, request.format, request.call)).bytes;
}

/** What is asked for, checked before a picture is read. */
interface Request extends ReturnType<typeof splitOptions> {
  readonly format: Format;
}

function requestOf(formatName: FormatName, options: object | undefined, others: readonly string[] = []): Request {
  const format = formatOf(formatName);
  const request = { format, ...splitOptions(options, format, others) };
  request.call.signal?.throwIfAborted();
  return request;
}

async function encodeAll(picture: Omit<SourcePicture, 'metadata'>, { format, call, codec, metadata }: Request): Promise<Uint8Array<ArrayBuffer>> {
  const chunks = new Chunks();
  await encodePicture({ ...picture, metadata }, format, codec, chunks, call);
  return chunks.joinLater();
}

type Result = IteratorResult<ImageSource, unknown>;

/** Pages or frames one by one. The first is read at once, as its color space is to be that of all. */
function lazily(
  source: Iterator<ImageSource>,
  begin: Result,
  what: 'page' | 'frame',
  { metadata: { given, carried }, call, codec }: Request,
): { readonly first: SourcePixels | undefined; readonly frames: Iterable<SourcePixels> } {
  const read = ({ done, value }: Result): SourcePixels | undefined => {
    if (done) return undefined;
    const pixels = readSourceSync(value as ImageSource, readCallOf(call, codec));
    if (pixels.colorSpace) throw invalid(what, `'srgb' pixels, where ${what}s are asked for one by one`, pixels.colorSpace);
    return pixels;
  };
  const first = read(begin);
  function* all(): Generator<SourcePixels> {
    try {
      for (let page = first; page; page = read(source.next())) {
        if (carried !== 'none' && !given.icc && !hasSameColor(page, first!)) {
          throw invalid(what, `the color space of the first, where ${what}s are asked for one by one (metadata 'none' leaves it out)`, 'another');
        }
        yield page;
      }
    } finally {
      source.return?.();
    }
  }
  return { first, frames: all() };
}

/** Frames that are not there yet: those of a list are read in any case. */
function isLazy(sources: unknown): sources is Iterable<ImageSource> {
  return isIterable(sources, Symbol.iterator) && !Array.isArray(sources);
}

/** All that an iterator gives, whose first was taken already. */
function* from(first: Result, others: Iterator<ImageSource>): Generator<ImageSource> {
  for (let { done, value } = first; !done; { done, value } = others.next()) yield value as ImageSource;
}

function* timedOneByOne(frames: Iterable<SourcePixels>, durations: number | readonly number[] | undefined): Generator<SourcePixels> {
  const times = Array.isArray(durations) ? (durations as readonly number[]) : undefined;
  let index = 0;
  for (const frame of frames) {
    if (times && index === times.length) throw invalid('durations', 'one for each frame', `${times.length}, and more frames`);
    yield { ...frame, duration: durationOf(times ?? { [index]: durations as number | undefined }, index) };
    ++index;
  }
  if (times && index < times.length) throw invalid('durations', `${index}, one for each frame`, times.length);
}

function durationOf(times: Readonly<Record<number, number | undefined>>, index: number): number {
  return whole(`durations[${index}]`, times[index], 2 ** 32 - 1);
}

async function readAll(
  sources: Iterable<ImageSource> | AsyncIterable<ImageSource> | undefined,
  what: string,
  { call, codec }: Request,
): Promise<SourcePixels[]> {
  if (!isIterable(sources, Symbol.iterator) && !isIterable(sources, Symbol.asyncIterator)) throw invalid(what, 'an array or another iterable of images', sources);
  const images: SourcePixels[] = [];
  for await (const source of sources!) images.push(await readSource(source, readCallOf(call, codec)));
  if (images.length === 0) throw invalid(what, 'at least one', 0);
  return images;
}

function isIterable(sources: unknown, by: typeof Symbol.iterator | typeof Symbol.asyncIterator): boolean {
  return typeof (Object(sources) as Record<symbol, unknown>)[by] === 'function';
}

function rgba(color: unknown): Rgba {
  if (color === undefined) return [0, 0, 0, 0];
  const parts = typeof color === 'string' ? (cssColor(color) ?? []) : Array.isArray(color) ? Array.from(color as unknown[]) : [];
  const bytes = parts.every((part) => Number.isInteger(part) && (part as number) >= 0 && (part as number) <= 255);
  if (!bytes || (parts.length !== 3 && parts.length !== 4)) {
    throw invalid('background', `${colorForms}, [r, g, b] or [r, g, b, a], whole numbers from 0 to 255`, color);
  }
  return [...parts, 255].slice(0, 4) as unknown as Rgba;
}

function whole(name: string, value: unknown, max: number): number {
  if (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= max) return value as number;
  throw invalid(name, `a whole number from 0 to ${max}`, value);
}

function invalid(what: string, expected: string, actual: unknown): ImwriteError {
  return mismatch('invalid-image', what, expected, show(actual));
}
