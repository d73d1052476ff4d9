// Tags of TIFF: from the values that a caller gives to the bytes of a directory's entry, and back.
import { mismatch, formatValue } from '../core/error.js';
import type { CheckedTag, TiffTag } from '../types/tiff-tag.js';

/** Each type's number in a file, and what holds its values, or the two numbers of one. */
const types = {
  BYTE: [1, Uint8Array],
  ASCII: [2, Uint8Array],
  SHORT: [3, Uint16Array],
  LONG: [4, Uint32Array],
  RATIONAL: [5, Uint32Array],
  SBYTE: [6, Int8Array],
  UNDEFINED: [7, Uint8Array],
  SSHORT: [8, Int16Array],
  SLONG: [9, Int32Array],
  SRATIONAL: [10, Int32Array],
  FLOAT: [11, Float32Array],
  DOUBLE: [12, Float64Array],
  LONG8: [16, BigUint64Array],
  SLONG8: [17, BigInt64Array],
} as const;
type Type = keyof typeof types;
type Numbers = InstanceType<(typeof types)[Type][1]>;

/** Each page's own stands among its tags on the way to the codec, but is no tag of the caller. @internal */
export const ICC_PROFILE = 34675;

const isRational = (type: Type): boolean => type.endsWith('RATIONAL');

/** Checks `metadata.tags`: a list for all pages, or one for each. @internal */
export function checkTags(tags: unknown): CheckedTag[][] {
  if (!Array.isArray(tags))
    throw invalid('tags', 'an array of { tag, type, values }, or such an array for each page', tags);
  const pages = tags.some(Array.isArray) ? tags : [tags];
  return pages.map((list: unknown, page) => {
    const name = pages === tags ? `tags[${page}]` : 'tags';
    if (!Array.isArray(list)) throw invalid(name, 'an array of { tag, type, values }, as for the other pages', list);
    return list.map((tag: unknown, index) => checkTag(`${name}[${index}]`, tag));
  });
}

function checkTag(name: string, entry: unknown): CheckedTag {
  const { tag, type, values } = Object(entry) as Record<string, unknown>;
  if (!(Number.isInteger(tag) && (tag as number) >= 1 && (tag as number) <= 65535))
    throw invalid(`${name}.tag`, 'a whole number from 1 to 65535', tag);
  if (tag === ICC_PROFILE) throw invalid(`${name}.tag`, 'a tag that has no other place in metadata (icc)', tag);
  if (typeof type !== 'string' || !Object.hasOwn(types, type))
    throw invalid(`${name}.type`, `one of ${Object.keys(types).join(', ')}`, type);
  const list =
    Array.isArray(values) || (ArrayBuffer.isView(values) && !(values instanceof DataView))
      ? Array.from(values as ArrayLike<unknown>)
      : [];
  if (list.length === 0) throw invalid(`${name}.values`, 'an array of at least one value', values);
  const bytes = type === 'ASCII' ? texts(list, name) : numbers(list, type as Type, name);
  const [code, { BYTES_PER_ELEMENT }] = types[type as Type];
  return [tag as number, code, bytes.length / BYTES_PER_ELEMENT / (isRational(type as Type) ? 2 : 1), bytes];
}

function texts(values: readonly unknown[], name: string): Uint8Array {
  values.forEach((value, index) => {
    if (typeof value !== 'string' || value.includes('\0'))
      throw invalid(`${name}.values[${index}]`, 'a text without zeros', value);
  });
  return new TextEncoder().encode(values.map((value) => `${value as string}\0`).join(''));
}

function numbers(values: readonly unknown[], type: Type, name: string): Uint8Array {
  const { expected, stored } = numberType(type);
  const all = isRational(type) ? values.flatMap((pair, index) => quotient(pair, `${name}.values[${index}]`)) : values;
  all.forEach((value, index) => {
    const place = isRational(type) ? `[${index >> 1}][${index % 2}]` : `[${index}]`;
    if (!stored(value)) throw invalid(`${name}.values${place}`, expected, value);
  });
  const array = makeNumbers(type, all);
  return new Uint8Array(array.buffer);
}

/** What the numbers of a type are, and whether one of them can be stored. */
function numberType(type: Type): { expected: string; stored: (value: unknown) => boolean } {
  if (type === 'DOUBLE') return { expected: 'a number', stored: (value) => typeof value === 'number' };
  if (type === 'FLOAT') {
    const stored = (value: unknown): boolean =>
      typeof value === 'number' && (Number.isFinite(Math.fround(value)) || !Number.isFinite(value));
    return { expected: 'a number that 32 bits can hold', stored };
  }
  const { BYTES_PER_ELEMENT } = types[type][1];
  const lowest = makeNumbers(type, [isBig(type) ? -1n : -1])[0]! < 0 ? 1n : 0n;
  const limit = 1n << BigInt(8 * BYTES_PER_ELEMENT - Number(lowest));
  const [min, max] = [-lowest * limit, limit - 1n];
  const whole = (value: unknown): boolean => Number.isSafeInteger(value) || (typeof value === 'bigint' && isBig(type));
  const stored = (value: unknown): boolean => whole(value) && (value as number) >= min && (value as number) <= max;
  return { expected: `a whole number from ${min} to ${max}`, stored };
}

const isBig = (type: Type): boolean => type.endsWith('LONG8');

function makeNumbers(type: Type, values: readonly unknown[]): Numbers {
  if (isBig(type)) return (types[type][1] as BigInt64ArrayConstructor).from((values as bigint[]).map(BigInt));
  return (types[type][1] as Float64ArrayConstructor).from(values as number[]);
}

function quotient(pair: unknown, name: string): unknown[] {
  if (Array.isArray(pair) && pair.length === 2) return pair;
  throw invalid(name, '[numerator, denominator]', pair);
}

/** Tags out of a file, whose values own their buffers. @internal */
export function readTags(tags: readonly CheckedTag[]): TiffTag[] {
  return tags.map(([tag, code, , bytes]) => {
    const [type, [, Values]] = Object.entries(types).find(([, [number]]) => number === code)!;
    const array = new Values(new Uint8Array(bytes).buffer);
    return {
      tag,
      type,
      values:
        type === 'ASCII'
          ? readTexts(array as Uint8Array)
          : isRational(type as Type)
            ? pairs(array as Uint32Array)
            : array,
    } as TiffTag;
  });
}

function pairs(numbers: Uint32Array): (readonly [number, number])[] {
  return Array.from({ length: numbers.length / 2 }, (_, index) => [numbers[2 * index]!, numbers[2 * index + 1]!]);
}

/** As everywhere in TIFF: UTF-8, or Latin-1 where it is not that. */
function readTexts(bytes: Uint8Array): string[] {
  const text = decoded(bytes);
  return (text.endsWith('\0') ? text.slice(0, -1) : text).split('\0');
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  }
}

function invalid(what: string, expected: string, actual: unknown): Error {
  return mismatch('invalid-option', `option 'metadata.${what}'`, expected, formatValue(actual), { option: 'metadata' });
}
