// TIFF files made tag by tag, of kinds that imwrite does not write. Little endian, one directory.
import { deflateSync } from 'node:zlib';

/** Samples of `bits` bits each, row by row, the first in the highest bits; of whole bytes in little endian. */
export function packed(samples, perRow, bits) {
  if (bits % 8 === 0) return Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
  const rowBytes = Math.ceil((perRow * bits) / 8);
  const bytes = Buffer.alloc((samples.length / perRow) * rowBytes);
  samples.forEach((sample, i) => {
    const start = Math.floor(i / perRow) * rowBytes * 8 + (i % perRow) * bits;
    for (let bit = 0; bit < bits; ++bit) {
      if ((sample >> (bits - 1 - bit)) & 1) bytes[(start + bit) >> 3] |= 0x80 >> ((start + bit) & 7);
    }
  });
  return bytes;
}

/**
 * A file of `samples` samples a pixel. `pieces` are the bytes of its strips, of one plane after the other where it has planes;
 * `tags` are further ones, as [tag, type, values]; without a `photometric` it says nothing of its colors.
 */
export function tiff({
  width,
  height,
  samples = 1,
  bits = 8,
  format = 1,
  photometric,
  planar = 1,
  rowsPerStrip = height,
  compression = 1,
  pieces,
  tags = [],
  link = true,
}) {
  const strips = compression === 8 ? pieces.map((piece) => deflateSync(piece)) : pieces;
  const offsets = [];
  let at = 8;
  for (const strip of strips) {
    offsets.push(at);
    at += strip.length + (strip.length & 1);
  }
  const entries = [
    [256, 4, [width]],
    [257, 4, [height]],
    [258, 3, Array(samples).fill(bits)],
    [259, 3, [compression]],
    ...(photometric === undefined ? [] : [[262, 3, [photometric]]]),
    [273, 4, offsets],
    [277, 3, [samples]],
    [278, 4, [rowsPerStrip]],
    [279, 4, strips.map(({ length }) => length)],
    [284, 3, [planar]],
    ...(format === 1 ? [] : [[339, 3, Array(samples).fill(format)]]),
    ...tags,
  ].sort(([a], [b]) => a - b);
  const parts = [
    Buffer.from('49492a0000000000', 'hex'),
    ...strips.flatMap((strip) => [strip, Buffer.alloc(strip.length & 1)]),
  ];
  const values = entries.map(([, type, list]) => {
    const bytes = Buffer.alloc(list.length * (type === 3 ? 2 : 4));
    list.forEach((value, i) => (type === 3 ? bytes.writeUInt16LE(value, 2 * i) : bytes.writeUInt32LE(value, 4 * i)));
    return bytes;
  });
  const directory = Buffer.alloc(2 + 12 * entries.length + (link ? 4 : 0));
  directory.writeUInt16LE(entries.length);
  entries.forEach(([tag, type, list], i) => {
    const field = 2 + 12 * i;
    directory.writeUInt16LE(tag, field);
    directory.writeUInt16LE(type, field + 2);
    directory.writeUInt32LE(list.length, field + 4);
    if (values[i].length <= 4) return void values[i].copy(directory, field + 8);
    directory.writeUInt32LE(at, field + 8);
    parts.push(values[i]);
    at += values[i].length;
  });
  parts[0].writeUInt32LE(at, 4);
  return Buffer.concat([...parts, directory]);
}

/** The file of interleaved samples, as one strip; `channels` of them a pixel. */
export const plainTiff = ({ data, width, height, channels, bits = data.BYTES_PER_ELEMENT * 8, ...rest }) =>
  tiff({ width, height, samples: channels, bits, pieces: [packed(data, width * channels, bits)], ...rest });

/** The same in planes, in strips of `rowsPerStrip` rows. */
export function planarTiff({
  data,
  width,
  height,
  channels,
  bits = data.BYTES_PER_ELEMENT * 8,
  rowsPerStrip = height,
  ...rest
}) {
  const pieces = [];
  for (let channel = 0; channel < channels; ++channel) {
    for (let y = 0; y < height; y += rowsPerStrip) {
      const rows = Math.min(rowsPerStrip, height - y);
      const plane = new data.constructor(rows * width).map((_, i) => data[(y * width + i) * channels + channel]);
      pieces.push(packed(plane, width, bits));
    }
  }
  return tiff({ width, height, samples: channels, bits, planar: 2, rowsPerStrip, pieces, ...rest });
}
