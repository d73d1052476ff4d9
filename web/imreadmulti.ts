// imreadmulti(), imreadAnimation() and imcount(): files with several pictures.
import type { DecodedImage } from './codec/decode.js';
import { readFrames, type ImreadOptions } from './imread.js';
import type { EncodedSource } from './input/file.js';
import type { ReadLimitOptions } from './limits.js';
import { checkedOptions } from './options.js';

/** The options of `imreadmulti` and `imreadAnimation`. */
export interface ImreadmultiOptions extends ImreadOptions {
  /** How many pages or frames are decoded, if the file has so many. Default: all. */
  frameCount?: number | undefined;
}

/** A decoded animation, which `imwriteAnimation` takes as it is. */
export interface DecodedAnimation {
  /** Every frame as it is seen, of the size of the whole picture. */
  readonly frames: DecodedImage[];
  /** In milliseconds, one for each frame. */
  readonly durations: number[];
  /** How often it plays; 0 is for ever. */
  readonly loop: number;
  /** RGBA, 0 to 255, straight. */
  readonly background: readonly number[];
}

const ALL = 2 ** 32 - 1;

/**
 * Decodes the pages of a TIFF, or the frames of an animation. A file of one picture gives that one.
 *
 * @throws {@link ImwriteError} as `imread` does.
 * @example const pages = await imreadmulti('scan.tiff');
 */
export async function imreadmulti(input: EncodedSource, options?: ImreadmultiOptions): Promise<DecodedImage[]> {
  return (await readFrames(input, { frameCount: ALL, ...checkedOptions(options) })).images;
}

/**
 * Decodes an animated WebP or PNG. A still picture gives one frame of duration 0.
 *
 * @throws {@link ImwriteError} as `imread` does.
 * @example const { frames, durations } = await imreadAnimation('spinner.webp');
 */
export async function imreadAnimation(input: EncodedSource, options?: ImreadmultiOptions): Promise<DecodedAnimation> {
  const { images, durations, animation } = await readFrames(input, { frameCount: ALL, ...checkedOptions(options) });
  return { frames: images, durations, loop: animation?.loop ?? 0, background: Array.from(animation?.background ?? [0, 0, 0, 0]) };
}

/**
 * How many pages or frames a file has; no pixels are decoded.
 *
 * @throws {@link ImwriteError} as `imread` does.
 */
export async function imcount(input: EncodedSource, options?: Pick<ImreadOptions, 'signal' | keyof ReadLimitOptions>): Promise<number> {
  return (await readFrames(input, { ...checkedOptions(options), frameCount: 0 })).pages;
}
