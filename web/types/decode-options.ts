// How a file is decoded.
import type { CheckedLimits, ReadLimitOptions } from './limits.js';
import type { CallOptions } from './options.js';

/** How `imread` decodes. */
export interface DecodeOptions extends ReadLimitOptions {
  /** Whether pixels are turned as the file's EXIF orientation says, or left as they are stored. Default: `'apply'`. */
  orientation?: 'apply' | 'keep' | undefined;
  /**
   * The page or frame to decode, or to begin with, from 0. Default: 0; of an animated PNG whose default picture is none of its
   * frames, `imread` gives that picture then.
   */
  firstFrame?: number | undefined;
  /** A JPEG is decoded at this fraction of its size, which is fast; other formats come whole. Default: 1. */
  reduction?: 1 | 2 | 4 | 8 | undefined;
  /** A JPEG is decoded to its luma alone; other formats come in color. Default: `false`. */
  gray?: boolean | undefined;
  /**
   * A palette's indices in place of its colors, one channel and a `colorTable`: of a still PNG, or a TIFF without alpha. Others come
   * as they are. Default: `false`.
   */
  indexed?: boolean | undefined;
  /** TIFF's LogLuv becomes 8 bits by libtiff's tone curve; others come as they are. */
  toneMap?: boolean | undefined;
  /**
   * A JPEG or PNG that is cut off or damaged: an error that says how many rows are there, or the picture with what is there of
   * it, as libjpeg and libpng give it, and a warning. Default: `'error'`.
   */
  truncated?: 'error' | 'fill' | undefined;
  /** What would be a warning is an error, `corrupt-data`. Default: `false`. */
  strict?: boolean | undefined;
}

/** What part of a file is decoded, and how. @internal */
export interface FileDecodeOptions extends DecodeOptions {
  /** How many pages or frames, if there are so many. Default: 1. */
  frameCount?: number | undefined;
  /** Of an animated PNG whose default picture is no frame: that picture, in place of the first frame. */
  still?: boolean | undefined;
  /** Whether what PNG says of its colors in other words comes as a profile. Default: `true`. */
  profiles?: boolean | undefined;
}

/** The same with the limits as the decoder takes them. @internal */
export type CheckedDecodeOptions = Omit<FileDecodeOptions, keyof ReadLimitOptions> & CheckedLimits;

/** The options of `imread`. */
export interface ImreadOptions extends DecodeOptions, Pick<CallOptions, 'signal'> {}

/** The options of `imreadMulti` and `imreadAnimation`. */
export interface ImreadMultiOptions extends ImreadOptions {
  /** The most pages or frames to decode. Default: all. */
  frameCount?: number | undefined;
}
