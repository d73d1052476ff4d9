// Pixels as codecs take them.
import type { SampleType } from './sample-type.js';

/** Samples in memory, row by row, channels interleaved. */
export interface Pixels {
  /** The memory that holds the samples, whatever their type. */
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** How many of the channels, the last ones, are neither color nor alpha. Default: none. */
  readonly extraChannels?: number | undefined;
  readonly sampleType: SampleType;
  /** From one row's first byte to the next one's. */
  readonly stride: number;
  /** Bits that a sample uses, from the lowest on. Default: all. */
  readonly precision?: number | undefined;
  /** What three or four channels are. Default: `'rgb'`. */
  readonly order?: 'rgb' | 'bgr' | 'cmyk' | undefined;
  /** In milliseconds, for a frame of an animation. */
  readonly duration?: number | undefined;
}

/** How an animation plays. */
export interface AnimationFacts {
  /** How often; 0 is for ever. */
  readonly loop: number;
  /** RGBA, 0 to 255, straight: what viewers may show where no frame is. */
  readonly background: ArrayLike<number>;
  /** Whether there is a picture that is no frame, for viewers without animation: of an encoder's frames the first. PNG only. */
  readonly still?: boolean | undefined;
}

/** Rows of a picture that are encoded apart from the others; both `begin` and `end` are its height: what goes behind them. */
export interface Stripe {
  readonly begin: number;
  readonly end: number;
  /** The stripe is only counted: nothing is written, and what it counts is its summary. */
  readonly counts?: boolean | undefined;
  /** Where all stripes were counted before: the sums of their summaries. */
  readonly totals?: readonly number[] | undefined;
  /** For the end: those that the stripes got, joined from top to bottom. */
  readonly summaries?: readonly number[] | undefined;
  /** Set by the encoder: what the end has to know of the stripe. */
  summary?: readonly number[];
}
