// TIFF files that OpenCV's encoder does not write: in planes, in tiles, of packed samples, of several pages. Little endian, plain.
import { packed } from '../../contract/tiff-files.mjs';
import { cv, plainMat } from './support.mjs';
import { samples } from '../support.mjs';

const types = { short: [3, 2, 'writeUInt16LE'], long: [4, 4, 'writeUInt32LE'] };

/** The samples of a Mat in the order of files: red first. */
function channelsFirst(mat) {
  const channels = mat.channels();
  const list = samples(plainMat(mat));
  if (channels < 3) return list;
  return list.map((_, i) => list[i - (i % channels) + [2, 1, 0, 3][i % channels]]);
}

/** The bytes of each strip or tile; of one plane after the other where the file has planes. */
function piecesOf(mat, { planar, rowsPerStrip, tile, bits }) {
  const [channels, list] = [mat.channels(), channelsFirst(mat)];
  const [width, height] = tile ? [tile, tile] : [mat.cols, rowsPerStrip];
  const pieces = [];
  for (const plane of planar ? [...Array(channels).keys()] : [undefined]) {
    for (let top = 0; top < mat.rows; top += height) {
      for (let left = 0; left < mat.cols; left += width) {
        const rows = tile ? height : Math.min(height, mat.rows - top);
        const each = plane === undefined ? channels : 1;
        const piece = new list.constructor(rows * width * each);
        for (let y = 0; y < Math.min(rows, mat.rows - top); ++y) {
          for (let x = 0; x < Math.min(width, mat.cols - left); ++x) {
            for (let c = 0; c < each; ++c)
              piece[(y * width + x) * each + c] = list[((top + y) * mat.cols + left + x) * channels + (plane ?? c)];
          }
        }
        pieces.push(packed(piece, width * each, bits));
      }
    }
  }
  return pieces;
}

/** A file of pages, `{ mat, planar?, rowsPerStrip?, tile?, bits? }` each. */
export function tiffFile(...pages) {
  const parts = [Buffer.from('49492a0000000000', 'hex')];
  let at = 8;
  const put = (bytes) => {
    const start = at;
    parts.push(bytes, Buffer.alloc(bytes.length & 1));
    at += bytes.length + (bytes.length & 1);
    return start;
  };
  let link = (offset) => parts[0].writeUInt32LE(offset, 4);
  for (const { mat, planar = false, rowsPerStrip = mat.rows, tile, bits = mat.elemSize1() * 8 } of pages) {
    const channels = mat.channels();
    const pieces = piecesOf(mat, { planar, rowsPerStrip, tile, bits });
    const offsets = pieces.map(put);
    const format = mat.depth() === cv.CV_32F || mat.depth() === cv.CV_64F ? 3 : 1;
    const entries = [
      [256, 'long', [mat.cols]],
      [257, 'long', [mat.rows]],
      [258, 'short', Array(channels).fill(bits)],
      [259, 'short', [1]],
      [262, 'short', [channels >= 3 ? 2 : 1]],
      [277, 'short', [channels]],
      [284, 'short', [planar ? 2 : 1]],
      ...(channels % 2 === 0 ? [[338, 'short', [2]]] : []),
      [339, 'short', Array(channels).fill(format)],
      ...(tile
        ? [
            [322, 'long', [tile]],
            [323, 'long', [tile]],
            [324, 'long', offsets],
            [325, 'long', pieces.map(({ length }) => length)],
          ]
        : [
            [273, 'long', offsets],
            [278, 'long', [rowsPerStrip]],
            [279, 'long', pieces.map(({ length }) => length)],
          ]),
    ].sort(([a], [b]) => a - b);
    const directory = Buffer.alloc(2 + 12 * entries.length + 4);
    directory.writeUInt16LE(entries.length);
    entries.forEach(([tag, name, values], i) => {
      const [type, size, write] = types[name];
      const bytes = Buffer.alloc(values.length * size);
      values.forEach((value, k) => bytes[write](value, k * size));
      directory.writeUInt16LE(tag, 2 + 12 * i);
      directory.writeUInt16LE(type, 4 + 12 * i);
      directory.writeUInt32LE(values.length, 6 + 12 * i);
      if (bytes.length <= 4) bytes.copy(directory, 10 + 12 * i);
      else directory.writeUInt32LE(put(bytes), 10 + 12 * i);
    });
    link(put(directory));
    link = (offset) => directory.writeUInt32LE(offset, directory.length - 4);
  }
  return Buffer.concat(parts);
}
