// Reading the frames or pages of a file that a call chooses.
import { mismatch, formatValue } from '../core/error.js';
import { bytesOf, isEncodedBytes } from '../input/encoded.js';
import { checkedSignal } from '../options/options.js';
import type { FileDecodeOptions, ImreadOptions } from '../types/decode-options.js';
import type { DecodedFile } from '../types/decoded.js';
import type { EncodedBytes, EncodedSource } from '../types/image-source.js';
import { decodeFile, decodeFileSync } from './decode-file.js';
import { readInput } from './read-input.js';

/** Decodes the frames that the options choose. @internal */
export async function readFrames(input: EncodedSource, given: FileDecodeOptions & ImreadOptions): Promise<DecodedFile> {
  const { signal, options } = checked(given);
  return decodeFile(await readInput(input, signal), options, signal);
}

/** The same before the call returns, of a file that is in memory. @internal */
export function readFramesSync(input: EncodedBytes, given: FileDecodeOptions & ImreadOptions): DecodedFile {
  const { options } = checked(given);
  if (typeof input === 'object' && input !== null && isEncodedBytes(input))
    return decodeFileSync(bytesOf(input), options);
  throw mismatch('unsupported-data', 'encoded image', 'bytes (Uint8Array, ArrayBuffer)', formatValue(input));
}

function checked({ signal: given, ...options }: FileDecodeOptions & ImreadOptions): {
  readonly signal: AbortSignal | undefined;
  readonly options: FileDecodeOptions;
} {
  const signal = checkedSignal(given);
  const { orientation = 'apply' } = options;
  if (orientation !== 'apply' && orientation !== 'keep') {
    throw mismatch('invalid-option', "option 'orientation'", "'apply' or 'keep'", formatValue(orientation), {
      option: 'orientation',
    });
  }
  signal?.throwIfAborted();
  return { signal, options };
}

/** More frames than any file has. */
export const ALL_FRAMES = 2 ** 32 - 1;
