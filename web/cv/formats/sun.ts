// Sun raster as OpenCV reads it. Its files of four channels have them where no reader looks; ours have no alpha.
import { LUMA_OF_14_BITS, type Habits } from './habits.js';

export const sunHabits: Habits = {
  settings: (_pairs, { channels }) => ({ options: channels === 4 ? { alpha: 'drop' } : {} }),
  luma: LUMA_OF_14_BITS,
};
