// The demo's own worker: decodes the picture that was opened, keeps it, measures how far a written file is from it, and
// draws both. Large pictures would hold up the page if it drew them itself.
import { imread, ImwriteError } from './imwrite/browser/index.js';

let layers; // the page's two canvases
let original;
let written; // a bitmap, until the page wants it shown

const actions = { start, open, compare, show };
let queue = Promise.resolve(); // one after the other, so that the last picture opened is the one that is kept

onmessage = ({ data: { id, kind, ...request } }) => {
  queue = queue.then(async () => {
    try {
      const { reply, transfer = [] } = (await actions[kind](request)) ?? {};
      postMessage({ id, reply }, transfer);
    } catch (error) {
      postMessage({ id, error: { message: error.message, code: error.code } });
    }
  });
};

function start({ canvases }) {
  layers = canvases.map((canvas) => canvas.getContext('bitmaprenderer'));
}

async function open({ file }) {
  const image = await decode(file);
  layers[0].transferFromImageBitmap(await toBitmap(image));
  original = image;
  const copy = { ...image, data: image.data.slice() };
  return { reply: copy, transfer: [copy.data.buffer] };
}

function show() {
  if (written) layers[1].transferFromImageBitmap(written);
  written = undefined;
}

/** The package reads the formats it writes, in full depth; for others (AVIF, GIF, BMP) the browser's decoder helps out. */
async function decode(file) {
  try {
    return await imread(file);
  } catch (error) {
    if (!(error instanceof ImwriteError) || error.code !== 'unsupported-data') throw error;
    const bitmap = await createImageBitmap(file).catch(() => undefined);
    if (!bitmap) throw error;
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    context.drawImage(bitmap, 0, 0);
    bitmap.close();
    return { data: context.getImageData(0, 0, width, height).data, width, height, channels: 4, format: undefined };
  }
}

/** Reads back what was written: numbers by the package's own decoder, the picture by the browser's where it has one. */
async function compare({ bytes, mimeType, background }) {
  const image = await imread(bytes);
  const { channels, data } = image;
  written?.close();
  written = await createImageBitmap(new Blob([bytes], { type: mimeType })).catch(() => toBitmap(image));
  const identical = channels === original.channels && equal(data, original.data);
  return { reply: { channels, depth: data.BYTES_PER_ELEMENT * 8, identical, psnr: psnr(original, image, background) } };
}

function equal(a, b) {
  if (a.BYTES_PER_ELEMENT !== b.BYTES_PER_ELEMENT || a.length !== b.length) return false;
  for (let i = 0; i < a.length; ++i) if (a[i] !== b[i]) return false;
  return true;
}

const peakOf = ({ data }) => ({ 1: 255, 2: 65535, 4: 1 })[data.BYTES_PER_ELEMENT];

/** Peak signal to noise in dB over red, green and blue as they are seen on the background; Infinity when nothing differs. */
function psnr(a, b, background) {
  const [seenA, seenB] = [seen(a, background), seen(b, background)];
  let sum = 0;
  const pixels = a.width * a.height;
  for (let pixel = 0; pixel < pixels; ++pixel) {
    for (let colour = 0; colour < 3; ++colour) {
      const difference = seenA(pixel, colour) - seenB(pixel, colour);
      sum += difference * difference;
    }
  }
  return 10 * Math.log10((3 * pixels) / sum);
}

/** A sample from 0 to 1, blended on the background. */
function seen(image, background) {
  const { data, channels } = image;
  const scale = 1 / peakOf(image);
  const hasColour = channels >= 3;
  if (channels % 2 === 1) return (pixel, colour) => data[pixel * channels + (hasColour ? colour : 0)] * scale;
  const behind = [1, 3, 5].map((at) => Number.parseInt(background.slice(at, at + 2), 16) / 255);
  return (pixel, colour) => {
    const alpha = data[pixel * channels + channels - 1] * scale;
    return data[pixel * channels + (hasColour ? colour : 0)] * scale * alpha + behind[colour] * (1 - alpha);
  };
}

function toBitmap(image) {
  const { data, width, height, channels } = image;
  const rgba = new Uint8ClampedArray(width * height * 4);
  const scale = 255 / peakOf(image);
  const [red, green, blue] = channels < 3 ? [0, 0, 0] : [0, 1, 2];
  for (let from = 0, to = 0; to < rgba.length; from += channels, to += 4) {
    rgba[to] = data[from + red] * scale;
    rgba[to + 1] = data[from + green] * scale;
    rgba[to + 2] = data[from + blue] * scale;
    rgba[to + 3] = channels % 2 === 1 ? 255 : data[from + channels - 1] * scale;
  }
  return createImageBitmap(new ImageData(rgba, width, height));
}
