// imread(): the bytes of a file in, pixels out.
import type { DecodedFile, DecodedImage, DecodeOptions, FileDecodeOptions } from './codec/decode.js';
import { decodeFile } from './codec/read-file.js';
import { mismatch, show } from './error.js';
import { readInput, type EncodedSource } from './input/file.js';
import { checkedOptions, checkedSignal, type CallOptions } from './options.js';

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
  const checked = checkedOptions(options);
  const { images } = await readFrames(input, { ...checked, frameCount: 1, still: checked.firstFrame === undefined });
  return images[0]!;
}

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
