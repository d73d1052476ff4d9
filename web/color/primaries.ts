// Color spaces by their chromaticities: the way from linear RGB to the connection space of profiles.
import type { Chromaticities } from '../types/color.js';
import { chad, colorants, D50, type Matrix, type ProfileTag } from './profile.js';

export const SRGB_PRIMARIES: Chromaticities = [0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06];

/** Cone responses after Bradford, which profiles use. */
const BRADFORD: Matrix = [
  [0.8951, 0.2664, -0.1614],
  [-0.7502, 1.7135, 0.0367],
  [0.0389, -0.0685, 1.0296],
];

/** The tags of a profile for these colors; none when the numbers make no color space. */
export function tagsOfPrimaries([wx, wy, ...rgb]: Chromaticities): ProfileTag[] | undefined {
  const [rx, ry, gx, gy, bx, by] = rgb;
  const white = toXyz(wx, wy);
  const columns = transposed([toXyz(rx, ry), toXyz(gx, gy), toXyz(bx, by)]);
  const back = inverse(columns);
  if (!back || wy <= 0) return undefined;
  // So much of each that all of them together are white.
  const scale = times(back, white);
  const toWhite = columns.map((row) => row.map((value, i) => value * scale[i]!)) as unknown as Matrix;
  const adaptation = adaptationOf(white);
  if (!adaptation) return undefined;
  const adapted = product(adaptation, toWhite);
  // Profiles hold numbers up to 32768, and no sane color comes near.
  const sane = [...adapted.flat(), ...adaptation.flat()].every((value) => Math.abs(value) < 100);
  return sane ? [...colorants(adapted), chad(adaptation)] : undefined;
}

const toXyz = (x: number, y: number): number[] => [x / y, 1, (1 - x - y) / y];

/** How the colors under a white look under that of profiles. */
function adaptationOf(white: readonly number[]): Matrix | undefined {
  const back = inverse(BRADFORD)!;
  const from = times(BRADFORD, white);
  const to = times(BRADFORD, D50);
  if (from.some((value) => !(value > 0))) return undefined;
  const scaled = BRADFORD.map((row, i) => row.map((value) => (value * to[i]!) / from[i]!)) as unknown as Matrix;
  return product(back, scaled);
}

const times = (matrix: Matrix, vector: readonly number[]): number[] =>
  matrix.map((row) => row.reduce((sum, value, i) => sum + value * vector[i]!, 0));

const transposed = (matrix: readonly (readonly number[])[]): Matrix =>
  [0, 1, 2].map((i) => matrix.map((row) => row[i]!)) as unknown as Matrix;

const product = (a: Matrix, b: Matrix): Matrix => transposed(transposed(b).map((column) => times(a, column)));

function inverse([a, b, c]: Matrix): Matrix | undefined {
  const cross = (u: readonly number[], v: readonly number[]): number[] =>
    [0, 1, 2].map((i) => u[(i + 1) % 3]! * v[(i + 2) % 3]! - u[(i + 2) % 3]! * v[(i + 1) % 3]!);
  const columns = [cross(b, c), cross(c, a), cross(a, b)];
  const determinant = a.reduce((sum, value, i) => sum + value * columns[0]![i]!, 0);
  if (!(Math.abs(determinant) > 1e-9)) return undefined;
  return transposed(columns.map((column) => column.map((value) => value / determinant)));
}
