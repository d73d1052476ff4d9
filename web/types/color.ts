// Colors: of eight bits a channel, and what their numbers mean.

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** Red, green, blue and alpha, 0 to 255. */
export type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

/** CIE 1931 x and y of the white, and of red, green and blue. */
export type Chromaticities = readonly [
  wx: number,
  wy: number,
  rx: number,
  ry: number,
  gx: number,
  gy: number,
  bx: number,
  by: number,
];

/** Colors by numbers, of which a file may say either, both or none. */
export interface Colorimetry {
  /** The exponent by which samples were made of light, such as 0.45455. */
  readonly gamma?: number;
  readonly chromaticities?: Chromaticities;
}
