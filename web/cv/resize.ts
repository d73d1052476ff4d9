// Reduction: IMREAD_REDUCED_… for formats whose decoders cannot, as resize(INTER_LINEAR_EXACT) does it.
import { mismatch } from '../core/error.js';
import type { DecodedSamples } from '../types/decoded.js';

interface Image<S> {
  readonly data: S;
  readonly width: number;
  readonly height: number;
}

interface Axis {
  /** The first of the two source positions. */
  readonly offsets: Int32Array;
  /** The weight of the second one. */
  readonly weights: Float64Array;
}

/** The image at 1 ⁄ `by` of its size, each result interpolated between four neighbors at its center. @internal */
export function reduce<S extends DecodedSamples>(image: Image<S>, channels: number, by: number): Image<S> {
  const [width, height] = [Math.floor(image.width / by), Math.floor(image.height / by)];
  if (width === 0 || height === 0) {
    throw mismatch(
      'unsupported-image',
      'IMREAD_REDUCED flags',
      `a picture of at least ${by} × ${by} pixels`,
      `${image.width} × ${image.height}`,
    );
  }
  const unit = unitOf(image.data);
  const isFloat = image.data instanceof Float32Array || image.data instanceof Float64Array;
  const columns = axis(image.width, width, unit, isFloat);
  const rows = axis(image.height, height, unit, isFloat);
  const data = new (image.data.constructor as new (length: number) => S)(width * height * channels);
  const upper = new Float64Array(width * channels);
  const lower = new Float64Array(width * channels);
  for (let y = 0; y < height; ++y) {
    const row = rows.offsets[y]!;
    shrinkRow(image, row, channels, columns, unit, upper);
    shrinkRow(image, row + 1, channels, columns, unit, lower);
    const weight = rows.weights[y]!;
    for (let i = 0; i < upper.length; ++i) {
      const sum = upper[i]! * (unit - weight) + lower[i]! * weight;
      data[y * upper.length + i] = isFloat ? sum : Math.floor(sum / (unit * unit) + 0.5);
    }
  }
  return { data, width, height };
}

/** What a weight of 1 is in OpenCV's fixed-point arithmetic, which doubles hold exactly; for 32 bits and more they come close. */
function unitOf(samples: DecodedSamples): number {
  if (samples instanceof Uint8Array) return 2 ** 8;
  return samples.BYTES_PER_ELEMENT <= 2 ? 2 ** 16 : 1;
}

function axis(from: number, to: number, unit: number, isFloat: boolean): Axis {
  const scale = 1 / (to / from);
  const offsets = new Int32Array(to);
  const weights = new Float64Array(to);
  for (let i = 0; i < to; ++i) {
    const exact = scale * (i + 0.5) - 0.5;
    const position = isFloat ? Math.fround(exact) : exact;
    offsets[i] = Math.floor(position);
    const weight = position - offsets[i]!;
    weights[i] = unit === 1 ? weight : roundHalfToEven(weight * unit);
  }
  return { offsets, weights };
}

function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

function shrinkRow<S extends DecodedSamples>(
  { data, width }: Image<S>,
  y: number,
  channels: number,
  { offsets, weights }: Axis,
  unit: number,
  result: Float64Array,
): void {
  for (let x = 0, o = 0; x < offsets.length; ++x) {
    const from = (y * width + offsets[x]!) * channels;
    for (let channel = 0; channel < channels; ++channel, ++o) {
      result[o] = data[from + channel]! * (unit - weights[x]!) + data[from + channels + channel]! * weights[x]!;
    }
  }
}
