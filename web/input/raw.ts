// Raw pixels: `{ data, width, height, … }` and ImageData, checked before anything is done with them.
import { classOf } from '../core/class-of.js';
import { type ImwriteError, mismatch, formatValue } from '../core/error.js';
import type { RawImage, Samples } from '../types/raw-image.js';
import type { SampleType } from '../types/sample-type.js';
import type { SourcePixels } from '../types/source-pixels.js';
import { arranged } from './arranged.js';
import { withColors } from './indexed.js';

/** @internal */
export function isRawImage(source: object): source is RawImage {
  return 'data' in source && 'width' in source && 'height' in source;
}

/** @param indices - Whether an image with a color table stays what it is. @internal */
export function readRaw(image: RawImage, indices = false): SourcePixels {
  // Each is read once: a getter may make a new view each time.
  const { data: given, width, height, channels: count, stride, colorSpace, metadata } = image;
  const data = checkSamples(given);
  checkSize('width', width);
  checkSize('height', height);
  const channels = count ?? inferChannels(data.length, width, height, stride);
  const extraChannels = checkedExtras(image.extraChannels, channels);
  const precision = checkedPrecision(image.precision, data);
  const color = checkedColor(otherChannels(channels, extraChannels), colorSpace);

  const rowLength = width * channels;
  if (stride === undefined) {
    const needed = rowLength * height;
    if (data.length !== needed) {
      throw invalid(
        'data',
        `${needed} samples (${width} × ${height} × ${channels} channels)`,
        `${data.length} samples`,
      );
    }
  } else {
    checkStride(stride, rowLength);
    const needed = (height - 1) * stride + rowLength;
    if (data.length < needed) {
      throw invalid('data', `at least ${needed} samples (${height} rows, stride ${stride})`, `${data.length} samples`);
    }
  }
  const pixels: SourcePixels = {
    bytes: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    width,
    height,
    channels,
    ...(extraChannels > 0 && { extraChannels }),
    sampleType: sampleTypeOf(data),
    stride: (stride ?? rowLength) * data.BYTES_PER_ELEMENT,
    owned: (data as unknown) !== given,
    ...(precision !== undefined && { precision }),
    ...color,
    ...(typeof metadata === 'object' && metadata !== null && { metadata }),
  };
  const { colorTable } = image;
  return arranged(colorTable === undefined || indices ? pixels : withColors(pixels, colorTable), image);
}

/** What so many channels are in that color space, for the codec and for the profile that goes with them. @internal */
export function checkedColor(
  channels: unknown,
  colorSpace: unknown = 'srgb',
): Pick<SourcePixels, 'order' | 'colorSpace'> {
  if (!['srgb', 'display-p3', 'cmyk'].includes(colorSpace as string)) {
    throw mismatch('unsupported-image', 'colorSpace', "'srgb', 'display-p3' or 'cmyk'", formatValue(colorSpace), {
      option: 'colorSpace',
    });
  }
  if (![1, 2, 3, 4].includes(channels as number))
    throw invalid('channels', '1, 2, 3 or 4', formatValue(channels), 'channels');
  if (colorSpace === 'cmyk' && channels !== 4)
    throw invalid('channels', '4 for CMYK', formatValue(channels), 'channels');
  return { ...(colorSpace === 'display-p3' && { colorSpace }), ...(colorSpace === 'cmyk' && { order: colorSpace }) };
}

/** What the format of files with the most channels can count. */
const MOST_CHANNELS = 65_535;

function checkedExtras(extras: unknown, channels: number): number {
  if (extras === undefined)
    return Number.isInteger(channels) && channels > 4 && channels <= MOST_CHANNELS ? channels - 1 : 0;
  if (Number.isInteger(extras) && (extras as number) >= 0 && (extras as number) < MOST_CHANNELS)
    return extras as number;
  throw invalid('extraChannels', `a whole number from 0 to ${MOST_CHANNELS - 1}`, formatValue(extras), 'extraChannels');
}

/** Those of color and alpha. */
function otherChannels(channels: number, extraChannels: number): number {
  if (extraChannels === 0) return channels;
  if (Number.isInteger(channels) && channels > extraChannels && channels <= extraChannels + 4)
    return channels - extraChannels;
  throw invalid('channels', `1, 2, 3 or 4 and ${extraChannels} extra`, formatValue(channels), 'channels');
}

function sampleTypeOf(data: Samples): SampleType {
  return classOf(data).replace('Clamped', '').replace('Array', '').toLowerCase() as SampleType;
}

function checkSamples(data: unknown): Samples {
  const kind = classOf(data);
  // Half floats, which a wide-gamut canvas gives, are exact as floats.
  const samples = kind === 'Float16Array' ? new Float32Array(data as ArrayLike<number>) : (data as Samples);
  if (!/^(Uint8|Uint8Clamped|Uint16|Float16|Float32|Int8|Int16|Uint32|Int32|Float64)Array$/.test(kind)) {
    throw invalid(
      'data',
      'a Uint8Array, Uint8ClampedArray, Uint16Array, Float32Array or another numeric typed array',
      formatValue(data),
    );
  }
  if (samples.byteLength === 0) {
    throw invalid('data', 'samples', 'an empty or detached buffer (was it transferred to a worker?)');
  }
  return samples;
}

/** Undefined when it is all bits. */
function checkedPrecision(precision: unknown, data: Samples): number | undefined {
  if (precision === undefined) return undefined;
  const bits = 8 * data.BYTES_PER_ELEMENT;
  const takes = /^(Uint8|Uint8Clamped|Uint16)Array$/.test(classOf(data));
  const valid = takes && Number.isInteger(precision) && (precision as number) >= 1 && (precision as number) <= bits;
  if (!valid)
    throw invalid(
      'precision',
      takes ? `a whole number from 1 to ${bits}` : 'none but for a Uint8Array or Uint16Array',
      formatValue(precision),
      'precision',
    );
  return precision === bits ? undefined : (precision as number);
}

function checkSize(name: 'width' | 'height', value: unknown): void {
  if (!(Number.isInteger(value) && (value as number) >= 1))
    throw invalid(name, 'a whole number from 1', formatValue(value), name);
}

function checkStride(stride: unknown, rowLength: number): void {
  if (Number.isInteger(stride) && (stride as number) >= rowLength) return;
  throw invalid(
    'stride',
    `a whole number of samples from ${rowLength} (width × channels)`,
    formatValue(stride),
    'stride',
  );
}

function inferChannels(length: number, width: number, height: number, stride: unknown): number {
  if (stride !== undefined) throw invalid('channels', '1, 2, 3 or 4 when stride is given', 'undefined', 'channels');
  const channels = length / (width * height);
  if ([1, 2, 3, 4].includes(channels)) return channels;
  const sizes = [1, 2, 3, 4].map((count) => width * height * count).join(', ');
  throw invalid('data', `${sizes} samples (1 to 4 channels of ${width} × ${height} pixels)`, `${length} samples`);
}

function invalid(what: string, expected: string, actual: string, option?: string): ImwriteError {
  return mismatch('invalid-image', `image ${what}`, expected, actual, { option });
}
