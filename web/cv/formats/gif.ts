// GIF as OpenCV writes it.
import { codecConstants as cv } from '../constants.js';
import { clamp, last, type Pair, type Settings } from '../params.js';
import type { Habits } from './habits.js';

const DEFAULT_ALPHA_THRESHOLD = 1;
const MOST_DITHER = 0;
const NO_DITHER = 3;

/** Transparency takes a color, for which OpenCV doubles the table that was asked for. */
function colorsOf(quality: number | undefined, alphaThreshold: number): number {
  if (
    quality === undefined ||
    quality === cv.IMWRITE_GIF_FAST_NO_DITHER ||
    quality === cv.IMWRITE_GIF_FAST_FLOYD_DITHER
  )
    return 256;
  const bits = clamp(quality, cv.IMWRITE_GIF_COLORTABLE_SIZE_8, cv.IMWRITE_GIF_COLORTABLE_SIZE_256);
  return 2 ** Math.min(8, bits + (alphaThreshold > 0 ? 1 : 0));
}

/** The later of the two flags that speak of it counts. */
function diffusionOf(pairs: readonly Pair[]): number {
  let diffusion = 1;
  for (const [flag, value] of pairs) {
    if (flag === cv.IMWRITE_GIF_DITHER) diffusion = 1 - clamp(value, MOST_DITHER, NO_DITHER) / NO_DITHER;
    else if (flag !== cv.IMWRITE_GIF_QUALITY) continue;
    else if (value === cv.IMWRITE_GIF_FAST_NO_DITHER) diffusion = 0;
    else if (value === cv.IMWRITE_GIF_FAST_FLOYD_DITHER) diffusion = 1;
  }
  return diffusion;
}

/** IMWRITE_GIF_COLORTABLE changes nothing: a frame has a table of its own where the first one's lacks its colors, as it then must. */
function gif(pairs: readonly Pair[]): Settings {
  const alphaThreshold = clamp(last(pairs, cv.IMWRITE_GIF_TRANSPARENCY) ?? DEFAULT_ALPHA_THRESHOLD, 0, 255);
  return {
    options: {
      colors: colorsOf(last(pairs, cv.IMWRITE_GIF_QUALITY), alphaThreshold),
      errorDiffusion: diffusionOf(pairs),
      alphaThreshold,
    },
  };
}

export const gifHabits: Habits = { settings: gif, keepsRepeats: true };
