// Directories of an EXIF block, which is a TIFF file in small: where they stand and what their entries are.

export const SHORT = 3;
export const LONG = 4;
export const RATIONAL = 5;

export const EXIF_DIRECTORY = 0x8769;
export const GPS_DIRECTORY = 0x8825;
export const INTEROPERABILITY_DIRECTORY = 0xa005;

export const ENTRY_BYTES = 12;

export interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  /** The value, or where it stands. */
  readonly field: number;
  /** Where the entry stands. */
  readonly at: number;
}

export interface Directory {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly little: boolean;
  readonly entries: readonly Entry[];
  /** Where the next directory stands; 0 is nowhere. */
  readonly next: number;
}

/** The first directory, or the one that stands at `offset`; empty when there is none. */
export function parse(bytes: Uint8Array, offset?: number): Directory {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = bytes[0] === 0x49;
  const directory = offset ?? (bytes.length < 8 ? 0 : view.getUint32(4, little));
  const first = directory + 2;
  const entries: Entry[] = [];
  if (directory === 0 || first > bytes.length) return { bytes, view, little, entries, next: 0 };
  const end = first + ENTRY_BYTES * view.getUint16(directory, little);
  for (let at = first; at < end && at + ENTRY_BYTES <= bytes.length; at += ENTRY_BYTES) {
    entries.push({
      tag: view.getUint16(at, little),
      type: view.getUint16(at + 2, little),
      count: view.getUint32(at + 4, little),
      field: view.getUint32(at + 8, little),
      at,
    });
  }
  return { bytes, view, little, entries, next: end + 4 <= bytes.length ? view.getUint32(end, little) : 0 };
}

/** The directory that an entry leads to; an empty one when there is none. */
export function below(directory: Directory, tag: number): Directory {
  return parse(directory.bytes, directory.entries.find((entry) => entry.tag === tag)?.field ?? 0);
}

/** The value of an entry of one SHORT or LONG. */
export function numberOf({ little }: Directory, { type, field }: Entry): number {
  return type === LONG ? field : little ? field & 0xffff : field >>> 16;
}
