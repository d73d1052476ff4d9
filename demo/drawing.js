// Bitmaps for the page's canvases: of a file by the browser, which knows its color profile, else of its samples.
import { differenceOf, toRgba } from './metrics.js';

/** A bitmap of what was read; `file` is what it was read from, if the browser is to draw it. */
export async function drawImage(image, file) {
  const drawn = file && (await createImageBitmap(file).catch(() => undefined));
  if (drawn?.width === image.width && drawn.height === image.height) return drawn;
  drawn?.close();
  return toBitmap(image);
}

export const toBitmap = (image) =>
  createImageBitmap(new ImageData(toRgba(image), image.width, image.height, { colorSpace: colorSpaceOf(image) }));

export const drawDifference = (a, b, background) =>
  createImageBitmap(new ImageData(differenceOf(a, b, background), a.width, a.height));

const DISPLAY_P3 = 12; // of cICP's primaries

/** As far as a canvas knows it. */
export function colorSpaceOf({ colorSpace, metadata = {} }) {
  const isP3 = colorSpace === 'display-p3' || metadata.cicp?.[0] === DISPLAY_P3 || /P3/.test(profileName(metadata.icc));
  return isP3 ? 'display-p3' : 'srgb';
}

/** What an ICC profile calls itself: its tag `desc`, as text or in UTF-16. */
export function profileName(icc) {
  if (!icc) return '';
  const view = new DataView(icc.buffer, icc.byteOffset, icc.byteLength);
  const text = (from, length) => String.fromCharCode(...icc.subarray(from, from + length));
  try {
    for (let entry = 132, left = view.getUint32(128); left > 0; --left, entry += 12) {
      if (text(entry, 4) !== 'desc') continue;
      const at = view.getUint32(entry + 4);
      if (text(at, 4) === 'desc') return text(at + 12, view.getUint32(at + 8) - 1);
      const [length, from] = [view.getUint32(at + 20), view.getUint32(at + 24)];
      return new TextDecoder('utf-16be').decode(icc.subarray(at + from, at + from + length));
    }
  } catch {
    // a broken profile has no name
  }
  return '';
}
