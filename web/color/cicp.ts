// Color spaces by number (ITU-T H.273), as profiles for formats that have no place for the numbers.
import type { Chromaticities } from '../types/color.js';
import type { Cicp } from '../types/metadata.js';
import { SRGB_PRIMARIES, tagsOfPrimaries } from './primaries.js';
import { makeProfile, parametric, sampled, typed } from './profile.js';

const D65 = [0.3127, 0.329] as const;

const primaries: Readonly<Record<number, Chromaticities>> = {
  1: SRGB_PRIMARIES,
  4: [0.31, 0.316, 0.67, 0.33, 0.21, 0.71, 0.14, 0.08],
  5: [...D65, 0.64, 0.33, 0.29, 0.6, 0.15, 0.06],
  6: [...D65, 0.63, 0.34, 0.31, 0.595, 0.155, 0.07],
  7: [...D65, 0.63, 0.34, 0.31, 0.595, 0.155, 0.07],
  9: [...D65, 0.708, 0.292, 0.17, 0.797, 0.131, 0.046],
  11: [0.314, 0.351, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06],
  12: [...D65, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06],
  22: [...D65, 0.63, 0.34, 0.295, 0.605, 0.155, 0.077],
};

export const srgbCurve = (): number[] => parametric(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045);

const bt709 = (): number[] => parametric(1 / 0.45, 1 / 1.099, 0.099 / 1.099, 1 / 4.5, 0.081);

const curves: Readonly<Record<number, () => number[]>> = {
  1: bt709,
  4: () => parametric(2.2),
  5: () => parametric(2.8),
  6: bt709,
  7: () => parametric(1 / 0.45, 1 / 1.1115, 0.1115 / 1.1115, 1 / 4, 0.0912),
  8: () => parametric(1),
  13: srgbCurve,
  14: bt709,
  15: bt709,
  // Beyond the white of ordinary pictures (203 cd/m² after ITU-R BT.2408) a profile has no numbers: readers that know the
  // tag cicp do not need them, the others show highlights as white.
  16: () => sampled(steps((signal) => perceptualQuantizer(signal) / 203)),
  18: () => sampled(steps((signal) => hybridLogGamma(signal) / hybridLogGamma(0.75))),
};

/** Whether the numbers say what readers assume of a file that says nothing. */
export const isSrgb = ([primary, transfer, , fullRange]: Cicp): boolean =>
  primary === 1 && transfer === 13 && fullRange === 1;

/** A profile that says the same; none for numbers that say nothing, or nothing that a profile could. */
export function profileOfCicp(
  [primary, transfer, , fullRange]: Cicp,
  gray: boolean,
): Uint8Array<ArrayBuffer> | undefined {
  const colors = primaries[primary];
  const curve = curves[transfer]?.();
  const tags = colors && tagsOfPrimaries(colors);
  if (!tags || !curve || fullRange !== 1) return undefined;
  const name = `H.273 ${primary}/${transfer}`;
  if (gray) return makeProfile('GRAY', name, [[['kTRC'], curve]]);
  return makeProfile('RGB ', name, [
    ...tags,
    [['rTRC', 'gTRC', 'bTRC'], curve],
    [['cicp'], typed('cicp', [primary, transfer, 0, 1])],
  ]);
}

const steps = (curve: (signal: number) => number): number[] =>
  Array.from({ length: 1024 }, (_, i) => Math.min(1, curve(i / 1023)));

/** SMPTE ST 2084, in cd/m². */
function perceptualQuantizer(signal: number): number {
  const power = signal ** (32 / 2523);
  return 10000 * (Math.max(0, power - 3424 / 4096) / (2413 / 128 - (2392 / 128) * power)) ** (8192 / 1305);
}

/** ITU-R BT.2100's light of the scene, 0 to 1. */
function hybridLogGamma(signal: number): number {
  const a = 0.17883277;
  const b = 1 - 4 * a;
  const c = 0.5 - a * Math.log(4 * a);
  return signal <= 0.5 ? signal ** 2 / 3 : (Math.exp((signal - c) / a) + b) / 12;
}
