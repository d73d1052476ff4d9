// What an EXIF block says of the pixels (orientation, resolution, size) and in words: read, and put in.
import { formats } from '../generated/formats.js';
import type { Format } from '../types/generated.js';
import {
  below,
  ENTRY_BYTES,
  EXIF_DIRECTORY,
  LONG,
  numberOf,
  parse,
  RATIONAL,
  SHORT,
  type Directory,
  type Entry,
} from './exif-directory.js';

/** Facts that an EXIF block may hold. @internal */
export interface ExifFacts {
  /** 1 to 8. */
  readonly orientation?: number | undefined;
  /** Pixels per inch. */
  readonly dpi?: readonly [number, number] | undefined;
  /** Width and height in pixels: replaced where the block states a size, never put in. */
  readonly size?: readonly [number, number] | undefined;
  /** Texts by their tag. */
  readonly texts?: readonly (readonly [tag: number, text: string])[] | undefined;
}

const IMAGE_WIDTH = 0x0100;
const IMAGE_HEIGHT = 0x0101;
const ORIENTATION = 0x0112;
const X_RESOLUTION = 0x011a;
const Y_RESOLUTION = 0x011b;
const RESOLUTION_UNIT = 0x0128;
const PIXEL_X_DIMENSION = 0xa002;
const PIXEL_Y_DIMENSION = 0xa003;
const ASCII = 2;
const INCH = 2;
const CENTIMETER = 3;

/** Whether the format's only place for a resolution is the EXIF block. */
export function dpiInExif(format: Format): boolean {
  const carried: readonly string[] = formats[format].metadata;
  return carried.includes('exif') && !carried.includes('dpi');
}

/** The block with these facts put in or replaced; the block itself when there is nothing to change. */
export function withExif(
  block: Uint8Array | undefined,
  { orientation, dpi, size, texts = [] }: ExifFacts,
): Uint8Array | undefined {
  const sized = block && size && resized(block, size);
  const old = parse(sized ?? block ?? new Uint8Array([0x49, 0x49, 42, 0, 0, 0, 0, 0]));
  const turned = orientation !== undefined && orientation !== orientationIn(old);
  const resolved = dpi !== undefined && dpi.toString() !== dpiIn(old)?.toString();
  if (!turned && !resolved && texts.length === 0) return sized ?? block;
  // What is new stands behind everything else, so that what the block holds stays where it is.
  const start = old.bytes.length + (old.bytes.length % 2);
  const values: number[] = [];
  const put = (bytes: readonly number[]): number => {
    values.push(...bytes, ...(bytes.length % 2 === 1 ? [0] : []));
    return start + values.length - bytes.length - (bytes.length % 2);
  };
  const added = entriesOf({ orientation, dpi, texts }, old.little, put);
  const kept = old.entries.filter(({ tag }) => !added.some((entry) => entry.tag === tag));
  const entries = [...kept, ...added].sort((a, b) => a.tag - b.tag);

  const directory = start + values.length;
  const bytes = new Uint8Array(directory + 2 + ENTRY_BYTES * entries.length + 4);
  bytes.set(old.bytes);
  bytes.set(values, start);
  const view = new DataView(bytes.buffer);
  view.setUint32(4, directory, old.little);
  view.setUint16(directory, entries.length, old.little);
  entries.forEach(({ tag, type, count, field }, i) => {
    const at = directory + 2 + ENTRY_BYTES * i;
    view.setUint16(at, tag, old.little);
    view.setUint16(at + 2, type, old.little);
    view.setUint32(at + 4, count, old.little);
    view.setUint32(at + 8, field, old.little);
  });
  view.setUint32(bytes.length - 4, old.next, old.little);
  return bytes;
}

type NewEntry = Omit<Entry, 'at'>;

/** @param put - Takes bytes that do not fit into an entry, and tells where they stand. */
function entriesOf(
  { orientation, dpi, texts = [] }: ExifFacts,
  little: boolean,
  put: (bytes: readonly number[]) => number,
): NewEntry[] {
  const word = (value: number): number[] =>
    [24, 16, 8, 0].map((shift) => (value >>> (little ? 24 - shift : shift)) & 255);
  const short = (tag: number, value: number): NewEntry => ({
    tag,
    type: SHORT,
    count: 1,
    field: little ? value : value * 0x10000,
  });
  const rational = (tag: number, value: number): NewEntry => ({
    tag,
    type: RATIONAL,
    count: 1,
    field: put(quotient(value).flatMap(word)),
  });
  const text = ([tag, value]: readonly [number, string]): NewEntry => {
    const bytes = [...new TextEncoder().encode(value), 0];
    const inside = new DataView(Uint8Array.from({ length: 4 }, (_, i) => bytes[i] ?? 0).buffer).getUint32(0, little);
    return { tag, type: ASCII, count: bytes.length, field: bytes.length > 4 ? put(bytes) : inside };
  };
  return [
    ...(orientation === undefined ? [] : [short(ORIENTATION, orientation)]),
    ...(dpi ? [rational(X_RESOLUTION, dpi[0]), rational(Y_RESOLUTION, dpi[1]), short(RESOLUTION_UNIT, INCH)] : []),
    ...texts.map(text),
  ];
}

/** The nearest quotient of two numbers of 32 bits, the simplest one that is exact to ten digits. */
function quotient(value: number): [number, number] {
  let [before, now]: [number, number][] = [
    [1, 0],
    [Math.floor(value), 1],
  ];
  for (let rest = value - now![0]; rest > 0 && Math.abs(now![0] / now![1] - value) > value * 1e-10;) {
    const whole = Math.floor(1 / rest);
    const next: [number, number] = [whole * now![0] + before![0], whole * now![1] + before![1]];
    if (next[0] > 0xffffffff || next[1] > 0xffffffff) break;
    [before, now] = [now, next];
    rest = 1 / rest - whole;
  }
  return now!;
}

/** A copy of the block with this size where it states one; none when there is nothing to change. */
function resized(block: Uint8Array, [width, height]: readonly [number, number]): Uint8Array | undefined {
  const copy = block.slice();
  const first = parse(copy);
  let changed = false;
  const set = (directory: Directory, tag: number, value: number): void => {
    for (const entry of directory.entries) {
      const isNumber = entry.tag === tag && (entry.type === SHORT || entry.type === LONG) && entry.count === 1;
      if (!isNumber || numberOf(directory, entry) === value) continue;
      changed = true;
      const { view, little } = directory;
      view.setUint16(entry.at + 2, LONG, little);
      view.setUint32(entry.at + 8, value, little);
    }
  };
  set(first, IMAGE_WIDTH, width);
  set(first, IMAGE_HEIGHT, height);
  const exif = below(first, EXIF_DIRECTORY);
  set(exif, PIXEL_X_DIMENSION, width);
  set(exif, PIXEL_Y_DIMENSION, height);
  return changed ? copy : undefined;
}

/** Whether the block states a resolution, be it one that makes no sense. */
export function statesDpi(block: Uint8Array): boolean {
  return parse(block).entries.some(({ tag }) => tag === X_RESOLUTION || tag === Y_RESOLUTION);
}

/** The resolution that the block gives, in pixels per inch. */
export function exifDpi(block: Uint8Array): readonly [number, number] | undefined {
  return dpiIn(parse(block));
}

/** 1 to 8; 1 where the block names none that makes sense. */
export function exifOrientation(block: Uint8Array): number {
  const orientation = orientationIn(parse(block)) ?? 1;
  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

/** The tags of the first directory. */
export const exifTags = (block: Uint8Array): number[] => parse(block).entries.map(({ tag }) => tag);

function orientationIn(directory: Directory): number | undefined {
  const entry = directory.entries.find(({ tag }) => tag === ORIENTATION);
  return entry && numberOf(directory, { ...entry, type: SHORT });
}

function dpiIn(directory: Directory): readonly [number, number] | undefined {
  const { entries, view, little } = directory;
  const entry = (tag: number): Entry | undefined => entries.find((one) => one.tag === tag);
  const unit = entry(RESOLUTION_UNIT);
  const scale = { [INCH]: 1, [CENTIMETER]: 2.54 }[unit ? numberOf(directory, { ...unit, type: SHORT }) : INCH];
  const resolution = (tag: number): number => {
    const { type, field: at } = entry(tag) ?? { type: 0, field: 0 };
    if (type !== RATIONAL || at + 8 > view.byteLength) return NaN;
    return view.getUint32(at, little) / view.getUint32(at + 4, little);
  };
  const dpi = [resolution(X_RESOLUTION) * (scale ?? NaN), resolution(Y_RESOLUTION) * (scale ?? NaN)] as const;
  return dpi.every((value) => value > 0 && Number.isFinite(value)) ? dpi : undefined;
}

/**
 * A copy of the block for pixels that were turned as it says: its orientation, if it names one, is upright, and what
 * belongs to width and height has changed places when they have.
 */
export function turnedExif(block: Uint8Array<ArrayBuffer>, swaps: boolean): Uint8Array<ArrayBuffer> {
  const copy = block.slice();
  const first = parse(copy);
  for (const { tag, at } of first.entries) if (tag === ORIENTATION) first.view.setUint16(at + 8, 1, first.little);
  if (!swaps) return copy;
  exchange(first, X_RESOLUTION, Y_RESOLUTION);
  exchange(first, IMAGE_WIDTH, IMAGE_HEIGHT);
  exchange(below(first, EXIF_DIRECTORY), PIXEL_X_DIMENSION, PIXEL_Y_DIMENSION);
  return copy;
}

/** The values of two entries change places. */
function exchange({ bytes, entries }: Directory, one: number, other: number): void {
  const [a, b] = [one, other].map((tag) => entries.find((entry) => entry.tag === tag)?.at);
  if (a === undefined || b === undefined) return;
  const kept = bytes.slice(a + 2, a + ENTRY_BYTES);
  bytes.copyWithin(a + 2, b + 2, b + ENTRY_BYTES);
  bytes.set(kept, b + 2);
}
