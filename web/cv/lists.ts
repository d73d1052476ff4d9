// Lists that callers give: arrays, typed arrays, OpenCV.js's vectors of Mats.
import { mismatch, show } from '../error.js';
import type { MatLike } from '../input/mat.js';
import type { Mat } from './mat.js';

/** Several Mats: an array, or OpenCV.js's `cv.MatVector`. */
export type Mats = readonly MatLike[] | { size(): number; get(index: number): MatLike };

/** Where Mats are put: an array, or OpenCV.js's `cv.MatVector`. */
export type MatList = Mat[] | { push_back(mat: never): unknown };

/** The list, or an error where it is none. @internal */
export function checkList<T>(name: string, what: string, list: T): T {
  if (Array.isArray(list) || (ArrayBuffer.isView(list) && !(list instanceof DataView))) return list;
  throw mismatch('invalid-option', `${name}: ${what}`, 'an array', show(list));
}

/** An error where `list` cannot grow. @internal */
export function checkArray(name: string, what: string, list: unknown): void {
  if (!Array.isArray(list)) throw mismatch('invalid-option', `${name}: ${what}`, 'an array', show(list));
}

/** An error where no Mats can be put. @internal */
export function checkMats(name: string, list: unknown): void {
  if (Array.isArray(list) || typeof Object(list).push_back === 'function') return;
  throw mismatch('invalid-image', `${name}: mats`, 'an array or a MatVector', show(list));
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
