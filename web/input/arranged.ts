// Raw pixels that are arranged in another way than files have them: blue first, rows from the bottom up, premultiplied
// alpha. WebGL's readPixels() gives the latter two.
import { mismatch, formatValue } from '../core/error.js';
import { sampleArrays } from '../core/samples.js';
import type { RawImage } from '../types/raw-image.js';
import type { SourcePixels } from '../types/source-pixels.js';

/** The pixels as files have them; a copy where rows or samples change. @internal */
export function arranged(pixels: SourcePixels, { order, flipY, premultiplied }: RawImage): SourcePixels {
  const ordered = order === undefined ? pixels : { ...pixels, ...orderOf(pixels, order) };
  checkFlag('flipY', flipY);
  checkFlag('premultiplied', premultiplied);
  if (premultiplied) checkAlpha(pixels);
  if (!flipY && !premultiplied) return ordered;
  const { bytes, width, height, channels, sampleType, stride } = pixels;
  const samples = sampleArrays[sampleType];
  const row = width * channels * samples.BYTES_PER_ELEMENT;
  const copy = new Uint8Array(row * height);
  for (let y = 0; y < height; ++y)
    copy.set(bytes.subarray(y * stride, y * stride + row), (flipY ? height - 1 - y : y) * row);
  if (premultiplied)
    divideByAlpha(
      new samples(copy.buffer),
      channels,
      sampleType === 'float32' ? undefined : pixels.precision || 8 * samples.BYTES_PER_ELEMENT,
    );
  return { ...ordered, bytes: copy, stride: row, owned: true };
}

function orderOf(
  { channels: all, extraChannels = 0, order }: SourcePixels,
  given: string,
): Pick<SourcePixels, 'order'> {
  const channels = all - extraChannels;
  const choices = order === 'cmyk' ? [] : channels === 3 ? ['rgb', 'bgr'] : channels === 4 ? ['rgba', 'bgra'] : [];
  if (!choices.includes(given)) {
    const expected =
      choices.length > 0
        ? `${choices.map(formatValue).join(' or ')} for ${channels} channels`
        : 'none for gray or CMYK';
    throw mismatch('invalid-image', 'image order', expected, formatValue(given), { option: 'order' });
  }
  return { order: given.startsWith('bgr') ? 'bgr' : 'rgb' };
}

function checkFlag(name: string, value: unknown): void {
  if (value === undefined || typeof value === 'boolean') return;
  throw mismatch('invalid-image', `image ${name}`, 'true or false', formatValue(value), { option: name });
}

function checkAlpha({ channels, extraChannels, sampleType, order }: SourcePixels): void {
  if (channels % 2 === 0 && !extraChannels && order !== 'cmyk' && ['uint8', 'uint16', 'float32'].includes(sampleType))
    return;
  const actual = `${channels} channels${extraChannels ? `, ${extraChannels} of them extra,` : ''} of ${sampleType}${order === 'cmyk' ? ', CMYK' : ''}`;
  throw mismatch('invalid-image', 'image premultiplied', 'alpha, and uint8, uint16 or float32 samples', actual, {
    option: 'premultiplied',
  });
}

/** Where alpha is 0, colors stay. `bits` are those of whole numbers. */
function divideByAlpha(
  samples: InstanceType<(typeof sampleArrays)[keyof typeof sampleArrays]>,
  channels: number,
  bits: number | undefined,
): void {
  const one = bits ? 2 ** bits - 1 : 1;
  for (let i = channels - 1; i < samples.length; i += channels) {
    const alpha = samples[i]!;
    if (alpha === one || alpha === 0) continue;
    for (let c = i - channels + 1; c < i; ++c) {
      const value = (samples[c]! * one) / alpha;
      samples[c] = bits ? Math.min(one, Math.round(value)) : value;
    }
  }
}
