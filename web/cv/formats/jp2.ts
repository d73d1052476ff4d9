// JPEG 2000 as OpenCV writes it: a quarter of the bytes of the samples where no rate is given, by the exact wavelet, and each color on
// its own.
import { codecConstants as cv } from '../constants.js';
import { clamp, last, type Pair, type Settings } from '../params.js';
import type { Habits } from './habits.js';

const DEFAULT_RATE = 4;

function jp2(pairs: readonly Pair[]): Settings {
  const thousandths = last(pairs, cv.IMWRITE_JPEG2000_COMPRESSION_X1000);
  const rate = thousandths === undefined ? DEFAULT_RATE : 1000 / clamp(thousandths, 1, 1000);
  return { options: { rate, irreversible: false, mct: false } };
}

export const jp2Habits: Habits = { settings: jp2, keepsPrecision: true };
