// Decoded pictures and files.
import type { Format } from './generated.js';
import type { DecodedMetadata } from './metadata.js';
import type { AnimationFacts } from './pixels.js';
import type { TiffTag } from './tiff-tag.js';

/** Samples that own their buffer. */
export type DecodedSamples =
  | Uint8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Int8Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/** A decoded picture. */
export interface DecodedImage {
  /** Rows from top to bottom, packed, channels interleaved; alpha is straight. */
  readonly data: DecodedSamples;
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
  /** 1 gray, 2 gray and alpha, 3 RGB, 4 RGBA; of a TIFF, with `extraChannels` behind them. */
  readonly channels: number;
  /** How many of the channels, the last ones, are neither color nor alpha, where a TIFF has such: bands of a satellite, spot colors. */
  readonly extraChannels?: number;
  /** The format the bytes were in. */
  readonly format: Format;
  /**
   * Bits that a sample may use, where the file says fewer than the type of `data` has: 12 means values from 0 to 4095, in a
   * `Uint16Array`. They come as they stand in the file; JPEG with 12 bits, or without loss, has such.
   */
  readonly precision?: number;
  /** The colors, `[r, g, b]` or `[r, g, b, a]`, that samples are the indices of, where these were asked for (`indexed`). */
  readonly colorTable?: readonly (readonly number[])[];
  /** The EXIF orientation (1 to 8) that is still to be applied: 1, unless `orientation: 'keep'` was asked for. */
  readonly orientation: number;
  /** How many pages or frames the file has. */
  readonly pages: number;
  /** What the file carries beside its pixels; `imwrite` takes it as its option `metadata`. */
  readonly metadata: DecodedMetadata;
  /** Faults of the file that did not keep it from being read, in words. */
  readonly warnings: readonly string[];
}

/** A decoded file. @internal */
export interface DecodedFile {
  readonly images: DecodedImage[];
  /** In milliseconds, one for each image. */
  readonly durations: number[];
  readonly pages: number;
  readonly animation: AnimationFacts | undefined;
  readonly metadata: DecodedMetadata;
  /** TIFF tags of each image. */
  readonly tags: readonly (readonly TiffTag[])[];
  /** As `DecodedImage.warnings`. */
  readonly warnings: readonly string[];
}
