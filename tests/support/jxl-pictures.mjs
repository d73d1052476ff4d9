// Pictures whose files by cjxl are known: photographs, a large one of many, and writing, which has the same small shapes again and again.
import { photo } from './images.mjs';

/** Rows and columns of a photograph. */
export async function tiled(name, columns, rows) {
  const { data, width, height, channels } = await photo(name);
  const stride = width * channels;
  const large = new Uint8Array(data.length * columns * rows);
  for (let y = 0; y < height * rows; ++y)
    for (let x = 0; x < columns; ++x)
      large.set(data.subarray((y % height) * stride, ((y % height) + 1) * stride), (y * columns + x) * stride);
  return { data: large, width: width * columns, height: height * rows, channels };
}

/** Letters of 5 × 7 pixels on a plain ground; `max`: the ground, and black letters. */
export function writing(width, height, channels, Samples, max) {
  const data = new Samples(width * height * channels).fill(max);
  const hash = (value) => Math.imul(value ^ (value >>> 5), 2654435761) >>> 8;
  for (let row = 0; row < Math.floor(height / 12); ++row)
    for (let column = 0; column < Math.floor(width / 8); ++column) {
      const letter = hash(row * 1009 + column) % 12;
      for (let i = 0; i < 35; ++i) {
        if (letter < 11 && (hash(letter * 64 + i + 7) >>> 3) % 2 === 0) {
          const at = (row * 12 + 3 + Math.floor(i / 5)) * width + column * 8 + 1 + (i % 5);
          data.fill(0, at * channels, (at + 1) * channels);
        }
      }
    }
  return { data, width, height, channels };
}
