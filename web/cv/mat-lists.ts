// Lists of Mats that callers give: arrays, or vectors of OpenCV.js.
import { mismatch, formatValue } from '../core/error.js';
import type { MatLike } from '../types/mat-like.js';
import type { Mat } from './mat.js';

/** Several Mats: an array, or OpenCV.js's `cv.MatVector`. */
export type Mats = readonly MatLike[] | { size(): number; get(index: number): MatLike };

/** Where Mats are put: an array, or OpenCV.js's `cv.MatVector`. */
export type MatList = Mat[] | { push_back(mat: never): unknown };

/** An error where no Mats can be put. @internal */
export function checkMats(name: string, list: unknown): void {
  if (Array.isArray(list) || typeof Object(list).push_back === 'function') return;
  throw mismatch('invalid-image', `${name}: mats`, 'an array or a MatVector', formatValue(list));
}

/** @internal */
export function append(list: MatList, mat: Mat): void {
  if (Array.isArray(list)) {
    list.push(mat);
    return;
  }
  list.push_back(mat as never);
  mat.delete(); // a vector keeps a reference of its own
}

/** The Mats of a list, or the one that stands in its place. @internal */
export function listOf(image: MatLike | Mats): MatLike[] {
  if (Array.isArray(image)) return [...image];
  const { get, size } = Object(image) as { get?: unknown; size?: unknown };
  if (typeof get !== 'function' || typeof size !== 'function') return [image as MatLike];
  const vector = image as Exclude<Mats, readonly MatLike[]>;
  return Array.from({ length: vector.size() }, (_, i) => vector.get(i));
}
