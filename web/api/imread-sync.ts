// imreadSync(): the bytes of a file in, pixels out, before the call returns.
import { checkedOptions } from '../options/options.js';
import { readFramesSync } from '../run/read-frames.js';
import type { ImreadOptions } from '../types/decode-options.js';
import type { DecodedImage } from '../types/decoded.js';
import type { EncodedBytes } from '../types/image-source.js';

/**
 * Decodes an image synchronously, in the calling thread, from bytes. Load the decoder first: `await load('png-decode')`.
 *
 * @returns The image, as `imread` returns it.
 * @throws {@link ImwriteError} as `imread` does, and `not-loaded`.
 * @example const { data, width, height } = imreadSync(bytes);
 */
export function imreadSync(bytes: EncodedBytes, options?: ImreadOptions): DecodedImage {
  const checked = checkedOptions(options);
  const { images } = readFramesSync(bytes, { ...checked, frameCount: 1, still: checked.firstFrame === undefined });
  return images[0]!;
}
