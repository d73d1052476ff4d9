// Image sources: everything `imwrite` takes, and the way from each to pixels.
import { abortable } from '../abort.js';
import type { DecodedFile } from '../codec/decode.js';
import { mismatch, show } from '../error.js';
import type { LimitOptions } from '../limits.js';
import type { DecodedMetadata } from '../metadata.js';
import type { Pixels } from '../wasm/module.js';
import { readInWorker } from '../worker/client.js';
import { loadPart } from '../wasm/load.js';
import { belongsInWorker, mayLeavePage } from '../worker/place.js';
import { isPendingImage, readDom, settleImage } from './dom.js';
import { isDomImage, type DomImage } from './dom-image.js';
import { bytesOf, isEncodedBytes, type EncodedBytes } from './encoded.js';
import { classOf, type Global } from './global.js';
import { isMat, readMat, type MatLike } from './mat.js';
import { isRawImage, readRaw, type RawImage } from './raw.js';
import { fromSnapshot, readSnapshot, snapshotOf, type Snapshot } from './snapshot.js';

/**
 * What can be written: raw pixels (also `ImageData`), a `cv.Mat`, pictures of the DOM, or an encoded image (bytes, `Blob`
 * or `File`), which is decoded first and turned as its EXIF orientation says.
 */
export type ImageSource = RawImage | MatLike | DomImage | EncodedBytes | Global<'Blob'>;

/** Pixels of a source. `owned` ones are nobody else's, so they may be transferred. @internal */
export interface SourcePixels extends Pixels {
  readonly owned: boolean;
  /** Default: `'srgb'`, or what the metadata says. */
  readonly colorSpace?: 'display-p3' | undefined;
  /** The source always has alpha, whether it says anything or not: `ImageData`, and what is read through it. */
  readonly alwaysAlpha?: boolean | undefined;
  /** What stands beside the pixels in the file that they come from. */
  readonly metadata?: DecodedMetadata | undefined;
  /** How many pictures of the file are not among these. */
  readonly leftOut?: number | undefined;
  /** What was not as it should be in that file, in words. */
  readonly readWarnings?: readonly string[] | undefined;
}

/** What reading a source takes of a call's options. @internal */
export interface ReadCall extends LimitOptions {
  readonly signal?: AbortSignal | undefined;
  /** Whether the samples of an image with a color table are written as they are. */
  readonly indices?: boolean | undefined;
}

/** What reading the source of such a call takes of it. @internal */
export function readCallOf({ limits, signal }: Omit<ReadCall, 'indices'>, codec: Readonly<Record<string, unknown>>): ReadCall {
  return { limits, signal, indices: codec['colorTable'] !== undefined };
}

/** The pixels of any source. What can be read at once is read before this returns its promise. @internal */
export async function readSource(source: ImageSource, call: ReadCall): Promise<SourcePixels> {
  const { signal } = call;
  if (isBlob(source)) return decodeSource(await blobBytes(source, signal), call);
  if (isEncoded(source)) return decodeSource(bytesOf(source), call);
  if (isObject(source) && isPendingImage(source)) return readDom(await abortable(settleImage(source), signal));
  const snapshot = isObject(source) && isDomImage(source) && mayLeavePage() && snapshotOf(source);
  return snapshot ? readElsewhere(snapshot, signal) : readPixels(source, call);
}

async function decodeSource(bytes: Uint8Array, { limits, signal }: ReadCall): Promise<SourcePixels> {
  const { decodeFile } = await loadPart(() => import('../codec/read-file.js'));
  return decoded(await decodeFile(bytes, { limits }, signal));
}

/** The pixels of a snapshot, read in a worker where one can start. */
async function readElsewhere(taken: Promise<Snapshot>, signal: AbortSignal | undefined): Promise<SourcePixels> {
  const [snapshot, inWorker] = await abortable(Promise.all([taken, belongsInWorker(() => Infinity)]), signal);
  return fromSnapshot(snapshot, inWorker ? await readInWorker(snapshot, signal) : readSnapshot(snapshot));
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
    if (isRawImage(source)) return { ...readRaw(source, indices), ...(classOf(source) === 'ImageData' && { alwaysAlpha: true }) };
  }
  const expected =
    '{ data, width, height }, ImageData, a canvas, ImageBitmap, <img>, VideoFrame, cv.Mat, Blob, or the bytes of a file';
  throw mismatch('invalid-image', 'image source', expected, show(source));
}

export function decoded({ images, pages, warnings }: DecodedFile): SourcePixels {
  const others = { ...(pages > 1 && { leftOut: pages - 1 }), ...(warnings.length > 0 && { readWarnings: warnings }) };
  return { ...readRaw(images[0]!), owned: true, ...others };
}

export function isEncoded(source: unknown): source is EncodedBytes {
  return isObject(source) && isEncodedBytes(source);
}

function isObject(source: unknown): source is object {
  return typeof source === 'object' && source !== null;
}
