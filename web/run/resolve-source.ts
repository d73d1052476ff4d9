// The way from any source to its pixels: what is encoded is decoded, and what may be read elsewhere is read in a worker.
import { abortable } from '../core/abort.js';
import { isDomImage } from '../input/dom-image.js';
import { isPendingImage, readDom, settleImage } from '../input/dom.js';
import { bytesOf } from '../input/encoded.js';
import { fromSnapshot, readSnapshot, snapshotOf, type Snapshot } from '../input/snapshot.js';
import { blobBytes, decoded, isBlob, isEncoded, isObject, readPixels } from '../input/source.js';
import type { ImageSource } from '../types/image-source.js';
import type { ReadCall } from '../types/read-call.js';
import type { SourcePixels } from '../types/source-pixels.js';
import { loadPart } from '../wasm/load.js';
import { readInWorker } from '../worker/client.js';
import { belongsInWorker, mayLeavePage } from '../worker/place.js';

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
  const { decodeFile } = await loadPart(() => import('./decode-file.js'));
  return decoded(await decodeFile(bytes, { limits }, signal));
}

/** The pixels of a snapshot, read in a worker where one can start. */
async function readElsewhere(taken: Promise<Snapshot>, signal: AbortSignal | undefined): Promise<SourcePixels> {
  const [snapshot, inWorker] = await abortable(Promise.all([taken, belongsInWorker(() => Infinity)]), signal);
  return fromSnapshot(snapshot, inWorker ? await readInWorker(snapshot, signal) : readSnapshot(snapshot));
}
