// A copy of rows that can be given to a worker.
import { sampleArrays } from '../samples.js';
import type { Pixels } from '../wasm/module.js';

/** The image with bytes of its own that hold its rows `begin` … `end - 1`, one right after the other. */
export function packed<P extends Pixels>(image: P, begin: number, end: number): P & { bytes: Uint8Array<ArrayBuffer> } {
  const { bytes, width, channels, depth, stride } = image;
  const rowBytes = width * channels * sampleArrays[depth].BYTES_PER_ELEMENT;
  const copy = new Uint8Array(rowBytes * (end - begin));
  if (stride === rowBytes) copy.set(bytes.subarray(begin * stride, end * stride));
  else for (let y = begin; y < end; ++y) copy.set(bytes.subarray(y * stride, y * stride + rowBytes), (y - begin) * rowBytes);
  return { ...image, bytes: copy, stride: rowBytes };
}
