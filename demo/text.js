// How the page writes numbers, names and errors.

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

const formatNames = { jpeg: 'JPEG', png: 'PNG', webp: 'WebP', tiff: 'TIFF' };
export const formatLabel = (format) => formatNames[format] ?? format.toUpperCase();

const kinds = { 1: 'gray', 2: 'gray + alpha', 3: 'RGB', 4: 'RGBA' };
export const pixelsText = (channels, depth) => `${kinds[channels]} ${depth === 32 ? '32-bit float' : `${depth}-bit`}`;

/** An error as a sentence. */
export function sentence(error) {
  const message = (error?.message || String(error)).replace(/^(jpeg|png|webp|tiff)\b/, formatLabel);
  const first = message[0].toUpperCase() + message.slice(1);
  return /[.!?)]$/.test(first) ? first : `${first}.`;
}
