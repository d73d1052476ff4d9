// What AVIF's samples are as colors, by the formulas of ITU-T H.273 in double precision, out of the planes that avifdec writes as Y4M.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../support/programs.mjs';

const weights = {
  1: [0.2126, 0.0722],
  2: [0.299, 0.114],
  4: [0.3, 0.11],
  5: [0.299, 0.114],
  6: [0.299, 0.114],
  7: [0.212, 0.087],
  9: [0.2627, 0.0593],
};

/** The planes of a picture, which `file` names. */
export function planesOf(file, folder) {
  const path = join(folder, 'planes.y4m');
  run('avifdec', file, path);
  const bytes = readFileSync(path);
  const header = bytes.subarray(0, bytes.indexOf('\n')).toString();
  const [, kind, deep] = header.match(/ C(420|422|444|mono)\w*?(?:p(10|12))?(?:alpha)?(?: |$)/);
  const [width, height] = ['W', 'H'].map((letter) => Number(header.match(` ${letter}(\\d+)`)[1]));
  const bits = Number(deep ?? header.match(/mono(10|12)/)?.[1] ?? 8);
  const [shiftX, shiftY] = [kind === '420' || kind === '422', kind === '420'].map(Number);
  let at = bytes.indexOf('FRAME\n') + 6;
  const plane = (columns, rows) => {
    const count = columns * rows;
    const samples = Uint16Array.from({ length: count }, (_, i) =>
      bits > 8 ? bytes.readUInt16LE(at + 2 * i) : bytes[at + i],
    );
    at += count * (bits > 8 ? 2 : 1);
    return { samples, columns, rows };
  };
  const chroma = [(width + shiftX) >> shiftX, (height + shiftY) >> shiftY];
  const luma = plane(width, height);
  const planes = kind === 'mono' ? [luma] : [luma, plane(...chroma), plane(...chroma)];
  return { width, height, bits, shiftX, shiftY, planes };
}

/** The colors of each pixel, before they are rounded. Samples of chroma are in the middle of those of luma. */
export function colorsOf({ width, height, bits, shiftX, shiftY, planes }, { matrix, fullRange = true }) {
  const step = 2 ** (bits - 8);
  const largest = 2 ** bits - 1;
  const [zero, range, chromaRange] = fullRange ? [0, largest, largest] : [16 * step, 219 * step, 224 * step];
  const luma = (plane, x, y) => (planes[plane].samples[y * width + x] - zero) / range;
  const chroma = (plane, x, y) => {
    const { samples, columns, rows } = planes[plane];
    const at = (column, row) =>
      samples[Math.min(Math.max(row, 0), rows - 1) * columns + Math.min(Math.max(column, 0), columns - 1)];
    const spread = (position, shift) => {
      const near = position >> shift;
      return shift
        ? [
            [near, 0.75],
            [position % 2 ? near + 1 : near - 1, 0.25],
          ]
        : [[near, 1]];
    };
    let sum = 0;
    for (const [column, a] of spread(x, shiftX))
      for (const [row, b] of spread(y, shiftY)) sum += a * b * at(column, row);
    return (sum - 128 * step) / chromaRange;
  };
  const channels = planes.length;
  const colors = new Float64Array(width * height * channels);
  for (let y = 0, i = 0; y < height; ++y)
    for (let x = 0; x < width; ++x, i += channels)
      colors.set(
        channels === 1
          ? [luma(0, x, y)]
          : rgb(
              matrix,
              (plane) => luma(plane, x, y),
              (plane) => chroma(plane, x, y),
            ),
        i,
      );
  return colors.map((color) => Math.min(Math.max(color, 0), 1) * largest);
}

function rgb(matrix, luma, chroma) {
  if (matrix === 0) return [luma(2), luma(0), luma(1)];
  const [y, cb, cr] = [luma(0), chroma(1), chroma(2)];
  if (matrix === 8) return [y - cb + cr, y + cb, y - cb - cr];
  const [red, blue] = weights[matrix];
  const r = y + 2 * (1 - red) * cr;
  const b = y + 2 * (1 - blue) * cb;
  return [r, (y - red * r - blue * b) / (1 - red - blue), b];
}
