// Conversions: samples to 8 bits, and channels between gray, color and alpha, with OpenCV's arithmetic.
import { mismatch } from '../core/error.js';
import { sampleArrays } from '../core/samples.js';
import type { DecodedImage, DecodedSamples } from '../types/decoded.js';
import type { Pixels } from '../types/pixels.js';
import type { SampleType } from '../types/sample-type.js';
import { LUMA_OF_14_BITS, LUMA_OF_15_BITS, type Luma, type MakeGray, type Unsigned } from './formats/habits.js';
import { habitsOf } from './formats/index.js';
import { channelsOf, depthWith, makeType, samplesOf } from './types.js';

/** How a picture becomes a Mat. @internal */
export interface Conversion {
  /** Red first; Mats are blue first otherwise. */
  readonly rgb: boolean;
  /** In place of OpenCV's own way, which comes last. */
  readonly makeGray?: MakeGray | undefined;
  /** Whether the picture is a frame of an animation. */
  readonly frame: boolean;
}

/** The pixels at CV_8U, as Mat.convertTo makes them: rounded half to even, and clamped. @internal */
export function saturated<P extends Pixels>(pixels: P): P {
  const result = new Uint8ClampedArray(pixels.width * pixels.channels * pixels.height);
  forEachRow(pixels, (row, start) => result.set(row, start));
  return packed(pixels, result, 'uint8');
}

/** The samples times `scale`, as Mat.convertTo makes floats of whole numbers. @internal */
export function toFloats<P extends Pixels>(pixels: P, scale: number): P {
  const factor = Math.fround(scale);
  const result = new Float32Array(pixels.width * pixels.channels * pixels.height);
  forEachRow(pixels, (row, start) => {
    for (let i = 0; i < row.length; ++i) result[start + i] = row[i]! * factor;
  });
  return packed(pixels, result, 'float32');
}

/** Calls back with the samples of each row, and how many there are above it. */
function forEachRow(pixels: Pixels, each: (row: DecodedSamples, start: number) => void): void {
  const { bytes, width, height, channels, sampleType, stride } = pixels;
  const length = width * channels;
  for (let y = 0; y < height; ++y) {
    const row = new sampleArrays[sampleType](bytes.buffer as ArrayBuffer, bytes.byteOffset + y * stride, length);
    each(row, y * length);
  }
}

function packed<P extends Pixels>(pixels: P, samples: ArrayBufferView<ArrayBuffer>, sampleType: SampleType): P {
  return { ...pixels, bytes: new Uint8Array(samples.buffer), sampleType, stride: samples.byteLength / pixels.height };
}

/** The type that OpenCV's decoder of the format would announce for this picture. @internal */
export function typeOf({ data, channels, format }: DecodedImage, bytes: Uint8Array): number {
  const sampleType = sampleTypeOf(data);
  const depth = depthWith(sampleType);
  if (depth < 0) throw mismatch('unsupported-data', 'TIFF samples', 'a depth that Mats have', sampleType);
  if (channels !== 2) return makeType(depth, channels);
  // Gray with alpha is read without its alpha, since 5.0 at 16 bits if it has them, else at 8.
  return habitsOf(format).typeOfGrayAlpha?.(depth, bytes) ?? makeType(sampleType === 'uint16' ? depth : 0, 1);
}

function sampleTypeOf(data: DecodedSamples): SampleType {
  return (Object.keys(sampleArrays) as SampleType[]).find((name) => data instanceof sampleArrays[name])!;
}

/** The samples of a picture as a Mat of `type` holds them. The picture's own may be overwritten. @internal */
export function convert(
  { data, channels, format, precision = 16 }: DecodedImage,
  type: number,
  conversion: Conversion,
): DecodedSamples {
  const { rgb, makeGray, frame } = conversion;
  const to = channelsOf(type);
  const target = samplesOf(type);
  const { white, multipliesByAlpha } = habitsOf(format);
  if (data instanceof Float32Array && multipliesByAlpha && channels % 2 === 0) multiplyByAlpha(data, channels);
  if (white && data instanceof Float32Array && !(target === Float32Array && channels === to))
    return ofFloats(data, channels, type, white, rgb);
  if (!(data instanceof target) && data.BYTES_PER_ELEMENT > 2)
    throw unreadable('IMREAD_ANYDEPTH or IMREAD_UNCHANGED', data, channels);
  if (data.BYTES_PER_ELEMENT > 2 && channels !== to)
    throw unreadable(`flags that keep ${channels} channels`, data, channels);
  if (data.BYTES_PER_ELEMENT > 2) return reorder(data, channels, rgb);
  const unsigned = data.BYTES_PER_ELEMENT === 2 ? new Uint16Array(data.buffer) : new Uint8Array(data.buffer);
  const narrows = target.BYTES_PER_ELEMENT === 1 && unsigned instanceof Uint16Array;
  const luma =
    frame && data.BYTES_PER_ELEMENT === 2 && !narrows ? LUMA_OF_14_BITS : (habitsOf(format).luma ?? LUMA_OF_15_BITS);
  if (makeGray && to === 1 && channels > 2) {
    const gray = makeGray(unsigned, channels, narrows);
    return narrows ? highBytes(gray) : gray;
  }
  if (narrows) return recolor(highBytes(unsigned, precision), channels, to, rgb, luma);
  if (precision < 16 && unsigned instanceof Uint16Array && !habitsOf(format).keepsPrecision)
    for (let i = 0; i < unsigned.length; ++i) unsigned[i]! <<= 16 - precision;
  return new target(recolor(unsigned, channels, to, rgb, luma).buffer);
}

/** Back to what is in a file that stores colors multiplied by alpha; where alpha is 0, they were not divided by it. */
function multiplyByAlpha(data: Float32Array, channels: number): void {
  for (let i = 0; i < data.length; ++i) {
    const alpha = data[i - (i % channels) + channels - 1]!;
    if (i % channels < channels - 1 && alpha !== 0) data[i]! *= alpha;
  }
}

/** At 8 bits or with other channels, as Mat.convertTo and cvtColor make them; the gray of 8 bits is made of their color. */
function ofFloats(
  data: Float32Array<ArrayBuffer>,
  channels: number,
  type: number,
  white: number,
  rgb: boolean,
): DecodedSamples {
  const to = channelsOf(type);
  if (samplesOf(type) === Float32Array) return floatsOf(data, channels, to, rgb);
  const bytes = new Uint8ClampedArray(data.length);
  for (let i = 0; i < bytes.length; ++i) bytes[i] = Math.fround(data[i]! * white);
  return recolor(new Uint8Array(bytes.buffer), channels, to, rgb, LUMA_OF_15_BITS);
}

function floatsOf(data: Float32Array<ArrayBuffer>, channels: number, to: number, rgb: boolean): DecodedSamples {
  const result = new Float32Array((data.length / channels) * to);
  const step = channels < 3 ? 0 : 1;
  for (let i = 0, o = 0; o < result.length; i += channels, o += to) {
    const red = data[i]!;
    const green = data[i + step]!;
    const blue = data[i + 2 * step]!;
    if (to > 1) result.set(rgb ? [red, green, blue] : [blue, green, red], o);
    else result[o] = step ? red * 0.299 + green * 0.587 + blue * 0.114 : red;
  }
  return result;
}

function unreadable(expected: string, data: DecodedSamples, channels: number): Error {
  const actual = `others for ${channels} × ${sampleTypeOf(data)}`;
  return mismatch('unsupported-data', 'flags', `${expected} (OpenCV reads such TIFF files in no other way)`, actual);
}

/** The highest eight of the bits that the samples use. */
function highBytes(samples: Unsigned, precision = 16): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(samples.length);
  for (let i = 0; i < bytes.length; ++i) bytes[i] = samples[i]! >> (precision - 8);
  return bytes;
}

/** Blue first, in place. */
function reorder<S extends DecodedSamples>(samples: S, channels: number, rgb: boolean): S {
  if (rgb || channels < 3) return samples;
  for (let i = 0; i < samples.length; i += channels) {
    const red = samples[i]!;
    samples[i] = samples[i + 2]!;
    samples[i + 2] = red;
  }
  return samples;
}

function recolor(from: Unsigned, channels: number, to: number, rgb: boolean, luma: Luma): Unsigned {
  if (channels === to) return reorder(from, channels, rgb);
  const pixels = from.length / channels;
  const result = from instanceof Uint8Array ? new Uint8Array(pixels * to) : new Uint16Array(pixels * to);
  if (to === 1) return toGray(from, channels, result, luma);
  const isGray = channels < 3;
  const [first, third] = isGray ? [0, 0] : rgb ? [0, 2] : [2, 0];
  for (let i = 0, o = 0; o < result.length; i += channels, o += to) {
    result[o] = from[i + first]!;
    result[o + 1] = from[i + (isGray ? 0 : 1)]!;
    result[o + 2] = from[i + third]!;
    if (to === 4) result[o + 3] = from[i + channels - 1]!;
  }
  return result;
}

function toGray(from: Unsigned, channels: number, gray: Unsigned, [red, green, blue, shift, half]: Luma): Unsigned {
  for (let i = 0, o = 0; o < gray.length; i += channels, ++o) {
    gray[o] = channels < 3 ? from[i]! : (from[i]! * red + from[i + 1]! * green + from[i + 2]! * blue + half) >>> shift;
  }
  return gray;
}
