// Reading a source before the call returns.
import { classOf } from '../core/class-of.js';
import { mismatch } from '../core/error.js';
import { bytesOf } from '../input/encoded.js';
import { decoded, isBlob, isEncoded, readPixels } from '../input/source.js';
import type { ImageSource } from '../types/image-source.js';
import type { ReadCall } from '../types/read-call.js';
import type { SourcePixels } from '../types/source-pixels.js';
import { decodeFileSync } from './decode-file.js';

/** The pixels of a source that can be read at once. @internal */
export function readSourceSync(source: ImageSource, call: ReadCall): SourcePixels {
  if (isBlob(source)) {
    const expected = 'bytes, for the synchronous API (new Uint8Array(await blob.arrayBuffer()))';
    throw mismatch('invalid-image', 'image source', expected, classOf(source));
  }
  if (isEncoded(source)) return decoded(decodeFileSync(bytesOf(source), { limits: call.limits }));
  return readPixels(source, call);
}
