// PNG as OpenCV writes and reads it.
import { mismatch } from '../../core/error.js';
import type { Pixels } from '../../types/pixels.js';
import { codecConstants as cv } from '../constants.js';
import { clamp, last, type Pair, type Settings } from '../params.js';
import { makeType } from '../types.js';
import type { Habits } from './habits.js';
import { backgroundOfPng } from './png-background.js';
import { pngGray } from './png-gray.js';
import { toneOfPng } from './png-tone.js';

/** By OpenCV's numbers, which are zlib's. Z_FILTERED only tunes the search for matches, which libdeflate does in its own way. */
const strategies = ['default', 'default', 'huffman', 'rle', 'fixed'] as const;

/** By flag, and by the number that libpng has for each. */
const filters: Readonly<Record<number, string>> = {
  0: 'none',
  1: 'sub',
  2: 'up',
  3: 'average',
  4: 'paeth',
  [cv.IMWRITE_PNG_FILTER_NONE]: 'none',
  [cv.IMWRITE_PNG_FILTER_SUB]: 'sub',
  [cv.IMWRITE_PNG_FILTER_UP]: 'up',
  [cv.IMWRITE_PNG_FILTER_AVG]: 'average',
  [cv.IMWRITE_PNG_FILTER_PAETH]: 'paeth',
  [cv.IMWRITE_PNG_FAST_FILTERS]: 'fast',
};

function png(pairs: readonly Pair[], { channels, sampleType }: Pixels): Settings {
  let level: number | undefined;
  let strategy: number = cv.IMWRITE_PNG_STRATEGY_RLE;
  for (const [flag, value] of pairs) {
    if (flag === cv.IMWRITE_PNG_COMPRESSION) {
      level = clamp(value, 0, 9);
      strategy = cv.IMWRITE_PNG_STRATEGY_DEFAULT; // so the order of the two flags matters
    } else if (flag === cv.IMWRITE_PNG_STRATEGY) {
      strategy = clamp(value, 0, 4);
    }
  }
  const bilevel = Boolean(last(pairs, cv.IMWRITE_PNG_BILEVEL)) && sampleType === 'uint8';
  if (bilevel && channels > 1)
    throw mismatch('unsupported-image', 'IMWRITE_PNG_BILEVEL', '1 channel', `${channels} channels`);
  const filter =
    last(pairs, cv.IMWRITE_PNG_FILTER) ??
    (level === undefined ? cv.IMWRITE_PNG_FILTER_SUB : cv.IMWRITE_PNG_ALL_FILTERS);
  return {
    options: {
      compressionLevel: level ?? 1,
      strategy: strategies[strategy],
      filter: filters[filter] ?? 'adaptive',
      ...(bilevel && { bitDepth: 1 }),
    },
  };
}

/** Of IHDR, in a file. */
const COLOR_TYPE = 25;
const GRAY = 0;

export const pngHabits: Habits = {
  settings: png,
  // It has no alpha; OpenCV writes any that is not the one without all, and none for gray.
  background: (asked, channels) =>
    channels > 1 && asked.some((value) => value !== 0) ? [...asked.slice(0, 3), 255] : [0, 0, 0, 0],
  readBackground: (animation, bytes) => [...(animation ?? backgroundOfPng(bytes)).slice(0, 3), 0],
  stillBeforeFrames: true,
  // Color with alpha, unless the alpha is one transparent gray.
  typeOfGrayAlpha: (depth, bytes) => makeType(depth, bytes[COLOR_TYPE] === GRAY ? 1 : 4),
  // libpng mixes the gray of a picture, OpenCV that of an animation's frames.
  grayOf: (bytes, icc) => {
    const tone = toneOfPng(bytes, icc);
    return (samples, channels, narrows) => pngGray(samples, channels, tone, narrows);
  },
};
