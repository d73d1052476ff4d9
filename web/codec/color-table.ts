// The palette of a decoded file, as the API gives it.

/** As lists; black for the indices that the file has no color for, as everybody shows them. */
export function colorTableOf(rgba: Uint8Array, indices: Uint8Array): number[][] {
  const count = rgba.length / 4;
  const length = rgba.some((value, at) => at % 4 === 3 && value < 255) ? 4 : 3;
  const last = indices.reduce((largest, index) => (index > largest ? index : largest), count - 1);
  const black = [0, 0, 0, 255];
  return Array.from({ length: last + 1 }, (_, index) =>
    index < count ? [...rgba.subarray(4 * index, 4 * index + length)] : black.slice(0, length),
  );
}
