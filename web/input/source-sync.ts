// Reading a source before the call returns.
import { decodeFileSync } from '../codec/read-file.js';
import { mismatch } from '../error.js';
import { bytesOf } from './encoded.js';
import { classOf } from './global.js';
import { decoded, isBlob, isEncoded, readPixels, type ImageSource, type ReadCall, type SourcePixels } from './source.js';

/** The pixels of a source that can be read at once. @internal */
export function readSourceSync(source: ImageSource, call: ReadCall): SourcePixels {
  if (isBlob(source)) {
    const expected = 'bytes, for the synchronous API (new Uint8Array(await blob.arrayBuffer()))';
    throw mismatch('invalid-image', 'image source', expected, classOf(source));
  }
  if (isEncoded(source)) return decoded(decodeFileSync(bytesOf(source), { limits: call.limits }));
  return readPixels(source, call);
}
