// EXIF as a text of a PNG: the "raw profile" of ImageMagick and others, which is older than the chunk eXIf.

/** By the keywords that OpenCV looks for. */
const keywords = ['Raw profile type exif', 'Raw profile type APP1'];

/**
 * @param text - The file's texts by keyword.
 * @returns The block, from its byte order on; undefined where there is none that makes sense.
 * @internal
 */
export function exifOfText(text: Readonly<Record<string, string>> | undefined): Uint8Array<ArrayBuffer> | undefined {
  const profile = keywords.map((keyword) => text?.[keyword]).find((value) => value !== undefined);
  // A line with the kind, one with the number of bytes, then the bytes in hexadecimal.
  const [, size, digits = ''] = /^\s*\w+\s+(\d+)\s+([\da-f\s]*)$/i.exec(profile ?? '') ?? [];
  const pairs = digits.replace(/\s/g, '').match(/../g) ?? [];
  if (pairs.length === 0 || pairs.length !== Number(size)) return undefined;
  const bytes = Uint8Array.from(pairs, (pair) => parseInt(pair, 16));
  const begin = new TextDecoder('latin1').decode(bytes.subarray(0, 8));
  const block = begin.startsWith('Exif\0\0') ? bytes.slice(6) : bytes;
  return /^(Exif\0\0)?(II|MM)/.test(begin) ? block : undefined;
}
