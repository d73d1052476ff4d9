// How long work is likely to take. Rough, for one desktop and any picture: it decides where work is done.
import { sampleArrays } from '../core/samples.js';
import { formats } from '../generated/formats.js';
import type { FormatRules, OptionRules } from '../types/format-facts.js';
import type { Format } from '../types/generated.js';
import type { CodecOptions } from '../types/options.js';
import type { Pixels } from '../types/pixels.js';

type Layout = Pick<Pixels, 'width' | 'height' | 'channels' | 'sampleType'>;

/** In milliseconds. */
export function encodeCost(format: Format, frames: Iterable<Layout>, options: CodecOptions): number {
  // Frames that are made one by one may be many.
  if (!Array.isArray(frames)) return Infinity;
  const facts: FormatRules = formats[format];
  const factor = facts.options.reduce((product, option) => product * slowdown(option, options[option.name]), 1);
  return costOf(frames as readonly Layout[], facts.nanosecondsPerPixel.encode * factor);
}

/** In milliseconds. */
export function decodeCost(format: Format, frames: readonly Layout[]): number {
  return costOf(frames, formats[format].nanosecondsPerPixel.decode);
}

/** A pixel's time is that of 8-bit RGB; with more bytes it takes more. */
function costOf(frames: readonly Layout[], nanoseconds: number): number {
  const bytes = frames.reduce(
    (sum, { width, height, channels, sampleType }) =>
      sum + width * height * channels * sampleArrays[sampleType].BYTES_PER_ELEMENT,
    0,
  );
  return (bytes / 3) * nanoseconds * 1e-6;
}

/** Between the default and the largest number the factor grows evenly; below the default it shrinks likewise. */
function slowdown({ slower = 1, default: usual, max }: OptionRules, value: unknown): number {
  if (value === undefined || value === usual) return 1;
  if (typeof value !== 'number' || typeof usual !== 'number' || max === undefined) return slower;
  return slower ** ((value - usual) / (max - usual || 1));
}
