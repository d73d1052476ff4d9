// The tone of a PNG: what libpng knows of its curve when it mixes gray for OpenCV, from gAMA, sRGB, iCCP and sBIT.
import { chunksAhead, viewOf } from './png-chunks.js';

/** @internal */
export interface Tone {
  /** As gAMA has it: hundred-thousandths. */
  readonly gamma: number;
  /** Bits that the samples of a color use, if the file says so; 0 else. */
  readonly significantBits: number;
}

const SRGB_GAMMA = 45455;

/** The profiles that libpng takes for sRGB: their length and CRC-32. Others say nothing to it. */
const srgbProfiles: readonly (readonly [length: number, crc: number])[] = [
  [3048, 0x3b8772b9],
  [3052, 0x427ebb21],
  [60988, 0x306fd8ae],
  [60960, 0xbbef7812],
  [3024, 0x5d5129ce],
  [3144, 0x182ea552],
  [3144, 0xf29e526d],
];

/**
 * @param icc - The file's profile, unpacked.
 * @returns undefined where the file says no gamma.
 * @internal
 */
export function toneOfPng(bytes: Uint8Array, icc: Uint8Array | undefined): Tone | undefined {
  let gamma: number | undefined;
  let isSrgb = false;
  let significantBits = 0;
  for (const { type, data } of chunksAhead(bytes)) {
    // Behind it libpng takes no notice of the others.
    if (type === 'PLTE') break;
    if (type === 'gAMA' && data.length === 4) {
      const given = viewOf(data).getUint32(0);
      const fits = !isSrgb || !isSignificant((SRGB_GAMMA * 100_000) / given);
      if (given >= 16 && given <= 625_000_000 && fits) gamma = given;
    }
    if ((type === 'sRGB' && data.length === 1 && data[0]! < 4) || (type === 'iCCP' && icc && isKnownSrgb(icc))) {
      gamma = SRGB_GAMMA;
      isSrgb = true;
    }
    if (type === 'sBIT' && data.length >= 3) significantBits = Math.max(...data.subarray(0, 3));
  }
  return gamma === undefined ? undefined : { gamma, significantBits };
}

/** Whether an exponent, in hundred-thousandths, is far enough from 1 to count. @internal */
export const isSignificant = (exponent: number): boolean => exponent < 95_000 || exponent > 105_000;

function isKnownSrgb(icc: Uint8Array): boolean {
  const alike = srgbProfiles.filter(([length]) => length === icc.length);
  return alike.length > 0 && alike.some(([, crc]) => crc === crc32(icc));
}

function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; ++bit) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
