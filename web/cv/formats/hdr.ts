// Radiance HDR as OpenCV writes and reads it: white is 1 there, and 255 in a Mat of whole numbers.
import { mismatch } from '../../core/error.js';
import type { Pixels } from '../../types/pixels.js';
import { codecConstants as cv } from '../constants.js';
import { last, type Pair, type Settings } from '../params.js';
import type { Habits } from './habits.js';

const compressions: Readonly<Record<number, string>> = {
  [cv.IMWRITE_HDR_COMPRESSION_NONE]: 'none',
  [cv.IMWRITE_HDR_COMPRESSION_RLE]: 'rle',
};

function hdr(pairs: readonly Pair[], { channels }: Pixels): Settings {
  if (channels > 3) throw mismatch('unsupported-image', 'hdr', '1 or 3 channels', `${channels}`);
  const given = last(pairs, cv.IMWRITE_HDR_COMPRESSION) ?? cv.IMWRITE_HDR_COMPRESSION_RLE;
  const compression = compressions[given];
  if (!compression)
    throw mismatch(
      'invalid-option',
      'IMWRITE_HDR_COMPRESSION',
      'IMWRITE_HDR_COMPRESSION_NONE or IMWRITE_HDR_COMPRESSION_RLE',
      `${given}`,
    );
  return { options: { compression } };
}

export const hdrHabits: Habits = { settings: hdr, white: 255 };
