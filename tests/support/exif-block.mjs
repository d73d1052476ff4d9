// EXIF blocks, by hand.

/** TIFF's types. */
export const ASCII = 2;
export const SHORT = 3;
export const LONG = 4;
export const RATIONAL = 5;
export const UNDEFINED = 7;

/** An EXIF block: entries [tag, type, numbers], below them a directory of EXIF. */
export function exifBlock(first, exif = []) {
  const bytes = [0x49, 0x49, 42, 0, 8, 0, 0, 0];
  const short = (value) => [value & 255, value >> 8];
  const long = (value) => [...short(value & 0xffff), ...short(value >>> 16)];
  const directory = (entries, start) => {
    const out = [...short(entries.length)];
    const values = [];
    for (const [tag, type, data] of entries) {
      const body =
        type === SHORT ? data.flatMap(short) : type === ASCII || type === UNDEFINED ? data : data.flatMap(long);
      const count = { [RATIONAL]: data.length / 2 }[type] ?? data.length;
      const place = start + 2 + 12 * entries.length + 4 + values.length;
      out.push(
        ...short(tag),
        ...short(type),
        ...long(count),
        ...(body.length <= 4 ? [...body, 0, 0, 0, 0].slice(0, 4) : long(place)),
      );
      if (body.length > 4) values.push(...body);
    }
    return [...out, 0, 0, 0, 0, ...values];
  };
  const entries = exif.length > 0 ? [...first, [0x8769, LONG, [0]]] : first;
  const size = directory(entries, 8).length;
  const filled = entries.map((entry) => (entry[0] === 0x8769 ? [0x8769, LONG, [8 + size]] : entry));
  return Uint8Array.from([...bytes, ...directory(filled, 8), ...(exif.length > 0 ? directory(exif, 8 + size) : [])]);
}

/** A text as a value of type ASCII. */
export const ascii = (text) => [...Buffer.from(`${text}\0`)];
