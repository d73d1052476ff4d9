// Metadata: what a file carries beside its pixels.
import { mismatch, show } from './error.js';

/** What a file carries beside its pixels. A kind that a format has no place for is an error, never dropped. */
export interface Metadata {
  /** A TIFF block, from its byte order mark (`II` or `MM`) on, without JPEG's `Exif` in front. */
  readonly exif?: Uint8Array | undefined;
  /** A colour profile as the ICC defines it. It is stored as it is; pixels are not converted. */
  readonly icc?: Uint8Array | undefined;
  /** An XMP packet, as text or in UTF-8. */
  readonly xmp?: Uint8Array | string | undefined;
  /** Pixels per inch, for both directions or as `[x, y]`. Above 0. */
  readonly dpi?: number | readonly [x: number, y: number] | undefined;
}

/** Metadata in the one form that the codecs take. @internal */
export interface PlainMetadata {
  readonly exif?: Uint8Array;
  readonly icc?: Uint8Array;
  readonly xmp?: Uint8Array;
  readonly dpi?: readonly [number, number];
}

/** @internal */
export const metadataKinds = ['exif', 'icc', 'xmp', 'dpi'];

/** Checks the option `metadata`. @internal */
export function plainMetadata(metadata: unknown): PlainMetadata | undefined {
  if (metadata === undefined) return undefined;
  if (typeof metadata !== 'object' || metadata === null) throw invalid('metadata', `an object with ${metadataKinds.join(', ')}`, metadata);
  const unknown = Object.keys(metadata).find((key) => !metadataKinds.includes(key));
  if (unknown !== undefined) throw invalid('metadata', `the keys ${metadataKinds.join(', ')}`, unknown);
  const { exif, icc, xmp, dpi } = metadata as Metadata;
  return {
    ...(exif !== undefined && { exif: block('exif', exif) }),
    ...(icc !== undefined && { icc: block('icc', icc) }),
    ...(xmp !== undefined && { xmp: block('xmp', typeof xmp === 'string' ? new TextEncoder().encode(xmp) : xmp) }),
    ...(dpi !== undefined && { dpi: resolution(dpi) }),
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

function invalid(what: string, expected: string, actual: unknown): Error {
  return mismatch('invalid-option', `option '${what}'`, expected, show(actual), { option: 'metadata' });
}
