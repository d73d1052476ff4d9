// Animation: pictures that follow one another in time, as OpenCV's class holds them; what is written of it, and what is read into it.
import { mismatch, formatValue } from '../core/error.js';
import type { DecodedFile } from '../types/decoded.js';
import type { MatLike } from '../types/mat-like.js';
import { habitsOf } from './formats/index.js';
import { checkArray, checkList } from './lists.js';
import { append, checkMats, type MatList, type Mats } from './mat-lists.js';
import { Mat, type Scalar } from './mat.js';

/** The largest number that OpenCV takes for a count of loops. */
const MAX_LOOPS = 0xffff;

/** What an animation is written of: an object, or one of the class `cv.Animation`. */
export interface Animation {
  /** All of one size and type. */
  frames: Mats;
  /** In milliseconds, one for each frame. */
  durations: readonly number[];
  /** How often it plays; 0, the default, is for ever. */
  loop_count?: number;
  /** Blue, green, red, alpha; 0 to 255. Default: transparent. PNG has no alpha here, nor a color for gray. */
  bgcolor?: Scalar;
  /** PNG: what programs without animation show, where it is to be none of the frames. */
  still_image?: MatLike | undefined;
}

/** Where `imreadanimation` puts what it reads: one of the class `cv.Animation`, or an object to become alike. */
export interface AnimationTarget {
  frames?: MatList | undefined;
  durations?: number[];
  loop_count?: number;
  bgcolor?: Scalar;
  still_image?: MatLike | undefined;
}

/**
 * Pictures that follow one another in time.
 *
 * @example const animation = new cv.Animation(3); animation.frames.push(mat); animation.durations.push(500);
 */
export class AnimationObject {
  frames: Mat[] = [];
  /** In milliseconds, one for each frame. */
  durations: number[] = [];
  /** How often it plays; 0 is for ever. */
  loop_count: number;
  /** Blue, green, red, alpha; 0 to 255. */
  bgcolor: Scalar;
  /** What programs without animation show of an animated PNG, where that is none of the frames; else empty. */
  still_image: Mat = new Mat();

  /** @param loopCount - A count that files cannot hold becomes 0. */
  constructor(loopCount = 0, bgColor: Scalar = [0, 0, 0, 0]) {
    this.loop_count = loopCount >= 0 && loopCount <= MAX_LOOPS ? loopCount : 0;
    this.bgcolor = checkList('Animation', 'bgColor', bgColor);
  }
}

/** What an animation is to be read into, and which part. @internal */
export function checkTarget(name: string, animation: unknown, start: unknown, count: unknown): void {
  if (typeof animation !== 'object' || animation === null)
    throw mismatch('invalid-image', `${name}: animation`, 'an object', formatValue(animation));
  const { frames, durations } = animation as Partial<AnimationTarget>;
  if (frames !== undefined) checkMats(name, frames);
  if (durations !== undefined) checkArray(name, 'durations', durations);
  for (const number of [start, count]) {
    if (!Number.isInteger(number))
      throw mismatch('invalid-option', `${name}: start and count`, 'whole numbers', formatValue(number));
  }
}

/** A picture that does not move is one of a second. */
const STILL_DURATION = 1000;

/** Appends what was read. @internal */
export function fillAnimation(
  target: AnimationTarget,
  mats: readonly Mat[],
  file: DecodedFile,
  bytes: Uint8Array,
  still: MatLike,
): void {
  const { animation, format } = { animation: file.animation, format: file.images[0]?.format };
  target.frames ??= [];
  for (const mat of mats) append(target.frames, mat);
  (target.durations ??= []).push(...file.durations.map((duration) => (animation ? duration : STILL_DURATION)));
  const usual = animation && Array.from(animation.background);
  const readBackground = format && habitsOf(format).readBackground;
  const [red = 0, green = 0, blue = 0, alpha = 0] = readBackground ? readBackground(usual, bytes) : (usual ?? []);
  target.bgcolor = [blue, green, red, alpha];
  target.loop_count = animation?.loop ?? 0;
  target.still_image = still;
}
