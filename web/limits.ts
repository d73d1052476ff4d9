// Limits: how much a file may ask for while it is read, as the call or configure() says it.
import { mismatch, shorten, show, type ImwriteError } from './error.js';
import { defaultLimits, type Limits } from './generated/formats.js';
import { settings } from './settings.js';

/** How much the files that are read may ask for. */
export interface LimitOptions {
  /**
   * Files that ask for more are refused, with `image-too-large`, before memory is taken: each a whole number from 1, or `Infinity`.
   * Default: those of `configure({ limits })`, else the package's own.
   */
  limits?: Limits | undefined;
}

/** The limits of calls that do nothing but read. */
export interface ReadLimitOptions extends LimitOptions {
  /** A short form of `limits.pixels`: at most so many pixels, those of all pages or frames that are asked for. Default: 2^28. */
  maxPixels?: number | undefined;
}

/** Limits as decoders take them. @internal */
export type PlainLimits = Readonly<Record<`limits.${string}`, number>>;

/** The limits of a call among its other options, in the decoder's form. @internal */
export function plainLimits({ limits, maxPixels }: ReadLimitOptions): PlainLimits {
  const own = checkedLimits("option 'limits'", limits);
  if (maxPixels !== undefined) {
    checkLimit('maxPixels', maxPixels);
    if (own.pixels !== undefined) throw invalid("option 'maxPixels'", 'it or limits.pixels', 'both', 'maxPixels');
  }
  const all = { ...settings.limits, ...own, ...(maxPixels !== undefined && { pixels: maxPixels }) };
  const given = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[`limits.${name}`, value] as const]));
  return Object.fromEntries(given);
}

/** The limits without those that are undefined, or an error. @internal */
export function checkedLimits(what: string, limits: unknown): Limits {
  const names = Object.keys(defaultLimits);
  if (limits === undefined) return {};
  if (typeof limits !== 'object' || limits === null || Array.isArray(limits)) {
    throw invalid(what, `an object with ${names.join(', ')}`, show(limits), 'limits');
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
  if (!isLimit) throw invalid(`option '${option}'`, 'a whole number from 1, or Infinity', show(value), option);
}

function invalid(what: string, expected: string, actual: string, option: string): ImwriteError {
  return mismatch('invalid-option', what, expected, actual, { option });
}
