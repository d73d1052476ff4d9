// The colour space Display P3, as files name it.

/** ITU-T H.273: SMPTE EG 432-1 primaries, IEC 61966-2-1 transfer function, RGB, full range. */
export const displayP3Cicp = [12, 13, 0, 1] as const;

// Colorants and white adapted to D50, and sRGB's curve as a parametric one (ICC.1:2022, 10.18, type 3).
const tags: readonly (readonly [names: readonly string[], type: string, body: () => number[]])[] = [
  [['desc'], 'mluc', () => text('Display P3')],
  [['cprt'], 'mluc', () => text('CC0')],
  [['wtpt'], 'XYZ ', () => fixed(0.9642, 1, 0.82491)],
  [['rXYZ'], 'XYZ ', () => fixed(0.51512, 0.2412, -0.00105)],
  [['gXYZ'], 'XYZ ', () => fixed(0.29198, 0.69225, 0.04189)],
  [['bXYZ'], 'XYZ ', () => fixed(0.1571, 0.06657, 0.78407)],
  [['rTRC', 'gTRC', 'bTRC'], 'para', () => [...[0, 3, 0, 0], ...fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)]],
  [['chad'], 'sf32', () => fixed(1.04788, 0.02292, -0.0502, 0.02959, 0.99048, -0.01706, -0.00923, 0.01508, 0.75168)],
];

/** A colour of sRGB in Display P3; both from 0 to 255. */
export function toDisplayP3(color: readonly number[]): number[] {
  const linear = color.map((value) => (value <= 0.04045 * 255 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  return fromSrgb.map((row) => {
    const light = row.reduce((sum, factor, i) => sum + factor * linear[i]!, 0);
    return Math.round(255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055));
  });
}

/** Linear light of sRGB to that of Display P3, whose white is the same. */
const fromSrgb: readonly (readonly number[])[] = [
  [0.822462, 0.177538, 0],
  [0.033194, 0.966806, 0],
  [0.017083, 0.072397, 0.91052],
];

/** An ICC profile of version 4 for Display P3. */
export function displayP3Profile(): Uint8Array<ArrayBuffer> {
  const count = tags.reduce((sum, [names]) => sum + names.length, 0);
  const head = [
    0, 0, 0, 0, ...word(0x04300000), ...ascii('mntrRGB XYZ '), // creator, version, class, colours, connection
    ...[2026, 1, 1, 0, 0, 0].flatMap((part) => [part >> 8, part & 255]),
    ...ascii('acsp'), ...new Array<number>(28).fill(0), ...fixed(0.9642, 1, 0.82491), ...new Array<number>(48).fill(0),
  ];
  const table = word(count);
  const data: number[] = [];
  const dataStart = 128 + 4 + 12 * count;
  for (const [names, type, body] of tags) {
    const bytes = [...ascii(type), 0, 0, 0, 0, ...body()];
    for (const name of names) table.push(...ascii(name), ...word(dataStart + data.length), ...word(bytes.length));
    data.push(...bytes, ...new Array<number>((4 - (bytes.length % 4)) % 4).fill(0));
  }
  return new Uint8Array([...word(dataStart + data.length), ...head, ...table, ...data]);
}

const ascii = (characters: string): number[] => Array.from(characters, (character) => character.charCodeAt(0));

const word = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];

/** Signed numbers with 16 bits behind the point. */
const fixed = (...values: number[]): number[] => values.flatMap((value) => word(Math.round(value * 65536) >>> 0));

/** One text in American English, in UTF-16. */
function text(characters: string): number[] {
  return [...word(1), ...word(12), ...ascii('enUS'), ...word(2 * characters.length), ...word(28), ...ascii(characters).flatMap((code) => [0, code])];
}
