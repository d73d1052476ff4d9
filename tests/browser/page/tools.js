// What pages, workers and the tests in Node share: pictures made by rule, and errors as plain objects.

/** RGBA samples that all differ from their neighbors. Every eighth pixel is transparent, with color under it. */
export function rgbaPattern(width, height, { opaque = false } = {}) {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < data.length; ++i) data[i] = (Math.imul(i + 1, 2654435761) >>> 13) & 0xff;
  for (let i = 3; i < data.length; i += 4) {
    if (opaque) data[i] = 255;
    else if (i % 32 === 3) data[i] = 0;
  }
  return data;
}

/** A picture that compresses like a photograph: smooth, with some noise. */
export function photoPattern(width, height, channels) {
  const data = new Uint8ClampedArray(width * height * channels);
  let i = 0;
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      for (let channel = 0; channel < channels; ++channel, ++i) {
        data[i] =
          channel === 3 ? 255 : ((x >> 3) + (y >> 2) * (channel + 1) + (Math.imul(i, 2654435761) >>> 28)) & 0xff;
      }
    }
  }
  return data;
}

/** What an error says, in a form that leaves the page; and whether it is the package's own class. */
export function plain(error, ImwriteError) {
  const { name, message, code, expected, actual } = error;
  return { name, message, code, expected, actual, ours: ImwriteError ? error instanceof ImwriteError : undefined };
}

/** SHA-256, as 64 digits. */
export async function digest(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A canvas of the page that shows the picture. */
export function canvasOf(imageData) {
  const canvas = Object.assign(document.createElement('canvas'), { width: imageData.width, height: imageData.height });
  canvas.getContext('2d').putImageData(imageData, 0, 0);
  return canvas;
}
