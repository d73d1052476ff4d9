// Pixels of a source, with what is known of them.
import type { DecodedMetadata } from './metadata.js';
import type { Pixels } from './pixels.js';

/** Pixels of a source. `owned` ones are nobody else's, so they may be transferred. @internal */
export interface SourcePixels extends Pixels {
  readonly owned: boolean;
  /** Default: `'srgb'`, or what the metadata says. */
  readonly colorSpace?: 'display-p3' | undefined;
  /** The source always has alpha, whether it says anything or not: `ImageData`, and what is read through it. */
  readonly alwaysAlpha?: boolean | undefined;
  /** What stands beside the pixels in the file that they come from. */
  readonly metadata?: DecodedMetadata | undefined;
  /** How many pictures of the file are not among these. */
  readonly leftOut?: number | undefined;
  /** What was not as it should be in that file, in words. */
  readonly readWarnings?: readonly string[] | undefined;
}
