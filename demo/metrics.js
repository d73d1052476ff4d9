// How far one picture is from another: whether samples are the same, PSNR, SSIM and SSIMULACRA 2 of what is seen.
import { ssimulacra2 } from './ssimulacra2.js';

const peakOf = ({ data }) => ({ 1: 255, 2: 65535 })[data.BYTES_PER_ELEMENT] ?? 1;
const WINDOW = 8; // SSIM is the mean over windows of so many pixels a side
const [C1, C2] = [0.01 ** 2, 0.03 ** 2];

/** `{ identical, psnr, ssim }` of two pictures of one size, seen on the background. `breathe()` is awaited between bands of rows. */
export async function measure(a, b, background, breathe = async () => {}) {
  if (a.width !== b.width || a.height !== b.height) throw new Error('the pictures have different sizes');
  const identical = a.channels === b.channels && equal(a.data, b.data);
  if (identical) return { identical, psnr: Infinity, ssim: 1 };
  const [seenA, seenB] = [seen(a, background), seen(b, background)];
  const { width, height } = a;
  const [lumaA, lumaB] = [new Float32Array(width * WINDOW), new Float32Array(width * WINDOW)];
  let [squares, similarity, windows] = [0, 0, 0];
  for (let top = 0; top < height; top += WINDOW) {
    const rows = Math.min(WINDOW, height - top);
    const first = top * width;
    for (let at = 0; at < rows * width; ++at) {
      let [brightA, brightB] = [0, 0];
      for (let color = 0; color < 3; ++color) {
        const [x, y] = [seenA(first + at, color), seenB(first + at, color)];
        squares += (x - y) * (x - y);
        brightA += weights[color] * x;
        brightB += weights[color] * y;
      }
      lumaA[at] = brightA;
      lumaB[at] = brightB;
    }
    for (let left = 0; left < width; left += WINDOW) {
      similarity += ssimOf(lumaA, lumaB, left, Math.min(WINDOW, width - left), rows, width);
      ++windows;
    }
    if ((top / WINDOW) % 16 === 0) await breathe();
  }
  return { identical, psnr: 10 * Math.log10((3 * width * height) / squares), ssim: similarity / windows };
}

const weights = [0.299, 0.587, 0.114];

function ssimOf(a, b, left, columns, rows, width) {
  let [sumA, sumB, squareA, squareB, product] = [0, 0, 0, 0, 0];
  for (let row = 0; row < rows; ++row) {
    for (let at = row * width + left; at < row * width + left + columns; ++at) {
      sumA += a[at];
      sumB += b[at];
      squareA += a[at] * a[at];
      squareB += b[at] * b[at];
      product += a[at] * b[at];
    }
  }
  const count = rows * columns;
  const [meanA, meanB] = [sumA / count, sumB / count];
  const [varA, varB] = [squareA / count - meanA * meanA, squareB / count - meanB * meanB];
  const shared = product / count - meanA * meanB;
  return ((2 * meanA * meanB + C1) * (2 * shared + C2)) / ((meanA * meanA + meanB * meanB + C1) * (varA + varB + C2));
}

function equal(a, b) {
  if (a.BYTES_PER_ELEMENT !== b.BYTES_PER_ELEMENT || a.length !== b.length) return false;
  for (let i = 0; i < a.length; ++i) if (a[i] !== b[i]) return false;
  return true;
}

/** The SSIMULACRA 2 of a copy; of a picture with alpha the worse one on dark and on bright. None of pictures below 8 pixels a side. */
export async function scoreOf(original, copy, breathe) {
  if (original.width < 8 || original.height < 8) return undefined;
  const hasAlpha = [original, copy].some(({ channels }) => channels % 2 === 0);
  const scores = [];
  for (const gray of hasAlpha ? [0.1, 0.9] : [0])
    scores.push(await ssimulacra2(linear(original, gray), linear(copy, gray), breathe));
  return Math.min(...scores);
}

/** Rows of linear light, blended on a gray; the samples count as sRGB. */
function linear(image, gray) {
  const { width, height, channels } = image;
  const sample = channels % 2 === 1 ? tabled(image) : blended(image, [gray, gray, gray], toLinear);
  const row = (y, ...colors) =>
    colors.forEach((out, color) => {
      for (let x = 0; x < width; ++x) out[x] = sample(y * width + x, color);
    });
  return { width, height, row };
}

const toLinear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

/** Without alpha, the linear light of integers is looked up. */
function tabled(image) {
  const { data, channels } = image;
  const scale = 1 / peakOf(image);
  const table = data instanceof Float32Array ? undefined : new Float32Array(peakOf(image) + 1);
  table?.forEach((_, value) => (table[value] = toLinear(value * scale)));
  const hasColor = channels >= 3;
  return (pixel, color) => {
    const value = data[pixel * channels + (hasColor ? color : 0)];
    return table ? table[value] : toLinear(value * scale);
  };
}

/** A sample from 0 to 1, blended on the background. */
export function seen(image, background) {
  return blended(
    image,
    [1, 3, 5].map((at) => Number.parseInt(background.slice(at, at + 2), 16) / 255),
  );
}

function blended(image, behind, shape = (value) => value) {
  const { data, channels } = image;
  const scale = 1 / peakOf(image);
  const hasColor = channels >= 3;
  if (channels % 2 === 1) return (pixel, color) => shape(data[pixel * channels + (hasColor ? color : 0)] * scale);
  return (pixel, color) => {
    const alpha = data[pixel * channels + channels - 1] * scale;
    return shape(data[pixel * channels + (hasColor ? color : 0)] * scale * alpha + behind[color] * (1 - alpha));
  };
}

/** The samples of a picture as RGBA of 8 bits. */
export function toRgba(image) {
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
  return rgba;
}

/** What differs, made eight times as bright, as RGBA of 8 bits. */
export function differenceOf(a, b, background) {
  const [seenA, seenB] = [seen(a, background), seen(b, background)];
  const rgba = new Uint8ClampedArray(a.width * a.height * 4);
  for (let pixel = 0; pixel < a.width * a.height; ++pixel) {
    for (let color = 0; color < 3; ++color)
      rgba[pixel * 4 + color] = Math.abs(seenA(pixel, color) - seenB(pixel, color)) * 255 * 8;
    rgba[pixel * 4 + 3] = 255;
  }
  return rgba;
}
