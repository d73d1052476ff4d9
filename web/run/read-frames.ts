// Reading the frames or pages of a file that a call chooses.
import { mismatch, show } from '../core/error.js';
import { checkedSignal } from '../options/options.js';
import type { FileDecodeOptions, ImreadOptions } from '../types/decode-options.js';
import type { DecodedFile } from '../types/decoded.js';
import type { EncodedSource } from '../types/image-source.js';
import { decodeFile } from './decode-file.js';
import { readInput } from './read-input.js';

/** Decodes the frames that the options choose. @internal */
export async function readFrames(input: EncodedSource, options: FileDecodeOptions & ImreadOptions): Promise<DecodedFile> {
  const { signal: given, ...decodeOptions } = options;
  const signal = checkedSignal(given);
  const { orientation = 'apply' } = decodeOptions;
  if (orientation !== 'apply' && orientation !== 'keep') {
    throw mismatch('invalid-option', "option 'orientation'", "'apply' or 'keep'", show(orientation), { option: 'orientation' });
  }
  signal?.throwIfAborted();
  return decodeFile(await readInput(input, signal), decodeOptions, signal);
}

/** More frames than any file has. */
export const ALL_FRAMES = 2 ** 32 - 1;
