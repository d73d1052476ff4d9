// Images whose samples are the indices of colors.
import { mismatch, formatValue } from '../core/error.js';
import type { SourcePixels } from '../types/source-pixels.js';

/** Colors, [r, g, b] or [r, g, b, a], from 0 to 255, alpha straight. */
type ColorTable = readonly (readonly number[])[];

/** The colors of an image of indices: RGB, or RGBA where the table has alpha. */
export function withColors(image: SourcePixels, given: unknown): SourcePixels {
  const table = checkedTable(given);
  const { bytes, width, height, stride } = image;
  if (image.channels !== 1 || image.sampleType !== 'uint8') {
    throw mismatch(
      'invalid-image',
      'image with a colorTable',
      '1 channel of uint8 samples, which are indices',
      `${image.channels} of ${image.sampleType}`,
    );
  }
  const channels = table.some((color) => color.length === 4) ? 4 : 3;
  const colors = table.map((color) => [...color, 255]);
  const pixels = new Uint8Array(width * height * channels);
  for (let y = 0, to = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      const index = bytes[y * stride + x]!;
      const color = colors[index];
      if (!color)
        throw mismatch(
          'invalid-image',
          'image sample, an index into its colorTable',
          `at most ${table.length - 1}`,
          String(index),
        );
      for (let channel = 0; channel < channels; ++channel) pixels[to++] = color[channel]!;
    }
  }
  return { ...image, bytes: pixels, channels, stride: width * channels, owned: true };
}

function checkedTable(table: unknown): ColorTable {
  const isColor = (color: unknown): boolean =>
    Array.isArray(color) &&
    (color.length === 3 || color.length === 4) &&
    color.every((part) => Number.isInteger(part) && part >= 0 && part <= 255);
  if (Array.isArray(table) && table.length >= 1 && table.length <= 256 && table.every(isColor))
    return table as ColorTable;
  throw mismatch(
    'invalid-image',
    'image colorTable',
    '1 to 256 colors, [r, g, b] or [r, g, b, a], whole numbers from 0 to 255',
    formatValue(table),
  );
}
