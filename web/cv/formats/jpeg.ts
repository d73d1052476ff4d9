// JPEG as OpenCV writes and reads it.
import { codecConstants as cv } from '../constants.js';
import { clamp, last, type Pair, type Settings } from '../params.js';
import type { Pixels } from '../../types/pixels.js';
import type { Call, Habits } from './habits.js';

const samplings: Readonly<Record<number, string>> = {
  [cv.IMWRITE_JPEG_SAMPLING_FACTOR_411]: '4:1:1',
  [cv.IMWRITE_JPEG_SAMPLING_FACTOR_420]: '4:2:0',
  [cv.IMWRITE_JPEG_SAMPLING_FACTOR_422]: '4:2:2',
  [cv.IMWRITE_JPEG_SAMPLING_FACTOR_440]: '4:4:0',
  [cv.IMWRITE_JPEG_SAMPLING_FACTOR_444]: '4:4:4',
};

function jpeg(pairs: readonly Pair[], _image: Pixels, { warn }: Call): Settings {
  let luma = -1;
  let chroma = -1;
  for (const [flag, value] of pairs) {
    if (value < 0) continue;
    if (flag === cv.IMWRITE_JPEG_LUMA_QUALITY) {
      luma = clamp(value, 0, 100);
      if (chroma < 0) chroma = luma;
    } else if (flag === cv.IMWRITE_JPEG_CHROMA_QUALITY) {
      chroma = clamp(value, 0, 100);
    }
  }
  const sampling = last(pairs, cv.IMWRITE_JPEG_SAMPLING_FACTOR);
  if (sampling !== undefined && !samplings[sampling]) {
    warn(`IMWRITE_JPEG_SAMPLING_FACTOR 0x${sampling.toString(16)} is unknown and not used`);
  }
  const common = {
    alpha: 'drop',
    progressive: Boolean(last(pairs, cv.IMWRITE_JPEG_PROGRESSIVE)),
    optimizeCoding: Boolean(last(pairs, cv.IMWRITE_JPEG_OPTIMIZE)),
    restartInterval: clamp(last(pairs, cv.IMWRITE_JPEG_RST_INTERVAL) ?? 0, 0, 65535),
    chromaSubsampling: samplings[sampling ?? 0] ?? '4:2:0',
  };
  // A chroma quality alone does nothing in OpenCV; two that differ switch subsampling off (libjpeg.txt recommends it).
  if (luma < 0) return { options: { ...common, quality: clamp(last(pairs, cv.IMWRITE_JPEG_QUALITY) ?? 95, 0, 100) } };
  if (luma === chroma) return { options: { ...common, quality: luma } };
  return { options: { ...common, lumaQuality: luma, chromaQuality: chroma, chromaSubsampling: '4:4:4' } };
}

/** The decoder makes gray and smaller pictures itself, and gives what is there of a file that is cut off. */
export const jpegHabits: Habits = {
  settings: jpeg,
  reading: (gray, reduction) => ({ gray, reduction, truncated: 'fill' }),
};
