// The background of a still PNG, of which OpenCV makes the bgcolor of an animation of one frame.
import { chunksAhead, viewOf } from './png-chunks.js';

const NONE: readonly number[] = [0, 0, 0];

/**
 * @returns Red, green, blue as bKGD has them, of as many bits as the file's samples.
 * @internal
 */
export function backgroundOfPng(bytes: Uint8Array): readonly number[] {
  let depth = 8;
  let palette = new Uint8Array();
  let background = NONE;
  for (const { type, data } of chunksAhead(bytes)) {
    if (type === 'IHDR') depth = data[8]!;
    if (type === 'PLTE') palette = data.slice();
    if (type === 'bKGD') background = colorOf(data, depth, palette) ?? NONE;
  }
  return background;
}

/** undefined for what libpng does not take. */
function colorOf(data: Uint8Array, depth: number, palette: Uint8Array): readonly number[] | undefined {
  if (data.length === 1) {
    const color = Array.from(palette.subarray(3 * data[0]!, 3 * data[0]! + 3));
    return color.length === 3 ? color : undefined;
  }
  if (data.length !== 2 && data.length !== 6) return undefined;
  const view = viewOf(data);
  const samples = [0, 2, 4].map((at) => view.getUint16(at % data.length));
  return samples.every((sample) => sample < 2 ** depth) ? samples : undefined;
}
