// imcount(): how many pictures a file has.
import { checkedOptions } from '../options/options.js';
import { readFrames } from '../run/read-frames.js';
import type { ImreadOptions } from '../types/decode-options.js';
import type { EncodedSource } from '../types/image-source.js';
import type { ReadLimitOptions } from '../types/limits.js';

/**
 * Counts the pages or frames of a file; no pixels are decoded.
 *
 * @throws {@link ImwriteError} as `imread` does.
 */
export async function imcount(
  input: EncodedSource,
  options?: Pick<ImreadOptions, 'signal' | keyof ReadLimitOptions>,
): Promise<number> {
  return (await readFrames(input, { ...checkedOptions(options), frameCount: 0 })).pages;
}
