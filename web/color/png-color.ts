// What a PNG's chunks gAMA and cHRM say of its colors, as a profile. Where the file has sRGB, iCCP or cICP, those count
// (PNG, third edition, 4.3), and the numbers of sRGB need no words: readers assume them.
import { srgbCurve } from './cicp.js';
import { SRGB_PRIMARIES, tagsOfPrimaries, type Chromaticities } from './primaries.js';
import { makeProfile, parametric } from './profile.js';

/** Both chunks hold hundred-thousandths. */
const UNIT = 100_000;
const SRGB_GAMMA = 1 / 2.2;
const CLOSE = 0.002;

export function profileOfPng(bytes: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let gamma: number | undefined;
  let primaries: Chromaticities | undefined;
  const HEADER = 8;
  for (let at = HEADER; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const size = view.getUint32(at);
    if (type === 'IDAT' || type === 'IEND') break;
    if (type === 'sRGB' || type === 'iCCP' || type === 'cICP') return undefined;
    if (at + 12 + size > bytes.length) break;
    if (type === 'gAMA' && size === 4) gamma = view.getUint32(at + 8) / UNIT;
    if (type === 'cHRM' && size === 32) {
      primaries = Array.from({ length: 8 }, (_, i) => view.getUint32(at + 8 + 4 * i) / UNIT) as unknown as Chromaticities;
    }
  }
  const COLOR_TYPE = 25;
  const isGray = bytes[COLOR_TYPE] === 0 || bytes[COLOR_TYPE] === 4;
  return profileOf(gamma, isGray ? undefined : primaries, isGray);
}

function profileOf(gamma: number | undefined, primaries: Chromaticities | undefined, isGray: boolean): Uint8Array<ArrayBuffer> | undefined {
  const usualCurve = gamma === undefined || Math.abs(gamma - SRGB_GAMMA) < CLOSE;
  const usualColors = primaries === undefined || primaries.every((value, i) => Math.abs(value - SRGB_PRIMARIES[i]!) < CLOSE);
  if (usualCurve && usualColors) return undefined;
  // Numbers that make no sense are passed over, as by any viewer.
  if (gamma !== undefined && !(gamma >= 0.05 && gamma <= 20)) return undefined;
  const curve = gamma === undefined ? srgbCurve() : parametric(1 / gamma);
  const name = `PNG gamma ${gamma ?? 'of sRGB'}`;
  if (isGray) return makeProfile('GRAY', name, [[['kTRC'], curve]]);
  const tags = tagsOfPrimaries(primaries ?? SRGB_PRIMARIES);
  return tags && makeProfile('RGB ', name, [...tags, [['rTRC', 'gTRC', 'bTRC'], curve]]);
}
