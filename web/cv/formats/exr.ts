// OpenEXR as OpenCV writes and reads it: floats alone, and colors as they are, whatever alpha says.
import { mismatch } from '../../core/error.js';
import { codecConstants as cv } from '../constants.js';
import { last, type Pair, type Settings } from '../params.js';
import type { Habits } from './habits.js';

/** In the order of OpenCV's numbers. */
const compressions = ['none', 'rle', 'zips', 'zip', 'piz', 'pxr24', 'b44', 'b44a'];

function exr(pairs: readonly Pair[]): Settings {
  const type = last(pairs, cv.IMWRITE_EXR_TYPE) ?? cv.IMWRITE_EXR_TYPE_FLOAT;
  if (type !== cv.IMWRITE_EXR_TYPE_HALF && type !== cv.IMWRITE_EXR_TYPE_FLOAT)
    throw mismatch('invalid-option', 'IMWRITE_EXR_TYPE', 'IMWRITE_EXR_TYPE_HALF or IMWRITE_EXR_TYPE_FLOAT', `${type}`);
  const given = last(pairs, cv.IMWRITE_EXR_COMPRESSION) ?? cv.IMWRITE_EXR_COMPRESSION_ZIP;
  const compression = compressions[given];
  if (!compression)
    throw mismatch('invalid-option', 'IMWRITE_EXR_COMPRESSION', '0 to 7; DWAA and DWAB are not written', `${given}`);
  return {
    options: { compression, type: type === cv.IMWRITE_EXR_TYPE_HALF ? 'half' : 'float', premultiply: false },
  };
}

export const exrHabits: Habits = { settings: exr, white: 1, convertsNothing: true, multipliesByAlpha: true };
