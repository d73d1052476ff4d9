// One color of Display P3, in every source of a page that can have it; and the samples and the profile of a file.
import { execFileSync } from 'node:child_process';
import { sharp } from './sharp.mjs';

/** All samples of a file as they are stored, but with alpha. */
export async function storedSamples(bytes, space = 'srgb', depth = 'uchar') {
  const image = sharp(Buffer.from(bytes), { ignoreIcc: true }).pipelineColourspace(space).toColourspace(space);
  const { buffer, byteOffset, byteLength } = await image.ensureAlpha().raw({ depth }).toBuffer();
  const Samples = { uchar: Uint8Array, ushort: Uint16Array, float: Float32Array }[depth];
  return [...new Samples(buffer.slice(byteOffset, byteOffset + byteLength))];
}

/** The name of a file's color profile; empty when it has none. */
export const profileOf = (bytes) =>
  execFileSync('exiftool', ['-s3', '-ICC_Profile:ProfileDescription', '-'], {
    input: Buffer.from(bytes),
    encoding: 'utf8',
  }).trim();

/** How each source of one color outside of sRGB is made in the page: sixteen pixels of Display P3's (1, 0.2, 0.1). */
export const wideSources = {
  ImageData: () => canvas().getContext('2d').getImageData(0, 0, 4, 4, wide),
  'a canvas': () => canvas(),
  'an OffscreenCanvas': () => painted(new OffscreenCanvas(4, 4)),
  'a canvas whose control was transferred, by its OffscreenCanvas': () =>
    painted(canvas({}).transferControlToOffscreen()),
  'an ImageBitmap': () => createImageBitmap(canvas()),
  'a canvas that shows an ImageBitmap': async () => {
    const shown = new OffscreenCanvas(4, 4);
    shown.getContext('bitmaprenderer').transferFromImageBitmap(await createImageBitmap(canvas()));
    return shown;
  },
  'a VideoFrame': () => new VideoFrame(canvas(), { timestamp: 0 }),
  'an <img>': async () => {
    const blob = await new Promise((resolve) => canvas().toBlob(resolve));
    const image = Object.assign(new Image(), { src: URL.createObjectURL(blob) });
    await image.decode();
    return image;
  },
  'a WebGL canvas': () => {
    const context = canvas({}).getContext('webgl2');
    context.drawingBufferColorSpace = 'display-p3';
    context.clearColor(1, 0.2, 0.1, 1);
    context.clear(context.COLOR_BUFFER_BIT);
    return context.canvas;
  },
};

/** In the page: `canvas()` has the color in Display P3, `painted()` paints it. */
export const wideMakers = `
  const wide = { colorSpace: 'display-p3' };
  const painted = (canvas, settings = wide) => {
    const context = canvas.getContext('2d', settings);
    context.fillStyle = 'color(display-p3 1 0.2 0.1)';
    context.fillRect(0, 0, 4, 4);
    return canvas;
  };
  const canvas = (settings = wide) => {
    const made = Object.assign(document.createElement('canvas'), { width: 4, height: 4 });
    return settings.colorSpace ? painted(made, settings) : made;
  };`;
