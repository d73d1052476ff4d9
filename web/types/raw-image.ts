// Raw pixels, as callers give them.
import type { Global } from './global.js';
import type { DecodedMetadata } from './metadata.js';

/**
 * Samples of raw pixels: 8-bit, 16-bit or float (nominally 0 to 1); TIFF also takes signed and 32-bit integers and doubles,
 * which are never converted. Any view of any buffer, also Node's `Buffer`.
 */
export type Samples =
  | Uint8Array
  | Uint8ClampedArray
  | Uint16Array
  | Float32Array
  | Int8Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float64Array;

/**
 * Pixels in memory, rows from top to bottom, channels interleaved, alpha straight, unless they say otherwise. `ImageData` has
 * this shape. They are only read, and must stay as they are until the call is done.
 */
export interface RawImage extends Arrangement {
  readonly data: Samples | Global<'Float16Array'>;
  /** In pixels, from 1. */
  readonly width: number;
  /** In pixels, from 1. */
  readonly height: number;
  /**
   * 1 gray, 2 gray and alpha, 3 RGB, 4 RGBA, and as many as `extraChannels` says behind these. Left out, it follows from the
   * length of `data`.
   */
  readonly channels?: number | undefined;
  /**
   * How many channels, counted from the last one, are neither color nor alpha, as in the result of `imread`; only TIFF can store
   * them. Default: 0 for up to four channels; for more, all but the first, which is gray.
   */
  readonly extraChannels?: number | undefined;
  /**
   * How many bits of a sample are used, from the lowest on, in a `Uint8Array` or `Uint16Array`: 12 for values from 0 to 4095, as
   * `imread` gives them. They are scaled to the full range of what is written, unless it is a JPEG of that precision. Default: all.
   */
  readonly precision?: number | undefined;
  /** In samples, from one row's first sample to the next one's. Default: width × channels, rows packed. */
  readonly stride?: number | undefined;
  /**
   * `'srgb'` (the default); `'display-p3'`, whose profile is written into the file unless `metadata` has one; or `'cmyk'`, for
   * JPEG alone: four channels of ink, cyan, magenta, yellow and black, where the largest value is full ink.
   */
  readonly colorSpace?: string | undefined;
  /**
   * The colors that the samples, of one channel and 8 bits, are the indices of, as `imread` gives it with `indexed`. The image is written
   * in these colors; PNG and TIFF keep the indices with the option `colorTable: image.colorTable`.
   */
  readonly colorTable?: readonly (readonly number[])[] | undefined;
  /** What `imread` gave with the pixels: its color space goes into the file with them, all of it with `metadata: 'keep'`. */
  readonly metadata?: DecodedMetadata | undefined;
}

/** How the samples of a raw image are arranged. */
export interface Arrangement {
  /** `'bgr'` or `'bgra'`: blue comes first. Default: `'rgb'` or `'rgba'`. */
  readonly order?: 'rgb' | 'rgba' | 'bgr' | 'bgra' | undefined;
  /** The first row is the lowest. Default: `false`. */
  readonly flipY?: boolean | undefined;
  /** Colors were multiplied by alpha, and are divided by it again. 8-bit, 16-bit or float32 samples. Default: `false`. */
  readonly premultiplied?: boolean | undefined;
}
