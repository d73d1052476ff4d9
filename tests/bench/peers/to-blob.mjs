// The browser's own encoders behind canvas.toBlob().
import { drawn, peer as offscreen } from './offscreen-canvas.mjs';

export const peer = {
  ...offscreen,
  name: 'canvas.toBlob',
  prepare({ data, width, height }) {
    return drawn(Object.assign(document.createElement('canvas'), { width, height }), data);
  },
  load:
    async () =>
    (canvas, { type, quality }) =>
      new Promise((resolve) => canvas.toBlob(resolve, type, quality)),
};
