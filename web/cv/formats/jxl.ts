// JPEG XL as OpenCV writes it, where a parameter asks for that: with loss, unless quality or distance say that there is none. Without
// parameters it is written as everywhere in this package, without loss, for which the small module is enough.
import { codecConstants as cv } from '../constants.js';
import { clamp, last, type Pair, type Settings } from '../params.js';
import type { Habits } from './habits.js';

const DEFAULT_DISTANCE = 1;
/** More needs a decoder, which the module has not. */
const MOST_LOSSY_EFFORT = 5;
const MOST_EFFORT = 9;

/** The later of the two flags that speak of it counts. */
function loss(pairs: readonly Pair[]): { quality: number } | { distance: number } | undefined {
  const [flag, value] = pairs.findLast(
    ([name]) => name === cv.IMWRITE_JPEGXL_QUALITY || name === cv.IMWRITE_JPEGXL_DISTANCE,
  ) ?? [cv.IMWRITE_JPEGXL_DISTANCE, DEFAULT_DISTANCE];
  if (flag === cv.IMWRITE_JPEGXL_DISTANCE) {
    const distance = clamp(value, 0, 25);
    return distance > 0 ? { distance } : undefined;
  }
  const quality = clamp(value, 0, 100);
  if (quality === 100) return undefined;
  // That of 0, which has no number of ours.
  return quality > 0 ? { quality } : { distance: 25 };
}

function jxl(pairs: readonly Pair[]): Settings {
  const asked = pairs.filter(([flag]) => flag >= cv.IMWRITE_JPEGXL_QUALITY && flag <= cv.IMWRITE_JPEGXL_DECODING_SPEED);
  if (asked.length === 0) return { options: {} };
  const lossy = loss(asked);
  const effort = last(asked, cv.IMWRITE_JPEGXL_EFFORT);
  const speed = clamp(last(asked, cv.IMWRITE_JPEGXL_DECODING_SPEED) ?? 0, 0, 4);
  const most = lossy ? MOST_LOSSY_EFFORT : MOST_EFFORT;
  // The fast coder of effort 1 decodes as fast as it goes.
  const decodingSpeed = effort === undefined || effort > 1 ? speed : 0;
  return {
    options: {
      ...lossy,
      ...(effort !== undefined && { effort: clamp(effort, 1, most) }),
      ...(decodingSpeed > 0 && { decodingSpeed }),
    },
  };
}

export const jxlHabits: Habits = { settings: jxl };
