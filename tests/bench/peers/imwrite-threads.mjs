// This package with its workers.
import { load, peer as imwrite } from './imwrite.mjs';

export const peer = {
  ...imwrite,
  name: 'imwrite, workers',
  load: (format) => load(format, { worker: true }),
};
