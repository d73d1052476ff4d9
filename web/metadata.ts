// Metadata: what a file carries beside its pixels.
import { mismatch, shorten, show } from './error.js';
import { plainTags, type PlainTag, type TiffTag } from './tiff-tags.js';

/** Colour primaries, transfer function, matrix coefficients and full range (0 or 1), as ITU-T H.273 numbers them. */
export type Cicp = readonly [primaries: number, transfer: number, matrix: number, fullRange: number];

/** What a file carries beside its pixels. A kind that a format has no place for is an error, never dropped. */
export interface Metadata {
  /** A TIFF block, from its byte order mark (`II` or `MM`) on, without JPEG's `Exif` in front. */
  readonly exif?: Uint8Array | undefined;
  /** A colour profile as the ICC defines it. It is stored as it is; pixels are not converted. */
  readonly icc?: Uint8Array | undefined;
  /** An XMP packet, as text or in UTF-8. */
  readonly xmp?: Uint8Array | string | undefined;
  /** Pixels per inch, for both directions or as `[x, y]`. Above 0. In WebP it stands in the EXIF block. */
  readonly dpi?: number | readonly [x: number, y: number] | undefined;
  /** EXIF's orientation, 1 to 8: how viewers are to turn the picture. It is put into the EXIF block. */
  readonly orientation?: number | undefined;
  /**
   * Texts by keyword. PNG takes any keyword of 1 to 79 Latin-1 characters (Title, Author, Description, Comment, …); TIFF
   * Title, Description, Author, Copyright and Software; JPEG Comment.
   */
  readonly text?: Readonly<Record<string, string>> | undefined;
  /** The colour space by number; PNG. Pixels are not converted. */
  readonly cicp?: Cicp | undefined;
  /**
   * What else a TIFF directory is to have, such as the tags of GeoTIFF: of every page, or a list for each of them. Tags of
   * storage, and those that have another name here or stand in `exif` (Make, Model, DateTime, HostComputer), are refused.
   */
  readonly tags?: readonly TiffTag[] | readonly (readonly TiffTag[])[] | undefined;
}

/** Metadata in the one form that the codecs take. @internal */
export interface CodecMetadata {
  readonly exif?: Uint8Array;
  readonly icc?: Uint8Array;
  readonly xmp?: Uint8Array;
  readonly dpi?: readonly [number, number];
  readonly text?: readonly (readonly [keyword: string, text: string])[];
  readonly cicp?: Cicp;
  /** Of each page, or one list for all. */
  readonly tags?: readonly (readonly PlainTag[])[];
}

/** Metadata that was checked. @internal */
export interface PlainMetadata extends CodecMetadata {
  readonly orientation?: number;
}

const kinds = ['exif', 'icc', 'xmp', 'dpi', 'orientation', 'text', 'cicp', 'tags'];

/** Checks the option `metadata`. @internal */
export function plainMetadata(metadata: unknown): PlainMetadata | undefined {
  if (metadata === undefined) return undefined;
  if (typeof metadata !== 'object' || metadata === null) throw invalid('metadata', `an object with ${kinds.join(', ')}`, metadata);
  const unknown = Object.keys(metadata).find((key) => !kinds.includes(key));
  if (unknown !== undefined) throw invalid('metadata', `the keys ${kinds.join(', ')}`, unknown);
  const { exif, icc, xmp, dpi, orientation, text, cicp, tags } = metadata as Metadata;
  return {
    ...(exif !== undefined && { exif: block('exif', exif) }),
    ...(icc !== undefined && { icc: block('icc', icc) }),
    ...(xmp !== undefined && { xmp: block('xmp', typeof xmp === 'string' ? new TextEncoder().encode(xmp) : xmp) }),
    ...(dpi !== undefined && { dpi: resolution(dpi) }),
    ...(orientation !== undefined && { orientation: wholeFrom(1, 8, 'orientation', orientation) }),
    ...(text !== undefined && { text: texts(text) }),
    ...(cicp !== undefined && { cicp: codes(cicp) }),
    ...(tags !== undefined && { tags: plainTags(tags) }),
  };
}

function block(name: string, bytes: unknown): Uint8Array {
  if (!(ArrayBuffer.isView(bytes) && bytes.byteLength > 0)) throw invalid(`metadata.${name}`, 'a Uint8Array of at least 1 byte', bytes);
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function resolution(dpi: unknown): readonly [number, number] {
  const [x, y, ...more] = Array.isArray(dpi) ? dpi : [dpi, dpi];
  const sane = [x, y].every((value) => typeof value === 'number' && value > 0 && value <= 1e6);
  if (!sane || more.length > 0) throw invalid('metadata.dpi', 'a number above 0 and at most 1000000, or [x, y]', dpi);
  return [x, y];
}

function wholeFrom(min: number, max: number, name: string, value: unknown): number {
  if (Number.isInteger(value) && (value as number) >= min && (value as number) <= max) return value as number;
  throw invalid(`metadata.${name}`, `a whole number from ${min} to ${max}`, value);
}

function texts(text: unknown): readonly (readonly [string, string])[] {
  if (typeof text !== 'object' || text === null || Array.isArray(text)) throw invalid('metadata.text', 'an object with texts', text);
  return Object.entries(text).map(([keyword, value]: [string, unknown]) => {
    // Every format ends its texts, or their keywords, with a zero.
    if (typeof value === 'string' && value !== '' && !`${keyword}${value}`.includes('\0')) return [wellFormed(keyword), wellFormed(value)];
    throw invalid(`metadata.text.${shorten(keyword)}`, 'a text of at least 1 character, without zeros', value);
  });
}

/** Halves of surrogate pairs have no place in UTF-8. */
const wellFormed = (text: string): string => new TextDecoder().decode(new TextEncoder().encode(text));

function codes(cicp: unknown): Cicp {
  if (!Array.isArray(cicp) || cicp.length !== 4) throw invalid('metadata.cicp', '[primaries, transfer, matrix, fullRange]', cicp);
  const [primaries, transfer, matrix, fullRange] = cicp as unknown[];
  return [
    wholeFrom(0, 255, 'cicp[0]', primaries),
    wholeFrom(0, 255, 'cicp[1]', transfer),
    wholeFrom(0, 0, 'cicp[2]', matrix), // PNG holds RGB
    wholeFrom(0, 1, 'cicp[3]', fullRange),
  ];
}

function invalid(what: string, expected: string, actual: unknown): Error {
  return mismatch('invalid-option', `option '${what}'`, expected, show(actual), { option: 'metadata' });
}
