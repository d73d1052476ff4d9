// imread(): the bytes of a file in, pixels out.
import { checkedOptions } from '../options/options.js';
import { readFrames } from '../run/read-frames.js';
import type { ImreadOptions } from '../types/decode-options.js';
import type { DecodedImage } from '../types/decoded.js';
import type { EncodedSource } from '../types/image-source.js';

/**
 * Decodes an image. The first bytes decide the format. Nothing is converted: 16-bit samples are a `Uint16Array`,
 * float samples a `Float32Array`, and a gray image has one channel.
 *
 * @returns The image, which `imwrite` takes as it is; of a file with several, the first (or `firstFrame`).
 * @throws {@link ImwriteError} `read-failed`, `unsupported-data`, `corrupt-data`, `image-too-large`, `invalid-option`,
 * `unknown-option`, `out-of-memory`, `load-failed`, `unsupported-engine` or `internal`.
 * @example const { data, width, height, channels } = await imread('photo.jpg');
 */
export async function imread(input: EncodedSource, options?: ImreadOptions): Promise<DecodedImage> {
  const checked = checkedOptions(options);
  const { images } = await readFrames(input, { ...checked, frameCount: 1, still: checked.firstFrame === undefined });
  return images[0]!;
}
