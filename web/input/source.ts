// Sources that are pixels already, told apart and read, and what tells that others are encoded.
import { abortable } from '../core/abort.js';
import { classOf } from '../core/class-of.js';
import { mismatch, formatValue } from '../core/error.js';
import type { DecodedFile } from '../types/decoded.js';
import type { EncodedBytes } from '../types/image-source.js';
import type { ReadCall } from '../types/read-call.js';
import type { SourcePixels } from '../types/source-pixels.js';
import { isDomImage } from './dom-image.js';
import { readDom } from './dom.js';
import { isEncodedBytes } from './encoded.js';
import { isMat, readMat } from './mat.js';
import { isRawImage, readRaw } from './raw.js';

/** What reading the source of such a call takes of it. @internal */
export function readCallOf(
  { limits, signal }: Omit<ReadCall, 'indices'>,
  codec: Readonly<Record<string, unknown>>,
): ReadCall {
  return { limits, signal, indices: codec['colorTable'] !== undefined };
}

/** The bytes of a Blob or File. @internal */
export async function blobBytes(blob: Blob, signal?: AbortSignal): Promise<Uint8Array> {
  return new Uint8Array(await abortable(blob.arrayBuffer(), signal));
}

/** @internal */
export function isBlob(source: unknown): source is Blob {
  return ['Blob', 'File'].includes(classOf(source));
}

export function readPixels(source: unknown, { indices }: ReadCall): SourcePixels {
  if (isObject(source)) {
    if (isDomImage(source)) return readDom(source);
    if (isMat(source)) return readMat(source);
    if (isRawImage(source))
      return { ...readRaw(source, indices), ...(classOf(source) === 'ImageData' && { alwaysAlpha: true }) };
  }
  const expected =
    '{ data, width, height }, ImageData, a canvas, ImageBitmap, <img>, VideoFrame, cv.Mat, Blob, or the bytes of a file';
  throw mismatch('invalid-image', 'image source', expected, formatValue(source));
}

export function decoded({ images, pages, warnings }: DecodedFile): SourcePixels {
  const others = { ...(pages > 1 && { leftOut: pages - 1 }), ...(warnings.length > 0 && { readWarnings: warnings }) };
  return { ...readRaw(images[0]!), owned: true, ...others };
}

export function isEncoded(source: unknown): source is EncodedBytes {
  return isObject(source) && isEncodedBytes(source);
}

export function isObject(source: unknown): source is object {
  return typeof source === 'object' && source !== null;
}
