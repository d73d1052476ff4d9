// How the page writes numbers, names and errors.
import { formats } from './imwrite/browser/index.js';

/** 1234567 → '1.23 MB' */
export function bytesText(bytes) {
  const units = ['bytes', 'kB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${unit === 0 ? value : significant(value)} ${units[unit]}`;
}

/** Three digits that count. */
export function significant(value) {
  return value >= 100 ? String(Math.round(value)) : value.toPrecision(3);
}

/** 0.0533 → '5.3 %' */
export function percentText(share) {
  const percent = share * 100;
  return `${percent >= 99.5 ? Math.round(percent) : percent.toPrecision(2)} %`;
}

export function timeText(milliseconds) {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${significant(milliseconds / 1000)} s`;
}

/** 'chromaSubsampling' → 'Chroma subsampling' */
export function labelOf(optionName) {
  const words = optionName.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words[0].toUpperCase() + words.slice(1);
}

export const formatLabel = (format) => formats[format].title;

const kinds = { 1: 'gray', 2: 'gray + alpha', 3: 'RGB', 4: 'RGBA' };
export const pixelsText = (channels, depth) => `${kinds[channels]} ${depth === 32 ? '32-bit float' : `${depth}-bit`}`;

/** How like the original a file is. */
export function likenessText({ identical, psnr, ssim, score, unread }) {
  if (unread) return 'not shown by this browser';
  if (identical) return 'identical';
  const look = score === undefined ? `SSIM ${ssim.toFixed(4)}` : `SSIMULACRA 2 ${score.toFixed(1)}`;
  return `${Number.isFinite(psnr) ? `${psnr.toFixed(1)} dB, ` : ''}${look}`;
}

/** What a score of SSIMULACRA 2 means, in its author's words. */
export const scoreText = (score) =>
  score === 100
    ? 'the same'
    : score >= 90
      ? 'no visible difference'
      : score >= 70
        ? 'high quality'
        : score >= 50
          ? 'medium quality'
          : 'low quality';

/** An error as a sentence. */
export function sentence(error) {
  const message = (error?.message || String(error)).replace(
    /^[a-z0-9]+(?=[ :])/,
    (word) => formats[word]?.title ?? word,
  );
  const first = message[0].toUpperCase() + message.slice(1);
  return /[.!?)]$/.test(first) ? first : `${first}.`;
}
