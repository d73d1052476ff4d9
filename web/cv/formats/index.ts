// OpenCV's habits, by format: the one place of this package that names formats, beside their codecs.
import type { Format } from '../../types/generated.js';
import { avifHabits } from './avif.js';
import { bmpHabits } from './bmp.js';
import { exrHabits } from './exr.js';
import { gifHabits } from './gif.js';
import type { Habits } from './habits.js';
import { hdrHabits } from './hdr.js';
import { jp2Habits } from './jp2.js';
import { jpegHabits } from './jpeg.js';
import { jxlHabits } from './jxl.js';
import { pamHabits, pnmHabits } from './netpbm.js';
import { pngHabits } from './png.js';
import { sunHabits } from './sun.js';
import { tiffHabits } from './tiff.js';
import { webpHabits } from './webp.js';

const habits: Readonly<Partial<Record<Format, Habits>>> = {
  avif: avifHabits,
  bmp: bmpHabits,
  exr: exrHabits,
  gif: gifHabits,
  hdr: hdrHabits,
  jp2: jp2Habits,
  jpeg: jpegHabits,
  jxl: jxlHabits,
  pam: pamHabits,
  png: pngHabits,
  pnm: pnmHabits,
  sun: sunHabits,
  tiff: tiffHabits,
  webp: webpHabits,
};

/** @internal */
export const habitsOf = (format: Format): Habits => habits[format] ?? {};
