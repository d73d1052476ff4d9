// Copies of rows, which may leave this thread.
import { sampleArrays } from '../core/samples.js';
import { nextTask } from '../core/steps.js';
import type { Pixels } from '../types/pixels.js';
import { acquireBuffer } from './buffer-pool.js';

/** What is copied in one go: it takes a few milliseconds, which a page does not feel. */
const PIECE_BYTES = 2 ** 24;

type Packed<P extends Pixels> = P & { readonly bytes: Uint8Array<ArrayBuffer> };

/** The bytes of a row without what lies between rows. */
function rowBytes({ width, channels, sampleType }: Pixels): number {
  return width * channels * sampleArrays[sampleType].BYTES_PER_ELEMENT;
}

/** The image with bytes that hold its rows `begin` … `end - 1`, one right after the other, in a room for `rows` rows. */
export function packed<P extends Pixels>(image: P, begin: number, end: number, rows: number): Packed<P> {
  const copy = emptyCopy(image, end - begin, rows);
  copyRows(image, begin, end, copy, 0);
  return copy;
}

/** The whole image, packed; a large one is copied in pieces, between which the thread can do other things. Each begins with `check`. */
export async function packedInPieces<P extends Pixels>(image: P, check: () => void): Promise<Packed<P>> {
  const { height } = image;
  const copy = emptyCopy(image, height, height);
  const rows = Math.max(1, Math.floor(PIECE_BYTES / rowBytes(image)));
  for (let y = 0; y < height; y += rows) {
    if (y > 0) await nextTask();
    check();
    copyRows(image, y, Math.min(y + rows, height), copy, y);
  }
  return copy;
}

function emptyCopy<P extends Pixels>(image: P, count: number, rows: number): Packed<P> {
  const stride = rowBytes(image);
  return { ...image, bytes: new Uint8Array(acquireBuffer(stride * rows), 0, stride * count), stride };
}

function copyRows({ bytes, stride }: Pixels, begin: number, end: number, copy: Packed<Pixels>, to: number): void {
  const row = copy.stride;
  const target = copy.bytes;
  if (stride === row) target.set(bytes.subarray(begin * row, end * row), to * row);
  else
    for (let y = begin; y < end; ++y) target.set(bytes.subarray(y * stride, y * stride + row), (to + y - begin) * row);
}
