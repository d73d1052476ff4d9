// Mats of samples that are there already.
import { mismatch, formatValue } from '../core/error.js';
import { checkList } from './lists.js';
import { Mat } from './mat.js';
import { makeType, samplesOf } from './types.js';

/** @internal */
export function matFromImageData(image: { width: number; height: number; data: ArrayLike<number> }): Mat {
  const { width, height, data } = Object(image) as Partial<typeof image>;
  if (!data) throw mismatch('invalid-image', 'matFromImageData: image', '{ width, height, data }', formatValue(image));
  return matFromArray(height!, width!, makeType(0, 4), data);
}

/** @internal */
export function matFromArray(rows: number, cols: number, type: number, samples: ArrayLike<number>): Mat {
  const mat = new Mat(rows, cols, type);
  const needed = mat.total() * mat.channels();
  const { length } = checkList('matFromArray', 'samples', samples);
  if (length !== needed) throw mismatch('invalid-image', 'matFromArray: samples', `${needed}`, `${length}`);
  new (samplesOf(type))(mat.data.buffer).set(samples);
  return mat;
}
