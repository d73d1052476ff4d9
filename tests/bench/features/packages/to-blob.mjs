// The browser's own encoders: canvas.toBlob.
import { startBrowser } from '../../../browser/browser.mjs';
import { nothingElse } from './strict.mjs';

export const inPage = true;
const browser = await startBrowser();
const page = await browser.newPage();
export const close = () => browser.close();

export async function write({ format, image, quality, lossless, exact, ...rest }) {
  nothingElse(rest);
  const { data, width, height, channels } = image;
  if (channels !== 4 || !(data instanceof Uint8ClampedArray)) throw new Error('ImageData is RGBA of 8 bits');
  // Chromium's WebP is lossless at quality 1.
  const share = lossless ? 1 : quality && quality / 100;
  const base64 = await page.evaluate(encode, { type: `image/${format}`, samples: [...data], width, height, share });
  return Buffer.from(base64, 'base64');
}

async function encode({ type, samples, width, height, share }) {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  canvas.getContext('2d').putImageData(new ImageData(new Uint8ClampedArray(samples), width, height), 0, 0);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, type, share));
  if (blob.type !== type) throw new Error(`gives ${blob.type}`);
  return (
    await new Promise((resolve) =>
      Object.assign(new FileReader(), {
        onload() {
          resolve(this.result);
        },
      }).readAsDataURL(blob),
    )
  ).split(',')[1];
}
