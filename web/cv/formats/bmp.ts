// BMP as OpenCV reads it.
import { LUMA_OF_14_BITS, type Habits } from './habits.js';

export const bmpHabits: Habits = { luma: LUMA_OF_14_BITS };
