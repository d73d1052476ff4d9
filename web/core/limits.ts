// Limits: how much a file may ask for while it is read, as the call or configure() says it.
import { defaultLimits } from '../generated/formats.js';
import type { Limits } from '../types/generated.js';
import type { CheckedLimits, ReadLimitOptions } from '../types/limits.js';
import { mismatch, shorten, formatValue, type ImwriteError } from './error.js';
import { settings } from './settings.js';

/** The limits of a call among its other options, in the decoder's form. @internal */
export function checkLimits({ limits, maxPixels }: ReadLimitOptions): CheckedLimits {
  const own = checkedLimits("option 'limits'", limits);
  if (maxPixels !== undefined) {
    checkLimit('maxPixels', maxPixels);
    if (own.pixels !== undefined) throw invalid("option 'maxPixels'", 'it or limits.pixels', 'both', 'maxPixels');
  }
  const all = { ...settings.limits, ...own, ...(maxPixels !== undefined && { pixels: maxPixels }) };
  const given = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [[`limits.${name}`, value] as const],
  );
  return Object.fromEntries(given);
}

/** The limits without those that are undefined, or an error. @internal */
export function checkedLimits(what: string, limits: unknown): Limits {
  const names = Object.keys(defaultLimits);
  if (limits === undefined) return {};
  if (typeof limits !== 'object' || limits === null || Array.isArray(limits)) {
    throw invalid(what, `an object with ${names.join(', ')}`, formatValue(limits), 'limits');
  }
  const given = Object.entries(limits).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    const option = `limits.${shorten(name)}`;
    if (!names.includes(name)) throw mismatch('unknown-option', what, names.join(', '), shorten(name), { option });
    checkLimit(option, value);
  }
  return Object.fromEntries(given);
}

function checkLimit(option: string, value: unknown): void {
  const isLimit = value === Infinity || (Number.isSafeInteger(value) && (value as number) >= 1);
  if (!isLimit) throw invalid(`option '${option}'`, 'a whole number from 1, or Infinity', formatValue(value), option);
}

function invalid(what: string, expected: string, actual: string, option: string): ImwriteError {
  return mismatch('invalid-option', what, expected, actual, { option });
}
