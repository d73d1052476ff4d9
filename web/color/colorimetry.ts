// What a file says of its colors by numbers, a curve and chromaticities, as a profile. The numbers of sRGB need no words: readers
// assume them.
import type { Colorimetry } from '../types/color.js';
import { srgbCurve } from './cicp.js';
import { SRGB_PRIMARIES, tagsOfPrimaries } from './primaries.js';
import { makeProfile, parametric } from './profile.js';

const SRGB_GAMMA = 1 / 2.2;
const CLOSE = 0.002;

export function profileOf(
  { gamma, chromaticities }: Colorimetry,
  isGray: boolean,
): Uint8Array<ArrayBuffer> | undefined {
  const primaries = isGray ? undefined : chromaticities;
  const usualCurve = gamma === undefined || Math.abs(gamma - SRGB_GAMMA) < CLOSE;
  const usualColors =
    primaries === undefined || primaries.every((value, i) => Math.abs(value - SRGB_PRIMARIES[i]!) < CLOSE);
  if (usualCurve && usualColors) return undefined;
  // Numbers that make no sense are passed over, as by any viewer.
  if (gamma !== undefined && !(gamma >= 0.05 && gamma <= 20)) return undefined;
  const curve = gamma === undefined ? srgbCurve() : parametric(1 / gamma);
  const name = `Gamma ${gamma ?? 'of sRGB'}`;
  if (isGray) return makeProfile('GRAY', name, [[['kTRC'], curve]]);
  const tags = tagsOfPrimaries(primaries ?? SRGB_PRIMARIES);
  return tags && makeProfile('RGB ', name, [...tags, [['rTRC', 'gTRC', 'bTRC'], curve]]);
}
