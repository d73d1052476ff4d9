// EXIF orientation: turning pixels upright.
import type { DecodedImage } from '../types/decoded.js';

type Turnable = Pick<DecodedImage, 'data' | 'width' | 'height' | 'channels' | 'orientation'>;

/**
 * How to walk the stored picture to get the upright one: the pixel to start at and the steps to the upright picture's
 * next column and next row, for a stored picture of w × h pixels (Exif 2.32, tag 0x0112).
 */
const walks: Record<number, (w: number, h: number) => { start: number; column: number; row: number }> = {
  2: (w) => ({ start: w - 1, column: -1, row: w }),
  3: (w, h) => ({ start: w * h - 1, column: -1, row: -w }),
  4: (w, h) => ({ start: w * (h - 1), column: 1, row: -w }),
  5: (w) => ({ start: 0, column: w, row: 1 }),
  6: (w, h) => ({ start: w * (h - 1), column: -w, row: 1 }),
  7: (w, h) => ({ start: w * h - 1, column: -w, row: -1 }),
  8: (w) => ({ start: w - 1, column: w, row: -1 }),
};

/** The image turned as its orientation says; the image itself when it is upright. */
export function orient<T extends Turnable>(image: T): T {
  const walk = walks[image.orientation]?.(image.width, image.height);
  if (!walk) return image;
  const swaps = image.orientation >= 5;
  const [width, height] = swaps ? [image.height, image.width] : [image.width, image.height];
  const { channels, data } = image;
  const turned = data.slice();
  let to = 0;
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      const from = (walk.start + x * walk.column + y * walk.row) * channels;
      for (let channel = 0; channel < channels; ++channel) turned[to++] = data[from + channel]!;
    }
  }
  return { ...image, data: turned, width, height, orientation: 1 };
}
