// Mats: images of OpenCV.js, or objects of that shape.
import { type ImwriteError, mismatch } from '../core/error.js';
import { sampleArrays } from '../core/samples.js';
import type { MatLike } from '../types/mat-like.js';
import type { SampleType } from '../types/sample-type.js';
import type { SourcePixels } from '../types/source-pixels.js';

/** OpenCV's depths, by the low three bits of `type()`, and where a Mat keeps their samples. @internal */
export const matDepths = [
  ['CV_8U', 'data', 'uint8'],
  ['CV_8S', 'data8S', 'int8'],
  ['CV_16U', 'data16U', 'uint16'],
  ['CV_16S', 'data16S', 'int16'],
  ['CV_32S', 'data32S', 'int32'],
  ['CV_32F', 'data32F', 'float32'],
  ['CV_64F', 'data64F', 'float64'],
  ['CV_16F', 'data', undefined],
] as const satisfies readonly (readonly [string, keyof MatLike, SampleType | undefined])[];

/** @internal */
export function isMat(source: object): source is MatLike {
  const { rows, cols, type, channels } = source as Partial<MatLike>;
  return (
    typeof rows === 'number' && typeof cols === 'number' && typeof type === 'function' && typeof channels === 'function'
  );
}

/** Copies the pixels: OpenCV.js may move or free its memory while the call waits. @internal */
export function readMat(mat: MatLike): SourcePixels {
  const view = viewMat(mat);
  const rowBytes = view.width * view.channels * sampleArrays[view.sampleType].BYTES_PER_ELEMENT;
  const bytes = new Uint8Array(rowBytes * view.height);
  for (let y = 0; y < view.height; ++y) {
    bytes.set(view.bytes.subarray(y * view.stride, y * view.stride + rowBytes), y * rowBytes);
  }
  return { ...view, bytes, stride: rowBytes, owned: true };
}

/** The pixels where they are, for as long as nobody touches the Mat. @internal */
export function viewMat(mat: MatLike): SourcePixels {
  if (mat.isDeleted?.()) throw invalid('a living Mat', 'one that was deleted');
  const { rows: height, cols: width } = mat;
  if (!(width >= 1 && height >= 1)) throw invalid('at least 1 × 1 pixels', `${width} × ${height}`);
  const { samples, sampleType } = samplesOf(mat);
  const channels = mat.channels();
  if (![1, 2, 3, 4].includes(channels)) throw invalid('1, 2, 3 or 4 channels', `${channels}`);

  const rowBytes = width * channels * sampleArrays[sampleType].BYTES_PER_ELEMENT;
  const isRegion = mat.isContinuous?.() === false;
  const stride = isRegion ? mat.step?.[0] : rowBytes;
  if (stride === undefined) throw invalid('step, as its rows are not continuous', 'none');
  // A region's `data` starts at its first pixel but does not span its rows, and in some versions of OpenCV.js `clone()`
  // copies no pixels (opencv#27572); the memory behind `data` holds all rows, `step` bytes apart.
  const available = isRegion ? samples.buffer.byteLength - samples.byteOffset : samples.byteLength;
  const needed = (height - 1) * stride + rowBytes;
  if (available < needed) throw invalid(`${needed} bytes of data`, `${available}`);
  return {
    bytes: new Uint8Array(samples.buffer, samples.byteOffset, needed),
    width,
    height,
    channels,
    sampleType,
    stride,
    owned: false,
  };
}

function samplesOf(mat: MatLike): { samples: ArrayBufferView; sampleType: SampleType } {
  const [name, property, sampleType] = matDepths[mat.type() & 7]!;
  if (!sampleType)
    throw mismatch('unsupported-image', 'Mat depth', 'a depth other than CV_16F (see Mat.convertTo)', name);
  const samples = mat[property];
  if (!ArrayBuffer.isView(samples)) throw invalid(`a typed array of ${name} samples`, String(samples));
  return { samples, sampleType };
}

function invalid(expected: string, actual: string): ImwriteError {
  return mismatch('invalid-image', 'Mat', expected, actual);
}
