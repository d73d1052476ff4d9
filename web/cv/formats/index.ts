// OpenCV's habits, by format: the one place of this package that names formats, beside their codecs.
import type { Format } from '../../types/generated.js';
import type { Habits } from './habits.js';
import { jpegHabits } from './jpeg.js';
import { pngHabits } from './png.js';
import { tiffHabits } from './tiff.js';
import { webpHabits } from './webp.js';

const habits: Readonly<Partial<Record<Format, Habits>>> = { jpeg: jpegHabits, png: pngHabits, tiff: tiffHabits, webp: webpHabits };

/** @internal */
export const habitsOf = (format: Format): Habits => habits[format] ?? {};
