// Reading a file: by the package where it knows the format, else by the browser.
import { imread } from './imwrite/browser/index.js';

/** The package reads the formats it writes, in full depth; for others (JPEG XL, HEIC) the browser's decoder helps out. */
export async function decode(file, options) {
  try {
    return await imread(file, options);
  } catch (error) {
    if (error.code !== 'unsupported-data') throw error;
    const bitmap = await createImageBitmap(file).catch(() => undefined);
    if (!bitmap) throw error;
    const image = pixelsOf(bitmap);
    bitmap.close();
    return { ...image, frames: await framesOf(file) };
  }
}

/** How many pictures the browser finds in a file of which it gives the first; 1 where it cannot tell. */
async function framesOf(file) {
  if (!globalThis.ImageDecoder || !(await ImageDecoder.isTypeSupported(file.type).catch(() => false))) return 1;
  const decoder = new ImageDecoder({ data: await file.arrayBuffer(), type: file.type });
  try {
    await Promise.all([decoder.tracks.ready, decoder.completed]);
    return decoder.tracks.selectedTrack?.frameCount ?? 1;
  } catch {
    return 1;
  } finally {
    decoder.close();
  }
}

/** In Display P3 where sRGB does not hold the colors. */
function pixelsOf(bitmap) {
  const { width, height } = bitmap;
  const colorSpace = isWide(bitmap) ? 'display-p3' : 'srgb';
  const data = samplesOf(bitmap, width, height, colorSpace);
  const image = { data, width, height, channels: 4, colorSpace, pages: 1, metadata: {}, warnings: [] };
  return data.some((value, at) => at % 4 === 3 && value < 255) ? image : withoutAlpha(image);
}

function samplesOf(bitmap, width, height, colorSpace) {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true, colorSpace });
  context.drawImage(bitmap, 0, 0, width, height);
  return context.getImageData(0, 0, width, height, { colorSpace }).data;
}

function withoutAlpha(image) {
  const pixels = image.width * image.height;
  const data = new Uint8ClampedArray(pixels * 3);
  for (let pixel = 0; pixel < pixels; ++pixel)
    for (let color = 0; color < 3; ++color) data[pixel * 3 + color] = image.data[pixel * 4 + color];
  return { ...image, data, channels: 3 };
}

const SMALL = 64;
const linear = (value) => (value <= 10.31475 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);

/** Whether a small copy has colors that would be negative or above white in sRGB. */
function isWide(bitmap) {
  const samples = samplesOf(bitmap, SMALL, SMALL, 'display-p3');
  for (let at = 0; at < samples.length; at += 4) {
    const [red, green, blue] = [0, 1, 2].map((color) => linear(samples[at + color]));
    const inSrgb = [
      1.2249 * red - 0.2247 * green,
      -0.042 * red + 1.0419 * green,
      -0.0197 * red - 0.0786 * green + 1.0979 * blue,
    ];
    if (inSrgb.some((value) => value < -0.01 || value > 1.01)) return true;
  }
  return false;
}
