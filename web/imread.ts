// imread(): the bytes of a file in, pixels out.
import { platform } from '#platform';
import { abortable } from './abort.js';
import type { DecodedFile, DecodedImage, DecodeOptions, FileDecodeOptions } from './codec/decode.js';
import { decodeFile } from './codec/run.js';
import { ImwriteError, messageOf, mismatch, show } from './error.js';
import { loadFS } from './fs/emscripten-fs.js';
import { bytesOf, isEncodedBytes, type EncodedBytes } from './input/encoded.js';
import type { Global } from './input/global.js';
import { blobBytes, isBlob } from './input/source.js';
import { checkedOptions, type CallOptions } from './options.js';

/** What `imread` takes: a path (on the disk; in a browser, in the virtual file system), a `Blob` or `File`, or bytes. */
export type EncodedSource = string | EncodedBytes | Global<'Blob'>;

/** The options of `imread`. */
export interface ImreadOptions extends DecodeOptions, Pick<CallOptions, 'signal'> {}

/**
 * Decodes an image. Its format is told by its first bytes; nothing is converted: 16-bit samples come as `Uint16Array`,
 * float samples as `Float32Array`, a gray image has one channel.
 *
 * @returns The picture, which `imwrite` takes as it is; of a file with several, the first (or `firstFrame`).
 * @throws {@link ImwriteError} `read-failed`, `unsupported-data`, `corrupt-data`, `image-too-large`, `invalid-option`,
 * `unknown-option`, `out-of-memory`, `load-failed`, `unsupported-engine` or `internal`.
 * @example const { data, width, height, channels } = await imread('photo.jpg');
 */
export async function imread(input: EncodedSource, options?: ImreadOptions): Promise<DecodedImage> {
  const { images } = await readFrames(input, { ...checkedOptions(options), frameCount: 1 });
  return images[0]!;
}

/** Decodes the frames that the options choose. @internal */
export async function readFrames(input: EncodedSource, options: FileDecodeOptions & ImreadOptions): Promise<DecodedFile> {
  const { signal, ...decodeOptions } = options;
  const { orientation = 'apply' } = decodeOptions;
  if (orientation !== 'apply' && orientation !== 'keep') {
    throw mismatch('invalid-option', "option 'orientation'", "'apply' or 'keep'", show(orientation), { option: 'orientation' });
  }
  signal?.throwIfAborted();
  return decodeFile(await readInput(input, signal), decodeOptions, signal);
}

async function readInput(input: EncodedSource, signal: AbortSignal | undefined): Promise<Uint8Array> {
  if (typeof input === 'string') return abortable(readFile(input), signal);
  if (isBlob(input)) return blobBytes(input, signal);
  if (typeof input === 'object' && input !== null && isEncodedBytes(input)) return bytesOf(input);
  throw mismatch('unsupported-data', 'encoded image', 'a path, a Blob, or bytes (Uint8Array, ArrayBuffer)', show(input));
}

async function readFile(path: string): Promise<Uint8Array> {
  try {
    if (platform.disk) return await platform.disk.readFile(path);
    return (await loadFS()).readFile(path);
  } catch (cause) {
    if (cause instanceof ImwriteError) throw cause;
    throw new ImwriteError('read-failed', `${path} could not be read: ${messageOf(cause)}`, { cause });
  }
}
