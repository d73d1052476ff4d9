// Images for tests in Node: fixtures, and one of our own.
import { fileURLToPath } from 'node:url';
import { formats } from './package.mjs';
import { seenBySharp, sharp } from './sharp.mjs';

export const fixture = (name) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

/** The 8-bit picture of a fixture, as sharp reads it. */
export async function photo(name) {
  const { channels } = await sharp(fixture(name)).metadata();
  return seenBySharp(fixture(name), { data: new Uint8Array(0), channels });
}

/** A picture of our own: noise, the same every time, in which all values of the type may occur. */
export function pattern(width, height, channels, Samples = Uint8Array) {
  const data = new Samples(width * height * channels);
  for (let i = 0; i < data.length; ++i) {
    const noise = Math.imul(i ^ (i >>> 7), 2654435761) >>> 16;
    data[i] = Samples === Float32Array ? noise / 0xffff : noise;
  }
  return { data, width, height, channels };
}

/** As much of a picture as the format holds, from its upper left corner: icons are small. */
export function croppedTo(format, { data, width, height, channels }) {
  const [columns, rows] = [Math.min(width, formats[format].maxWidth), Math.min(height, formats[format].maxHeight)];
  if (columns === width && rows === height) return { data, width, height, channels };
  const cropped = new data.constructor(columns * rows * channels);
  for (let y = 0; y < rows; ++y)
    cropped.set(data.subarray(y * width * channels, (y * width + columns) * channels), y * columns * channels);
  return { data: cropped, width: columns, height: rows, channels };
}

export const rawBytes = (view) => Buffer.from(view.buffer, view.byteOffset, view.byteLength);
