// WebP as OpenCV writes it.
import { codecConstants as cv } from '../constants.js';
import { clamp, last, type Pair, type Settings } from '../params.js';
import type { Pixels } from '../../types/pixels.js';
import type { Call, Habits } from './habits.js';

/** Unlike a picture, an animation is lossy unless it is asked to be lossless, which a quality of 100 does already. */
function webp(pairs: readonly Pair[], _image: Pixels, { animated }: Call): Settings {
  const quality = last(pairs, cv.IMWRITE_WEBP_QUALITY);
  const mode = last(pairs, cv.IMWRITE_WEBP_LOSSLESS_MODE) ?? cv.IMWRITE_WEBP_LOSSLESS_OFF;
  const isLossless = animated ? (quality ?? 75) >= 100 : quality === undefined || quality > 100;
  if (mode === cv.IMWRITE_WEBP_LOSSLESS_OFF && !isLossless)
    return { options: { quality: clamp(quality ?? 75, 1, 100) } };
  return { options: { lossless: true, quality: 70, exact: mode === cv.IMWRITE_WEBP_LOSSLESS_PRESERVE_COLOR } };
}

export const webpHabits: Habits = { settings: webp };
