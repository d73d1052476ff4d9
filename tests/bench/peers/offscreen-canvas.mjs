// The browser's own encoders behind OffscreenCanvas.convertToBlob(); quality 1 means lossless WebP.

export const peer = {
  name: 'OffscreenCanvas',
  kind: 'native, in the browser',
  packages: [],
  pixels: 'rgba',
  settings: {
    'jpeg-q95': { type: 'image/jpeg', quality: 0.95 },
    'png-default': { type: 'image/png' },
    'webp-q80': { type: 'image/webp', quality: 0.8 },
    'webp-lossless': { type: 'image/webp', quality: 1 },
  },
  prepare: ({ data, width, height }) => drawn(new OffscreenCanvas(width, height), data),
  load: async () => (canvas, settings) => canvas.convertToBlob(settings),
};

/** The canvas with the pixels on it. */
export function drawn(canvas, data) {
  // Else the pixels may lie in the graphics card's memory.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.putImageData(new ImageData(data, canvas.width, canvas.height), 0, 0);
  return canvas;
}
