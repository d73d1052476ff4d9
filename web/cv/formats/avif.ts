// AVIF as OpenCV writes it: as fast as it goes, at the quality that libavif has where none is given, alpha like the colors.
import { mismatch } from '../../core/error.js';
import { codecConstants as cv } from '../constants.js';
import { clamp, last, type Pair, type Settings } from '../params.js';
import type { Pixels } from '../../types/pixels.js';
import type { Habits } from './habits.js';

const DEFAULT_QUALITY = 51;
const DEFAULT_SPEED = 10;
const DEFAULT_DEPTH = 8;

/** Samples of 16 bits are those of 10 or 12 that the depth names. A quality of 100 is exact. */
function avif(pairs: readonly Pair[], { sampleType }: Pixels): Settings {
  const quality = clamp(last(pairs, cv.IMWRITE_AVIF_QUALITY) ?? DEFAULT_QUALITY, 0, 100);
  const speed = clamp(last(pairs, cv.IMWRITE_AVIF_SPEED) ?? DEFAULT_SPEED, 0, 10);
  const depth = last(pairs, cv.IMWRITE_AVIF_DEPTH) ?? DEFAULT_DEPTH;
  const depths = sampleType === 'uint16' ? [10, 12] : [8];
  if (!depths.includes(depth))
    throw mismatch(
      'invalid-option',
      'IMWRITE_AVIF_DEPTH',
      `${depths.join(' or ')} for ${sampleType} samples`,
      `${depth}`,
    );
  const precision = depth > 8 && { precision: depth };
  if (quality === 100) return { options: { lossless: true, speed }, ...precision };
  return { options: { quality, alphaQuality: quality, speed, chromaSubsampling: '4:2:0' }, ...precision };
}

export const avifHabits: Habits = { settings: avif };
