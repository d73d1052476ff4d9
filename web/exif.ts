// The first directory of an EXIF block (a TIFF file in small): the facts there that concern the pixels.

import { formats, type Format } from './generated/formats.js';

/** Facts that an EXIF block may hold. @internal */
export interface ExifFacts {
  /** 1 to 8. */
  readonly orientation?: number | undefined;
  /** Pixels per inch. */
  readonly dpi?: readonly [number, number] | undefined;
}

const ORIENTATION = 0x0112;
const X_RESOLUTION = 0x011a;
const Y_RESOLUTION = 0x011b;
const RESOLUTION_UNIT = 0x0128;
const SHORT = 3;
const RATIONAL = 5;
const INCH = 2;
const CENTIMETER = 3;

interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  /** The value, or where it stands. */
  readonly field: number;
}

/** Whether the format's only place for a resolution is the EXIF block. */
export function dpiInExif(format: Format): boolean {
  const carried: readonly string[] = formats[format].metadata;
  return carried.includes('exif') && !carried.includes('dpi');
}

/** The block with these facts put in or replaced; the block itself when there is nothing to change. */
export function withExif(block: Uint8Array | undefined, { orientation, dpi }: ExifFacts): Uint8Array | undefined {
  const old = parse(block ?? new Uint8Array([0x49, 0x49, 42, 0, 0, 0, 0, 0]));
  const turned = orientation !== undefined && orientation !== orientationIn(old);
  const resolved = dpi !== undefined && dpi.toString() !== dpiIn(old)?.toString();
  if (!turned && !resolved) return block;
  const added: Entry[] = [];
  const values: number[] = [];
  // The new directory stands behind everything else, so that what the block holds stays where it is.
  const start = old.bytes.length + (old.bytes.length % 2);
  const rational = (value: number): number => {
    const denominator = Number.isInteger(value) ? 1 : 10000;
    values.push(Math.round(value * denominator), denominator);
    return start + 4 * (values.length - 2);
  };
  const short = (value: number): number => (old.little ? value : value * 0x10000);
  if (orientation !== undefined) added.push({ tag: ORIENTATION, type: SHORT, count: 1, field: short(orientation) });
  if (dpi) {
    added.push({ tag: X_RESOLUTION, type: RATIONAL, count: 1, field: rational(dpi[0]) });
    added.push({ tag: Y_RESOLUTION, type: RATIONAL, count: 1, field: rational(dpi[1]) });
    added.push({ tag: RESOLUTION_UNIT, type: SHORT, count: 1, field: short(INCH) });
  }
  const kept = old.entries.filter(({ tag }) => !added.some((entry) => entry.tag === tag));
  const entries = [...kept, ...added].sort((a, b) => a.tag - b.tag);

  const directory = start + 4 * values.length;
  const bytes = new Uint8Array(directory + 2 + 12 * entries.length + 4);
  bytes.set(old.bytes);
  const view = new DataView(bytes.buffer);
  view.setUint32(4, directory, old.little);
  values.forEach((value, i) => view.setUint32(start + 4 * i, value, old.little));
  view.setUint16(directory, entries.length, old.little);
  entries.forEach(({ tag, type, count, field }, i) => {
    const at = directory + 2 + 12 * i;
    view.setUint16(at, tag, old.little);
    view.setUint16(at + 2, type, old.little);
    view.setUint32(at + 4, count, old.little);
    view.setUint32(at + 8, field, old.little);
  });
  view.setUint32(bytes.length - 4, old.next, old.little);
  return bytes;
}

/** The resolution that the block gives, in pixels per inch. */
export function exifDpi(block: Uint8Array): readonly [number, number] | undefined {
  return dpiIn(parse(block));
}

function orientationIn({ entries, little }: Directory): number | undefined {
  const field = entries.find(({ tag }) => tag === ORIENTATION)?.field;
  return field === undefined || little ? field : field >>> 16;
}

function dpiIn({ entries, view, little }: Directory): readonly [number, number] | undefined {
  const entry = (tag: number): Entry | undefined => entries.find((one) => one.tag === tag);
  const field = entry(RESOLUTION_UNIT)?.field ?? (little ? INCH : INCH * 0x10000);
  const unit = little ? field & 0xffff : field >>> 16;
  const scale = { [INCH]: 1, [CENTIMETER]: 2.54 }[unit];
  const resolution = (tag: number): number => {
    const { type, field: at } = entry(tag) ?? { type: 0, field: 0 };
    if (type !== RATIONAL || at + 8 > view.byteLength) return NaN;
    return view.getUint32(at, little) / view.getUint32(at + 4, little);
  };
  const dpi = [resolution(X_RESOLUTION) * (scale ?? NaN), resolution(Y_RESOLUTION) * (scale ?? NaN)] as const;
  return dpi.every((value) => value > 0 && Number.isFinite(value)) ? dpi : undefined;
}

/** A copy of the block whose orientation, if it names one, is upright. */
export function uprightExif(block: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const copy = block.slice();
  const { entries, view, little, first } = parse(copy);
  entries.forEach(({ tag }, i) => {
    if (tag === ORIENTATION) view.setUint16(first + 12 * i + 8, 1, little);
  });
  return copy;
}

interface Directory {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly little: boolean;
  /** Where the first entry stands. */
  readonly first: number;
  readonly entries: readonly Entry[];
  /** Where the next directory stands; 0 is nowhere. */
  readonly next: number;
}

function parse(bytes: Uint8Array): Directory {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = bytes[0] === 0x49;
  const directory = bytes.length < 8 ? 0 : view.getUint32(4, little);
  const first = directory + 2;
  const entries: Entry[] = [];
  if (directory === 0 || first > bytes.length) return { bytes, view, little, first, entries, next: 0 };
  const end = first + 12 * view.getUint16(directory, little);
  for (let at = first; at < end && at + 12 <= bytes.length; at += 12) {
    entries.push({
      tag: view.getUint16(at, little),
      type: view.getUint16(at + 2, little),
      count: view.getUint32(at + 4, little),
      field: view.getUint32(at + 8, little),
    });
  }
  return { bytes, view, little, first, entries, next: end + 4 <= bytes.length ? view.getUint32(end, little) : 0 };
}
