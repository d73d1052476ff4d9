// Whether pixels need the alpha that they have.
import type { Steps } from '../core/steps.js';
import type { Pixels } from '../types/pixels.js';

/** What is looked at in one go: it takes a few milliseconds. */
const PIECE_PIXELS = 1_000_000;

/** Whether no pixel of the RGBA image is translucent. Looks at one after the other until one is. */
export function* isOpaque({ bytes, width, height, sampleType, stride }: Pixels): Steps<boolean> {
  const floats = sampleType === 'float32';
  if (!floats && sampleType !== 'uint8') return false;
  const rows = Math.ceil(PIECE_PIXELS / width);
  for (let y = 0; y < height; ++y) {
    if (y > 0 && y % rows === 0) yield;
    if (bytes.byteLength === 0) return false; // it was detached meanwhile, which the encoder tells
    const start = bytes.byteOffset + y * stride;
    if (!(floats ? areOpaqueFloats : areOpaqueBytes)(bytes.buffer, start, width)) return false;
  }
  return true;
}

function areOpaqueBytes(buffer: ArrayBufferLike, start: number, count: number): boolean {
  if (start % 4 === 0) {
    // Four bytes at once; WebAssembly has the machines' usual order of bytes, and so do all of its engines.
    const pixels = new Uint32Array(buffer, start, count);
    let all = 0xff000000;
    for (let i = 0; i < count; ++i) all &= pixels[i]!;
    return all >>> 24 === 255;
  }
  const samples = new Uint8Array(buffer, start, 4 * count);
  for (let i = 3; i < samples.length; i += 4) if (samples[i] !== 255) return false;
  return true;
}

function areOpaqueFloats(buffer: ArrayBufferLike, start: number, count: number): boolean {
  const samples = new Float32Array(buffer, start, 4 * count);
  for (let i = 3; i < samples.length; i += 4) if (!(samples[i]! >= 1)) return false;
  return true;
}
