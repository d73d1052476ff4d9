// imreadAnimation(): the frames of a file, and how they play.
import { checkedOptions } from '../options/options.js';
import { ALL_FRAMES, readFrames } from '../run/read-frames.js';
import type { ImreadMultiOptions } from '../types/decode-options.js';
import type { DecodedImage } from '../types/decoded.js';
import type { EncodedSource } from '../types/image-source.js';

/** A decoded animation, which `imwriteAnimation` takes as it is. */
export interface DecodedAnimation {
  /** Every frame as it is seen, of the size of the whole picture. */
  readonly frames: DecodedImage[];
  /** In milliseconds, one for each frame. */
  readonly durations: number[];
  /** How often it plays; 0 is for ever. */
  readonly loop: number;
  /** RGBA, 0 to 255, straight. */
  readonly background: readonly number[];
}

/**
 * Decodes an animated WebP or PNG. A still image gives one frame with the duration 0.
 *
 * @throws {@link ImwriteError} as `imread` does.
 * @example const { frames, durations } = await imreadAnimation('spinner.webp');
 */
export async function imreadAnimation(input: EncodedSource, options?: ImreadMultiOptions): Promise<DecodedAnimation> {
  const { images, durations, animation } = await readFrames(input, {
    frameCount: ALL_FRAMES,
    ...checkedOptions(options),
  });
  return {
    frames: images,
    durations,
    loop: animation?.loop ?? 0,
    background: Array.from(animation?.background ?? [0, 0, 0, 0]),
  };
}
