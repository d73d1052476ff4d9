// What an encoder gets of an animation: frames that are alike become one, and what the file has no place for stays out, as OpenCV has it.
import { mismatch, formatValue } from '../core/error.js';
import { sampleArrays } from '../core/samples.js';
import type { Format } from '../types/generated.js';
import type { MatLike } from '../types/mat-like.js';
import type { AnimationFacts } from '../types/pixels.js';
import type { SourcePixels } from '../types/source-pixels.js';
import type { Animation } from './animation.js';
import { habitsOf } from './formats/index.js';
import { checkList } from './lists.js';
import { listOf } from './mat-lists.js';
import type { Scalar } from './mat.js';

/** The parts of an animation, checked as OpenCV does it. @internal */
export interface Moving {
  readonly mats: readonly MatLike[];
  readonly durations: readonly number[];
  readonly loop: number;
  readonly bgcolor: Scalar;
  readonly still: MatLike | undefined;
}

/** @internal */
export function movingOf(name: string, animation: Animation): Moving {
  const { frames, durations, loop_count: loop = 0, bgcolor = [], still_image: still } = Object(animation) as Animation;
  const mats = listOf(frames);
  if (!Array.isArray(durations) || durations.length !== mats.length) {
    throw mismatch(
      'invalid-image',
      `${name}: durations`,
      `${mats.length}, one for each frame`,
      formatValue(durations?.length),
    );
  }
  const isThere = still !== undefined && still !== null && still.rows * still.cols !== 0;
  return { mats, durations, loop, bgcolor: checkList(name, 'bgcolor', bgcolor), still: isThere ? still : undefined };
}

/** A picture of a list without durations is shown for a second. */
const DURATION = 1000;

/** The frames as they follow one another; one that repeats those before it makes them longer, unless `keepsRepeats`. @internal */
export function timed(
  frames: readonly SourcePixels[],
  durations: readonly number[] | undefined,
  keepsRepeats: boolean,
): SourcePixels[] {
  const kept: SourcePixels[] = [];
  frames.forEach((frame, i) => {
    const duration = durations?.[i] ?? DURATION;
    if (!(duration >= 0))
      throw mismatch('invalid-image', `duration of frame ${i}`, 'milliseconds of 0 and more', formatValue(duration));
    const before = kept.at(-1);
    if (!keepsRepeats && before && areAlike(before, frame))
      kept[kept.length - 1] = { ...before, duration: before.duration! + duration };
    else kept.push({ ...frame, duration });
  });
  return kept;
}

function areAlike(a: SourcePixels, b: SourcePixels): boolean {
  if (a.width !== b.width || a.height !== b.height || a.channels !== b.channels || a.sampleType !== b.sampleType)
    return false;
  const size = a.width * a.channels * sampleArrays[a.sampleType].BYTES_PER_ELEMENT;
  for (let y = 0; y < a.height; ++y) {
    for (let i = 0; i < size; ++i) if (a.bytes[y * a.stride + i] !== b.bytes[y * b.stride + i]) return false;
  }
  return true;
}

/** How the frames play. @internal */
export function factsOf(
  format: Format,
  channels: number,
  { loop, bgcolor }: Pick<Moving, 'loop' | 'bgcolor'>,
  still: boolean,
): AnimationFacts {
  const [blue = 0, green = 0, red = 0, alpha = 0] = bgcolor;
  const asked = [red, green, blue, alpha];
  return { loop, background: habitsOf(format).background?.(asked, channels) ?? asked, still };
}
