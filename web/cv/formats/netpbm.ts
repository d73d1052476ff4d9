// Netpbm's formats as OpenCV writes and reads them.
import { mismatch } from '../../core/error.js';
import type { Pixels } from '../../types/pixels.js';
import { codecConstants as cv } from '../constants.js';
import { last, type Pair, type Settings } from '../params.js';
import { LUMA_OF_14_BITS, type Habits } from './habits.js';

/** The channels that a file of the extension has; others take either. */
const channelsOf: Readonly<Record<string, number>> = { pbm: 1, pgm: 1, ppm: 3 };

function pnm(pairs: readonly Pair[], { channels }: Pixels, extension: string): Settings {
  const expected = channelsOf[extension];
  if (expected !== undefined && channels !== expected) {
    throw mismatch('unsupported-image', `.${extension}`, expected === 1 ? '1 channel' : '3 channels', `${channels}`);
  }
  const plain = last(pairs, cv.IMWRITE_PXM_BINARY) === 0;
  return { options: { plain, ...(extension === 'pbm' && { bilevel: true }) } };
}

/** Red comes first, as readers expect it; OpenCV writes blue first where there is no tuple type. */
const pam = (pairs: readonly Pair[]): Settings => ({
  options: { tupleType: (last(pairs, cv.IMWRITE_PAM_TUPLETYPE) ?? 0) !== 0 },
});

export const pnmHabits: Habits = {
  settings: (pairs, image, { extension }) => pnm(pairs, image, extension),
  luma: LUMA_OF_14_BITS,
};
export const pamHabits: Habits = { settings: pam, luma: LUMA_OF_14_BITS };
