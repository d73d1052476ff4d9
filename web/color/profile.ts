// ICC profiles made by code: a header, a table of tags, and their data (ICC.1:2022, 7 and 10).

/** The bytes of a tag, and the names that share them. */
export type ProfileTag = readonly [names: readonly string[], data: readonly number[]];

/** Nine numbers, row by row. */
export type Matrix = readonly [readonly number[], readonly number[], readonly number[]];

/** The white of the connection space, to which every color is adapted. */
export const D50 = [0.9642, 1, 0.82491] as const;

/** A display profile of version 4 over XYZ, whose description is its name. */
export function makeProfile(
  space: 'RGB ' | 'GRAY',
  name: string,
  tags: readonly ProfileTag[],
): Uint8Array<ArrayBuffer> {
  const all: readonly ProfileTag[] = [
    [['desc'], textOf(name)],
    [['cprt'], textOf('CC0')],
    [['wtpt'], xyz(...D50)],
    ...tags,
  ];
  const count = all.reduce((sum, [names]) => sum + names.length, 0);
  // The tag cicp came with 4.4.
  const version = all.some(([names]) => names.includes('cicp')) ? 0x04400000 : 0x04300000;
  const head = [
    0,
    0,
    0,
    0,
    ...word(version),
    ...ascii(`mntr${space}XYZ `), // creator, version, class, colors, connection
    ...[2026, 1, 1, 0, 0, 0].flatMap((part) => [part >> 8, part & 255]),
    ...ascii('acsp'),
    ...new Array<number>(28).fill(0),
    ...fixed(...D50),
    ...new Array<number>(48).fill(0),
  ];
  const table = word(count);
  const data: number[] = [];
  const dataStart = 128 + 4 + 12 * count;
  for (const [names, bytes] of all) {
    for (const tag of names) table.push(...ascii(tag), ...word(dataStart + data.length), ...word(bytes.length));
    data.push(...bytes, ...new Array<number>((4 - (bytes.length % 4)) % 4).fill(0));
  }
  return new Uint8Array([...word(dataStart + data.length), ...head, ...table, ...data]);
}

/** The tags of three colorants, the columns of the matrix that makes XYZ of linear RGB. */
export function colorants([x, y, z]: Matrix): ProfileTag[] {
  return ['rXYZ', 'gXYZ', 'bXYZ'].map((name, i) => [[name], xyz(x[i]!, y[i]!, z[i]!)]);
}

export const typed = (type: string, body: readonly number[]): number[] => [...ascii(type), 0, 0, 0, 0, ...body];

export const xyz = (...values: number[]): number[] => typed('XYZ ', fixed(...values));

export const chad = (matrix: Matrix): ProfileTag => [['chad'], typed('sf32', fixed(...matrix.flat()))];

/** (a x + b) ^ g from d on, c x below it; with one number, x ^ g. */
export function parametric(...numbers: number[]): number[] {
  return typed('para', [0, numbers.length === 1 ? 0 : 3, 0, 0, ...fixed(...numbers)]);
}

/** A curve by its values at equal distances, from 0 to 1. */
export function sampled(values: readonly number[]): number[] {
  return typed('curv', [
    ...word(values.length),
    ...values.map((value) => Math.round(65535 * value)).flatMap((value) => [value >> 8, value & 255]),
  ]);
}

export const ascii = (characters: string): number[] => Array.from(characters, (character) => character.charCodeAt(0));

const word = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];

/** Signed numbers with 16 bits behind the point. */
const fixed = (...values: number[]): number[] => values.flatMap((value) => word(Math.round(value * 65536) >>> 0));

/** One text in American English, in UTF-16. */
function textOf(characters: string): number[] {
  return typed('mluc', [
    ...word(1),
    ...word(12),
    ...ascii('enUS'),
    ...word(2 * characters.length),
    ...word(28),
    ...ascii(characters).flatMap((code) => [0, code]),
  ]);
}
