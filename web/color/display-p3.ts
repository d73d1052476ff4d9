// The color space Display P3, as files name it.
import type { Rgb } from '../types/color.js';
import { srgbCurve } from './cicp.js';
import { chad, colorants, makeProfile } from './profile.js';

/** ITU-T H.273: SMPTE EG 432-1 primaries, IEC 61966-2-1 transfer function, RGB, full range. */
export const displayP3Cicp = [12, 13, 0, 1] as const;

/** A color of sRGB in Display P3; both from 0 to 255. */
export function toDisplayP3(color: Rgb): Rgb {
  const linear = color.map((value) =>
    value <= 0.04045 * 255 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
  );
  const [red, green, blue] = fromSrgb.map((row) => {
    const light = row.reduce((sum, factor, i) => sum + factor * linear[i]!, 0);
    return Math.round(255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055));
  });
  return [red!, green!, blue!];
}

/** Linear light of sRGB to that of Display P3, whose white is the same. */
const fromSrgb: readonly (readonly number[])[] = [
  [0.822462, 0.177538, 0],
  [0.033194, 0.966806, 0],
  [0.017083, 0.072397, 0.91052],
];

/** An ICC profile of version 4 for Display P3: colorants and white adapted to D50, and sRGB's curve. */
export function displayP3Profile(): Uint8Array<ArrayBuffer> {
  return makeProfile('RGB ', 'Display P3', [
    ...colorants([
      [0.51512, 0.29198, 0.1571],
      [0.2412, 0.69225, 0.06657],
      [-0.00105, 0.04189, 0.78407],
    ]),
    [['rTRC', 'gTRC', 'bTRC'], srgbCurve()],
    chad([
      [1.04788, 0.02292, -0.0502],
      [0.02959, 0.99048, -0.01706],
      [-0.00923, 0.01508, 0.75168],
    ]),
  ]);
}
