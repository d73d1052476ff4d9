// How a page makes each kind of image source of opaque ImageData; `tools` and `imw` are what its module put there.
export const pageSources = {
  'a canvas with a 2D context': (imageData) => tools.canvasOf(imageData),
  'a canvas with a bitmaprenderer context': async (imageData) => {
    const canvas = Object.assign(document.createElement('canvas'), {
      width: imageData.width,
      height: imageData.height,
    });
    canvas.getContext('bitmaprenderer').transferFromImageBitmap(await createImageBitmap(imageData));
    return canvas;
  },
  'an OffscreenCanvas': (imageData) => {
    const canvas = new OffscreenCanvas(imageData.width, imageData.height);
    canvas.getContext('2d').putImageData(imageData, 0, 0);
    return canvas;
  },
  'a WebGL canvas': ({ data, width, height }) => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const context = canvas.getContext('webgl2', { preserveDrawingBuffer: true });
    context.enable(context.SCISSOR_TEST);
    for (let i = 0; i < width * height; ++i) {
      const [red, green, blue] = data.subarray(4 * i);
      context.scissor(i % width, height - 1 - Math.floor(i / width), 1, 1);
      context.clearColor(red / 255, green / 255, blue / 255, 1);
      context.clear(context.COLOR_BUFFER_BIT);
    }
    return canvas;
  },
  'an ImageBitmap': (imageData) => createImageBitmap(imageData),
  'a VideoFrame': (imageData) => new VideoFrame(tools.canvasOf(imageData), { timestamp: 0 }),
  'an <img> of a PNG that is still loading': async (imageData) => {
    const blob = new Blob([await imw.imwrite(imageData, 'png')], { type: 'image/png' });
    return Object.assign(new Image(), { src: URL.createObjectURL(blob) });
  },
  'a Blob': async (imageData) => new Blob([await imw.imwrite(imageData, 'tiff')]),
  'a File': async (imageData) => new File([await imw.imwrite(imageData, 'webp', { lossless: true })], 'x.webp'),
  'a Uint8Array of encoded bytes': (imageData) => imw.imwrite(imageData, 'png'),
  'an ArrayBuffer of encoded bytes': async (imageData) => (await imw.imwrite(imageData, 'png')).buffer,
  '{ data, width, height }': ({ data, width, height }) => ({ data, width, height }),
};
