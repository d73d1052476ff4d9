// imwriteAnimation(): frames in, the bytes of one file out.
import { QualitySearch } from '../codec/quality-search.js';
import { colorForms, cssColor } from '../color/css-color.js';
import { isRawImage } from '../input/raw.js';
import { readCallOf } from '../input/source.js';
import { checkedOptions } from '../options/options.js';
import { encodeBest } from '../run/encode-best.js';
import { readSourceSync } from '../run/resolve-source-sync.js';
import { encodeAll, invalid, isLazy, lazily, readAll, requestOf } from '../run/sequence.js';
import type { Rgba } from '../types/color.js';
import type { FormatName } from '../types/format-facts.js';
import type { ImageSource } from '../types/image-source.js';
import type { ImwriteOptions, SizeOptions } from '../types/options.js';
import type { SourcePixels } from '../types/source-pixels.js';

/** Frames of an animation, and how they play. All have the same size and channels. */
export interface AnimationSource {
  readonly frames: Iterable<ImageSource> | AsyncIterable<ImageSource>;
  /** In milliseconds, whole numbers: one for each frame, or one for all. */
  readonly durations: number | readonly number[];
  /** How often it plays; 0, the default, is for ever. At most 65535. */
  readonly loop?: number | undefined;
  /** What viewers may show where no frame is: a CSS color, or RGB or RGBA from 0 to 255. Default: transparent. */
  readonly background?: string | readonly number[] | undefined;
}

/**
 * Encodes an animation: WebP or PNG. Only what changes from frame to frame is stored. With `maxBytes`, all frames of a
 * lossy WebP have the one highest quality at which the file is not larger.
 *
 * A generator of pixels in memory is asked for one frame after the other while the encode runs, so that memory does not grow
 * with their number. Frames from an asynchronous iterable, and all frames with `maxBytes`, are read first; a worker gets all at once.
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
    if (
      !first.done &&
      isRawImage(Object(first.value) as object) &&
      !readSourceSync(first.value, readCallOf(request.call, request.codec)).colorSpace
    ) {
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

/** All that an iterator gives, whose first was taken already. */
function* from(first: IteratorResult<ImageSource, unknown>, others: Iterator<ImageSource>): Generator<ImageSource> {
  for (let { done, value } = first; !done; { done, value } = others.next()) yield value as ImageSource;
}

function* timedOneByOne(
  frames: Iterable<SourcePixels>,
  durations: number | readonly number[] | undefined,
): Generator<SourcePixels> {
  const times = Array.isArray(durations) ? (durations as readonly number[]) : undefined;
  let index = 0;
  for (const frame of frames) {
    if (times && index === times.length)
      throw invalid('durations', 'one for each frame', `${times.length}, and more frames`);
    yield { ...frame, duration: durationOf(times ?? { [index]: durations as number | undefined }, index) };
    ++index;
  }
  if (times && index < times.length) throw invalid('durations', `${index}, one for each frame`, times.length);
}

function durationOf(times: Readonly<Record<number, number | undefined>>, index: number): number {
  return whole(`durations[${index}]`, times[index], 2 ** 32 - 1);
}

function rgba(color: unknown): Rgba {
  if (color === undefined) return [0, 0, 0, 0];
  const parts =
    typeof color === 'string' ? (cssColor(color) ?? []) : Array.isArray(color) ? Array.from(color as unknown[]) : [];
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
