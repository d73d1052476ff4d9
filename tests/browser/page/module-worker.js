// A module worker of the page that uses the package itself.
import * as imw from '/imwrite/browser/index.js';
import { plain, rgbaPattern } from './tools.js';

onmessage = async ({ data: { source, format, options } }) => {
  try {
    const [width, height] = [40, 30];
    const data = rgbaPattern(width, height, { opaque: source !== 'ImageData' });
    const imageData = new ImageData(data, width, height);
    const made = await makers[source](imageData);
    const bytes = await imw.imwrite(made, format, options);
    postMessage({ bytes });
  } catch (error) {
    postMessage({ error: plain(error, imw.ImwriteError) });
  }
};

const makers = {
  ImageData: (imageData) => imageData,
  OffscreenCanvas: (imageData) => {
    const canvas = new OffscreenCanvas(imageData.width, imageData.height);
    canvas.getContext('2d').putImageData(imageData, 0, 0);
    return canvas;
  },
  ImageBitmap: (imageData) => createImageBitmap(imageData),
  VideoFrame: (imageData) => new VideoFrame(makers.OffscreenCanvas(imageData), { timestamp: 0 }),
  Blob: async (imageData) => new Blob([await imw.imwrite(imageData, 'png')]),
};
