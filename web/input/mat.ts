// Mats: images of OpenCV.js, or objects of that shape.
import { ImwriteError, mismatch } from '../error.js';
import type { SourcePixels } from './source.js';

/**
 * A `cv.Mat` of OpenCV.js, or an object of its shape. Channels are taken in the order gray, RGB or RGBA, which is what
 * `cv.imread` of OpenCV.js gives. Its pixels are copied when the call is made.
 */
export interface MatLike {
  readonly rows: number;
  readonly cols: number;
  /** Bytes from one row to the next, then from one pixel to the next. */
  readonly step?: readonly number[] | undefined;
  readonly data: Uint8Array;
  readonly data16U?: Uint16Array | undefined;
  readonly data32F?: Float32Array | undefined;
  type(): number;
  channels(): number;
  isContinuous?(): boolean;
  isDeleted?(): boolean;
}

/** OpenCV's depth numbers, which are the low three bits of `type()`. */
const depthNames = ['CV_8U', 'CV_8S', 'CV_16U', 'CV_16S', 'CV_32S', 'CV_32F', 'CV_64F', 'CV_16F'];

/** @internal */
export function isMat(source: object): source is MatLike {
  const { rows, cols, type, channels } = source as Partial<MatLike>;
  return typeof rows === 'number' && typeof cols === 'number' && typeof type === 'function' && typeof channels === 'function';
}

/** Copies the pixels: OpenCV.js may move or free its memory while the call waits. @internal */
export function readMat(mat: MatLike): SourcePixels {
  if (mat.isDeleted?.()) throw invalid('a living Mat', 'one that was deleted');
  const { rows: height, cols: width } = mat;
  if (!(width >= 1 && height >= 1)) throw invalid('at least 1 × 1 pixels', `${width} × ${height}`);
  const { samples, depth } = samplesOf(mat);
  const channels = mat.channels();
  if (![1, 2, 3, 4].includes(channels)) throw invalid('1, 2, 3 or 4 channels', `${channels}`);

  const rowBytes = width * channels * (depth / 8);
  const isRegion = mat.isContinuous?.() === false;
  const step = isRegion ? mat.step?.[0] : rowBytes;
  if (step === undefined) throw invalid('step, as its rows are not continuous', 'none');
  // A region's `data` starts at its first pixel but does not span its rows, and in some versions of OpenCV.js `clone()`
  // copies no pixels (opencv#27572); the memory behind `data` holds all rows, `step` bytes apart.
  const available = isRegion ? samples.buffer.byteLength - samples.byteOffset : samples.byteLength;
  const needed = (height - 1) * step + rowBytes;
  if (available < needed) throw invalid(`${needed} bytes of data`, `${available}`);
  const memory = new Uint8Array(samples.buffer, samples.byteOffset, needed);
  const bytes = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; ++y) bytes.set(memory.subarray(y * step, y * step + rowBytes), y * rowBytes);
  return { bytes, width, height, channels, depth, stride: rowBytes, owned: true };
}

function samplesOf(mat: MatLike): { samples: ArrayBufferView; depth: 8 | 16 | 32 } {
  const name = depthNames[mat.type() & 7]!;
  const found =
    name === 'CV_8U' ? ({ samples: mat.data, depth: 8 } as const)
    : name === 'CV_16U' ? ({ samples: mat.data16U, depth: 16 } as const)
    : name === 'CV_32F' ? ({ samples: mat.data32F, depth: 32 } as const)
    : undefined;
  if (!found) throw mismatch('unsupported-image', 'Mat depth', 'CV_8U, CV_16U or CV_32F (see Mat.convertTo)', name);
  if (!ArrayBuffer.isView(found.samples)) throw invalid(`a typed array of ${name} samples`, String(found.samples));
  return found as { samples: ArrayBufferView; depth: 8 | 16 | 32 };
}

function invalid(expected: string, actual: string): ImwriteError {
  return mismatch('invalid-image', 'Mat', expected, actual);
}
