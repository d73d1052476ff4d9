// The zlib streams inside PNG files, as Node's zlib inflates them, which checks their Adler-32: data that drives its sums
// as high as they go, and sizes around those of vectors and parts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { imwrite } from '../../npm/dist/node/index.js';

/** The filtered rows of a PNG file. */
function filteredRows(bytes) {
  const file = Buffer.from(bytes);
  const data = [];
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
  }
  return inflateSync(Buffer.concat(data));
}

const fills = {
  white: () => 255,
  noise: (i) => Math.imul(i ^ (i >>> 9), 2654435761) >>> 24,
  bands: (i) => (i >> 9) % 7,
};

for (const [name, fill] of Object.entries(fills)) {
  test(`${name}: every stream is whole and gives the rows back`, async () => {
    for (const [width, height] of [
      [1, 1],
      [15, 1],
      [16, 3],
      [17, 2],
      [5551, 1],
      [5552, 2],
      [1000, 1047],
      [1024, 1023],
      [1025, 2100],
    ]) {
      const data = Uint8Array.from({ length: width * height }, (_, i) => fill(i));
      const rows = Buffer.concat(
        Array.from({ length: height }, (_, y) =>
          Buffer.concat([Buffer.of(0), data.subarray(y * width, (y + 1) * width)]),
        ),
      );
      for (const options of [
        { compressionLevel: 0 },
        { compressionLevel: 1 },
        { strategy: 'huffman' },
        { strategy: 'fixed' },
        { compressionLevel: 6 },
      ]) {
        const seen = filteredRows(
          await imwrite({ data, width, height, channels: 1 }, 'png', { ...options, filter: 'none' }),
        );
        assert.ok(rows.equals(seen), `${width} × ${height}, ${JSON.stringify(options)}`);
      }
    }
  });
}
