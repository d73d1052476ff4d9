// Parameters: OpenCV's flat [flag, value, …], checked and in pairs.
import { mismatch, formatValue } from '../core/error.js';
import type { CheckedMetadata } from '../types/metadata.js';
import type { CodecOptions } from '../types/options.js';

/** `[flag, value, flag, value, …]`, whole numbers. */
export type Params = readonly number[];

/** What an encoder is told. @internal */
export interface Settings {
  readonly options: CodecOptions;
  readonly metadata?: CheckedMetadata;
  /** How many bits the samples are taken to have; the mat does not say. */
  readonly precision?: number;
}

/** @internal */
export type Pair = readonly [flag: number, value: number];
/** @internal */
export type Warn = (message: string) => void;

/** OpenCV takes so many pairs (OPENCV_IO_MAX_IMAGE_PARAMS). */
const MAX_PAIRS = 50;

/** Throws what OpenCV throws before it looks at a parameter. @internal */
export function checkedPairs(name: string, params: Params | undefined): Pair[] {
  const list = params ?? [];
  const isList = Array.isArray(list) || ArrayBuffer.isView(list);
  if (!isList || !Array.prototype.every.call(list, Number.isInteger)) {
    throw mismatch(
      'invalid-option',
      `${name}: params`,
      'an array of whole numbers',
      formatValue(isList ? Array.prototype.find.call(list, (value) => !Number.isInteger(value)) : list),
    );
  }
  if (list.length % 2 !== 0)
    throw mismatch('invalid-option', `${name}: params`, 'pairs of a flag and a value', `${list.length} numbers`);
  if (list.length > 2 * MAX_PAIRS)
    throw mismatch('invalid-option', `${name}: params`, `at most ${MAX_PAIRS} pairs`, `${list.length / 2}`);
  return Array.from({ length: list.length / 2 }, (_, i) => [list[2 * i]!, list[2 * i + 1]!]);
}

/** @internal */
export const clamp = (value: number, min: number, max: number): number => Math.min(Math.max(value, min), max);

/** The value of a flag's first pair. @internal */
export const first = (pairs: readonly Pair[], flag: number): number | undefined =>
  pairs.find(([name]) => name === flag)?.[1];
/** The value of a flag's last pair. @internal */
export const last = (pairs: readonly Pair[], flag: number): number | undefined =>
  pairs.findLast(([name]) => name === flag)?.[1];
