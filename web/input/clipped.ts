// Floats that become integers or are brought into a range: how many have no place there.
import type { Steps } from '../core/steps.js';
import type { CodecOptions } from '../types/options.js';
import type { Pixels } from '../types/pixels.js';
import type { SampleType } from '../types/sample-type.js';

/** What is looked at in one go: it takes a few milliseconds. */
const PIECE_SAMPLES = 2_000_000;

/** Counts the samples that are changed by more than rounding. */
export class Clipped {
  #outside = 0;
  #notNumbers = 0;
  #all = 0;
  readonly #inRange: boolean;

  /** @param options - With a range of the caller, what lies outside is clipped on purpose. */
  constructor(options: CodecOptions) {
    this.#inRange = options['range'] !== undefined;
  }

  add(samples: Float32Array): void {
    let [outside, notNumbers] = [0, 0];
    for (let i = 0; i < samples.length; ++i) {
      const sample = samples[i]!;
      if (sample >= 0 && sample <= 1) continue;
      if (Number.isNaN(sample)) ++notNumbers;
      else ++outside;
    }
    this.#outside += outside;
    this.#notNumbers += notNumbers;
    this.#all += samples.length;
  }

  /** What was lost, in words. */
  warning(): string | undefined {
    const outside = this.#inRange ? 0 : this.#outside;
    const lost = [
      ...(outside > 0 ? [`${this.#count(outside)} clipped to 0 … 1 (the option 'range' maps others)`] : []),
      ...(this.#notNumbers > 0 ? [`${this.#count(this.#notNumbers)} NaN and became 0`] : []),
    ];
    return lost.length > 0 ? lost.join(', and ') : undefined;
  }

  #count(samples: number): string {
    return `${samples} of ${this.#all} samples ${samples === 1 ? 'was' : 'were'}`;
  }
}

/** Whether floats of this type become integers, or are brought into a range: both give NaN up. */
export const areClipped = (sampleType: SampleType, options: CodecOptions): boolean =>
  sampleType === 'float32' &&
  (options['range'] !== undefined || (options['depth'] !== undefined && Number(options['depth']) < 32));

/** Counts those of an image. */
export function* addClipped(clipped: Clipped, { bytes, width, height, channels, stride }: Pixels): Steps<void> {
  const rows = Math.ceil(PIECE_SAMPLES / (width * channels));
  for (let y = 0; y < height && bytes.byteLength > 0; ++y) {
    if (y > 0 && y % rows === 0) yield;
    if (bytes.byteLength > 0)
      clipped.add(new Float32Array(bytes.buffer, bytes.byteOffset + y * stride, width * channels));
  }
}
