// Lists that callers give: arrays, typed arrays, OpenCV.js's vectors of Mats.
import { mismatch, formatValue } from '../core/error.js';

/** The list, or an error where it is none. @internal */
export function checkList<T>(name: string, what: string, list: T): T {
  if (Array.isArray(list) || (ArrayBuffer.isView(list) && !(list instanceof DataView))) return list;
  throw mismatch('invalid-option', `${name}: ${what}`, 'an array', formatValue(list));
}

/** An error where `list` cannot grow. @internal */
export function checkArray(name: string, what: string, list: unknown): void {
  if (!Array.isArray(list)) throw mismatch('invalid-option', `${name}: ${what}`, 'an array', formatValue(list));
}
