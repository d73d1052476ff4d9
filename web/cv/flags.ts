// IMREAD_… flags: what they make of a picture.
import { mismatch, formatValue } from '../core/error.js';
import type { Format } from '../types/generated.js';
import { codecConstants as cv } from './constants.js';
import { habitsOf } from './formats/index.js';
import { channelsOf, depthOf, makeType } from './types.js';

/** Throws what OpenCV throws. @internal */
export function checkedFlags(name: string, flags: number): number {
  if (!Number.isInteger(flags))
    throw mismatch('invalid-option', `${name}: flags`, 'IMREAD_… flags', formatValue(flags));
  const both = cv.IMREAD_COLOR_BGR | cv.IMREAD_COLOR_RGB;
  if (flags !== cv.IMREAD_UNCHANGED && (flags & both) === both) {
    throw mismatch('invalid-option', `${name}: flags`, 'IMREAD_COLOR or IMREAD_COLOR_RGB', 'both');
  }
  return flags;
}

/** The type of the Mat that a picture of this type is read as. @internal */
export function targetType(type: number, flags: number): number {
  const whatever = cv.IMREAD_COLOR | cv.IMREAD_ANYCOLOR | cv.IMREAD_ANYDEPTH;
  if (flags === cv.IMREAD_UNCHANGED || flags & cv.IMREAD_LOAD_GDAL || (flags & whatever) === whatever) return type;
  const depth = flags & cv.IMREAD_ANYDEPTH ? depthOf(type) : 0;
  const color = flags & (cv.IMREAD_COLOR | cv.IMREAD_COLOR_RGB) || (flags & cv.IMREAD_ANYCOLOR && channelsOf(type) > 1);
  return makeType(depth, color ? 3 : 1);
}

/** Red first; Mats are blue first otherwise. @internal */
export function wantsRgb(flags: number): boolean {
  return flags !== cv.IMREAD_UNCHANGED && (flags & cv.IMREAD_COLOR_RGB) !== 0;
}

/** By what width and height are divided. @internal */
export function reductionOf(flags: number): 1 | 2 | 4 | 8 {
  if (flags <= cv.IMREAD_LOAD_GDAL) return 1;
  if (flags & cv.IMREAD_REDUCED_GRAYSCALE_2) return 2;
  if (flags & cv.IMREAD_REDUCED_GRAYSCALE_4) return 4;
  return flags & cv.IMREAD_REDUCED_GRAYSCALE_8 ? 8 : 1;
}

/** @internal */
export function wantsUpright(format: Format, flags: number): boolean {
  return (
    habitsOf(format).alwaysUpright || (flags !== cv.IMREAD_UNCHANGED && (flags & cv.IMREAD_IGNORE_ORIENTATION) === 0)
  );
}
