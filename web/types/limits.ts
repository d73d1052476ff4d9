// How a call says how much a file may ask for.
import type { Limits } from './generated.js';

/** How much the files that are read may ask for. */
export interface LimitOptions {
  /**
   * Files that ask for more are refused, with `image-too-large`, before memory is taken: each a whole number from 1, or `Infinity`.
   * Default: the limits of `configure`, otherwise the package's own.
   */
  limits?: Limits | undefined;
}

/** The limits of calls that do nothing but read. */
export interface ReadLimitOptions extends LimitOptions {
  /** Short for `limits.pixels`: the most pixels of all pages or frames that are read. Default: 2^28. */
  maxPixels?: number | undefined;
}

/** Limits as decoders take them. @internal */
export type CheckedLimits = Readonly<Record<`limits.${string}`, number>>;
