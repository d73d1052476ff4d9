// Gray of a PNG's colors as libpng makes it for OpenCV: mixed in linear light where the file says its gamma.
import type { Unsigned } from './habits.js';
import { isSignificant, type Tone } from './png-tone.js';

/** OpenCV's 0.299, 0.587 and the rest as libpng holds them, of 32768. */
const [RED, GREEN, BLUE, SHIFT, HALF] = [9797, 19234, 3737, 15, 16384] as const;

/** What becomes of samples: those of a color to linear light and back, and those of a gray. */
interface Curves {
  readonly linear: Unsigned;
  readonly back: Unsigned;
  /** For pixels whose samples are alike; they stay as they are where there is none. */
  readonly gray?: Unsigned | undefined;
  /** By how many bits samples are shortened before they are looked up. */
  readonly shift: number;
}

/**
 * @param samples - Three or four channels.
 * @param narrows - Whether samples of 16 bits are to become bytes later, which libpng prepares for.
 * @returns One channel of as many bits.
 * @internal
 */
export function pngGray(samples: Unsigned, channels: number, tone: Tone | undefined, narrows: boolean): Unsigned {
  const pixels = samples.length / channels;
  const wide = samples instanceof Uint16Array;
  const result = wide ? new Uint16Array(pixels) : new Uint8Array(pixels);
  const curves = tone && curvesOf(tone, wide, narrows);
  if (curves) {
    mixLight(samples, channels, curves, result);
    return result;
  }
  // Without a gamma, libpng rounds gray of 16 bits and cuts that of 8.
  const half = wide ? HALF : 0;
  for (let i = 0, o = 0; o < pixels; i += channels, ++o) {
    result[o] = (samples[i]! * RED + samples[i + 1]! * GREEN + samples[i + 2]! * BLUE + half) >>> SHIFT;
  }
  return result;
}

function mixLight(samples: Unsigned, channels: number, { linear, back, gray, shift }: Curves, result: Unsigned): void {
  for (let i = 0, o = 0; o < result.length; i += channels, ++o) {
    const red = samples[i]!;
    const green = samples[i + 1]!;
    const blue = samples[i + 2]!;
    if (red === green && red === blue) {
      result[o] = gray ? gray[red >> shift]! : red;
    } else {
      const sum = linear[red >> shift]! * RED + linear[green >> shift]! * GREEN + linear[blue >> shift]! * BLUE;
      result[o] = back[((sum + HALF) >>> SHIFT) >> shift]!;
    }
  }
}

/** libpng counts exponents in hundred-thousandths, too. */
const reciprocal = (exponent: number): number => Math.floor(1e10 / exponent + 0.5);

function curvesOf({ gamma, significantBits }: Tone, wide: boolean, narrows: boolean): Curves | undefined {
  const toLinear = reciprocal(gamma);
  if (!isSignificant(gamma) && !isSignificant(toLinear)) return undefined;
  const fromLinear = reciprocal(toLinear);
  if (!wide) return { linear: curve8(toLinear), back: curve8(fromLinear), shift: 0 };
  const kept = significantBits > 0 && significantBits < 16 ? significantBits : 16;
  // A byte needs 11 of the bits; no fewer than the upper 8 are looked up.
  const shift = Math.min(Math.max(16 - kept, narrows ? 5 : 0), 8);
  const gray = narrows ? roundedBytes(shift, Math.floor(gamma * 1e-5 * toLinear + 0.5)) : curve16(100_000, shift);
  return { linear: curve16(toLinear, shift), back: curve16(fromLinear, shift), gray, shift };
}

function curve8(exponent: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: 256 }, (_, i) =>
    isSignificant(exponent) ? Math.floor(255 * (i / 255) ** (exponent * 1e-5) + 0.5) : i,
  );
}

function curve16(exponent: number, shift: number): Uint16Array<ArrayBuffer> {
  const max = (1 << (16 - shift)) - 1;
  if (!isSignificant(exponent)) {
    return Uint16Array.from({ length: max + 1 }, (_, i) =>
      shift === 0 ? i : Math.floor((i * 65535 + (1 << (15 - shift))) / max),
    );
  }
  const unit = 1 / max;
  return Uint16Array.from({ length: max + 1 }, (_, i) => Math.floor(65535 * (i * unit) ** (exponent * 1e-5) + 0.5));
}

/** Samples as the nearest 16-bit sample of which the upper byte is all. */
function roundedBytes(shift: number, exponent: number): Uint16Array<ArrayBuffer> {
  const max = (1 << (16 - shift)) - 1;
  const result = new Uint16Array(max + 1).fill(65535);
  const corrected = (value: number): number =>
    value < 65535 ? Math.floor(65535 * (value / 65535) ** (exponent * 1e-5) + 0.5) : value;
  let last = 0;
  for (let byte = 0; byte < 255; ++byte) {
    const bound = Math.floor((corrected(byte * 257 + 128) * max + 32768) / 65535) + 1;
    while (last < bound) result[last++] = byte * 257;
  }
  return result;
}
