// AVIF as OpenCV writes it: faster than our default, at some cost in size.
import { codecConstants as cv } from '../constants.js';
import { clamp, last, type Pair, type Settings } from '../params.js';
import type { Pixels } from '../../types/pixels.js';
import type { Habits } from './habits.js';

const DEFAULT_QUALITY = 95;
const DEFAULT_SPEED = 9;

/** From a quality of 100 on OpenCV's files are exact. */
function avif(pairs: readonly Pair[], { sampleType }: Pixels): Settings {
  const quality = clamp(last(pairs, cv.IMWRITE_AVIF_QUALITY) ?? DEFAULT_QUALITY, 0, 100);
  const speed = clamp(last(pairs, cv.IMWRITE_AVIF_SPEED) ?? DEFAULT_SPEED, 0, 10);
  const depth = last(pairs, cv.IMWRITE_AVIF_DEPTH);
  const wide = sampleType === 'uint16';
  const bitDepth = wide ? (depth === 12 ? 12 : 10) : 8;
  if (quality === 100 && !wide) return { options: { lossless: true, speed } };
  return { options: { quality, speed, bitDepth, chromaSubsampling: '4:2:0' } };
}

export const avifHabits: Habits = { settings: avif };
