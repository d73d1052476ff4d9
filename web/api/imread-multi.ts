// imreadMulti(): all pictures of a file.
import { checkedOptions } from '../options/options.js';
import { ALL_FRAMES, readFrames } from '../run/read-frames.js';
import type { ImreadMultiOptions } from '../types/decode-options.js';
import type { DecodedImage } from '../types/decoded.js';
import type { EncodedSource } from '../types/image-source.js';

/**
 * Decodes the pages of a TIFF, or the frames of an animation. A file with one image gives a list of one.
 *
 * @throws {@link ImwriteError} as `imread` does.
 * @example const pages = await imreadMulti('scan.tiff');
 */
export async function imreadMulti(input: EncodedSource, options?: ImreadMultiOptions): Promise<DecodedImage[]> {
  return (await readFrames(input, { frameCount: ALL_FRAMES, ...checkedOptions(options) })).images;
}
