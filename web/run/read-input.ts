// Encoded files, wherever they are: a path, a Blob or bytes.
import { platform } from '#platform';
import { abortable } from '../core/abort.js';
import { ImwriteError, messageOf, mismatch, shorten, formatValue } from '../core/error.js';
import { bytesOf, isEncodedBytes } from '../input/encoded.js';
import { blobBytes, isBlob } from '../input/source.js';
import type { EncodedSource } from '../types/image-source.js';
import { openFS } from '../wasm/open-fs.js';

/** The bytes of a file. @internal */
export async function readInput(input: EncodedSource, signal: AbortSignal | undefined): Promise<Uint8Array> {
  if (typeof input === 'string') return abortable(readFile(input), signal);
  if (isBlob(input)) return blobBytes(input, signal);
  if (typeof input === 'object' && input !== null && isEncodedBytes(input)) return bytesOf(input);
  throw mismatch(
    'unsupported-data',
    'encoded image',
    'a path, a Blob, or bytes (Uint8Array, ArrayBuffer)',
    formatValue(input),
  );
}

async function readFile(path: string): Promise<Uint8Array> {
  try {
    if (platform.disk) return await platform.disk.readFile(path);
    return (await openFS()).readFile(path);
  } catch (cause) {
    if (cause instanceof ImwriteError) throw cause;
    throw new ImwriteError('read-failed', `${shorten(path)} could not be read: ${messageOf(cause)}`, { cause });
  }
}
