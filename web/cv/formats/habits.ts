// What OpenCV does in its own way for a format. A format without habits is written with our defaults, and read as most are.
import type { FileDecodeOptions } from '../../types/decode-options.js';
import type { Pixels } from '../../types/pixels.js';
import type { Pair, Settings, Warn } from '../params.js';

/** BT.601's luma in fixed-point arithmetic: three weights, the bits of their fraction, and what is added to round. @internal */
export type Luma = readonly [red: number, green: number, blue: number, shift: number, half: number];

/** Of OpenCV's own readers, and of cvtColor for 16 bits. @internal */
export const LUMA_OF_14_BITS: Luma = [4899, 9617, 1868, 14, 8192];
/** Of cvtColor for 8 bits. @internal */
export const LUMA_OF_15_BITS: Luma = [9798, 19235, 3735, 15, 16384];

/** Samples as Mats may have them at two bytes and less. @internal */
export type Unsigned = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;

/** Makes gray of three or four channels; `narrows`: to the upper bytes of 16 bits, which the caller takes. @internal */
export type MakeGray = (samples: Unsigned, channels: number, narrows: boolean) => Unsigned;

/** What else a call says. @internal */
export interface Call {
  /** Of the file, in small letters. */
  readonly extension: string;
  readonly animated: boolean;
  readonly warn: Warn;
}

type Background = readonly number[];

/** @internal */
export interface Habits {
  /** Our options for parameters. What it throws is what OpenCV's encoder fails with. */
  settings?(pairs: readonly Pair[], image: Pixels, call: Call): Settings;
  /** The background of an animation that is written, of the one that is asked for. */
  background?(asked: Background, channels: number): Background;
  /** A frame that repeats the one before it is written; the others make that one longer. */
  readonly keepsRepeats?: boolean;
  /** The picture for viewers without animation stands before the frames. */
  readonly stillBeforeFrames?: boolean;

  /** What a float of 1 is in whole numbers, where such are written as floats and floats read as 8 bits. */
  readonly white?: number;
  /** Mats of other samples than the format's are refused. */
  readonly convertsNothing?: boolean;

  /** What the decoder is asked for beyond the usual. `reduction` is done then. */
  reading?(gray: boolean, reduction: 1 | 2 | 4 | 8): Partial<FileDecodeOptions>;
  /** The background that is read, of an animation's; without animation that of the file. */
  readBackground?(animation: readonly number[] | undefined, bytes: Uint8Array): readonly number[];
  /** Colors come as they are stored: multiplied by alpha. */
  readonly multipliesByAlpha?: boolean;
  /** Pictures are turned upright whatever the flags say. */
  readonly alwaysUpright?: boolean;
  /** The type of a Mat for gray with alpha. */
  typeOfGrayAlpha?(depth: number, bytes: Uint8Array): number;
  /** Samples of 9 to 15 bits are read as they are stored; otherwise they fill the upper bits. */
  readonly keepsPrecision?: boolean;
  /** How color becomes gray; default: {@link LUMA_OF_15_BITS}. */
  readonly luma?: Luma;
  /** Likewise, where the file has a say; not for the frames of an animation. */
  grayOf?(bytes: Uint8Array, icc: Uint8Array | undefined): MakeGray;
}
