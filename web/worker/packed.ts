// Copies of rows, which may leave this thread.
import { sampleArrays } from '../samples.js';
import type { Pixels } from '../wasm/module.js';
import { takeRoom } from './rooms.js';

/** The bytes of a row without what lies between rows. */
function rowBytes({ width, channels, depth }: Pixels): number {
  return width * channels * sampleArrays[depth].BYTES_PER_ELEMENT;
}

/** The image with bytes that hold its rows `begin` … `end - 1`, one right after the other, in a room for `rows` rows. */
export function packed<P extends Pixels>(image: P, begin: number, end: number, rows: number): P & { bytes: Uint8Array<ArrayBuffer> } {
  const { bytes, stride } = image;
  const row = rowBytes(image);
  const copy = new Uint8Array(takeRoom(row * rows), 0, row * (end - begin));
  if (stride === row) copy.set(bytes.subarray(begin * row, end * row));
  else for (let y = begin; y < end; ++y) copy.set(bytes.subarray(y * stride, y * stride + row), (y - begin) * row);
  return { ...image, bytes: copy, stride: row };
}
