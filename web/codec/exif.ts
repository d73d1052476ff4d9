// The orientation inside an EXIF block, which must agree with the pixels it goes with.

const ORIENTATION = 0x0112;

/** A copy of the block (a TIFF file in small) whose orientation, if it names one, is upright. */
export function uprightExif(exif: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const copy = exif.slice();
  const view = new DataView(copy.buffer);
  const little = copy[0] === 0x49;
  if (copy.length < 8) return copy;
  const directory = view.getUint32(4, little);
  if (directory + 2 > copy.length) return copy;
  const count = view.getUint16(directory, little);
  for (let entry = directory + 2; entry + 12 <= copy.length && entry < directory + 2 + 12 * count; entry += 12) {
    if (view.getUint16(entry, little) === ORIENTATION) view.setUint16(entry + 8, 1, little);
  }
  return copy;
}
