// Metadata: what a call says of it, checked, and what a file says, in the form that codecs take.
import { mismatch, shorten, formatValue } from '../core/error.js';
import type {
  Cicp,
  DecodedMetadata,
  Metadata,
  MetadataKind,
  MetadataRequest,
  CheckedMetadata,
} from '../types/metadata.js';
import { checkTags } from './tiff-tags.js';

const kinds: readonly MetadataKind[] = ['exif', 'icc', 'xmp', 'iptc', 'dpi', 'orientation', 'text', 'cicp', 'tags'];

/** The values that `imread` gave. They are known by themselves, so that an object may have some of them and others. */
const valuesOfFiles = new WeakSet<object>();

/** Notes that a file was read. @internal */
export function markRead<T extends DecodedMetadata>(metadata: T): T {
  for (const value of Object.values(metadata))
    if (typeof value === 'object' && value !== null) valuesOfFiles.add(value);
  return metadata;
}

/** Checks the option `metadata`. @internal */
export function metadataRequest(metadata: unknown): MetadataRequest {
  if (metadata === undefined) return { given: {}, read: {}, carried: 'color' };
  if (metadata === 'color' || metadata === 'keep' || metadata === 'none')
    return { given: {}, read: {}, carried: metadata };
  checkKinds(metadata, "'color', 'keep', 'none' or ");
  const { icc, cicp } = metadata as { readonly icc?: unknown; readonly cicp?: unknown };
  const entries = Object.entries(metadata).filter(
    ([kind, value]) => !(value === null && (kind === 'icc' || kind === 'cicp')),
  );
  const isRead = ([, value]: [string, unknown]): boolean => valuesOfFiles.has(value as object);
  return {
    given: checkMetadata(Object.fromEntries(entries.filter((entry) => !isRead(entry))))!,
    read: readMetadata(Object.fromEntries(entries.filter(isRead))),
    carried: icc === null || cicp === null ? 'none' : 'color',
  };
}

/** What a file carried, in the form that codecs take, not yet in what a format allows. @internal */
export function readMetadata({ exif, icc, xmp, iptc, dpi, orientation, text, cicp, tags }: Metadata): CheckedMetadata {
  const texts = Object.entries(text ?? {}).filter(([, value]) => typeof value === 'string' && value !== '');
  return {
    ...checkMetadata({ exif, icc, xmp, iptc, orientation, tags }),
    ...(Array.isArray(dpi) &&
      dpi.every((value) => value > 0 && Number.isFinite(value)) && { dpi: [dpi[0] as number, dpi[1] as number] }),
    ...(texts.length > 0 && {
      text: texts.map(([keyword, value]) => [wellFormed(keyword), wellFormed(value)] as const),
    }),
    ...(cicp?.length === 4 && { cicp }),
  };
}

function checkKinds(metadata: unknown, others = ''): asserts metadata is object {
  if (typeof metadata !== 'object' || metadata === null || formatValue(metadata) !== 'Object') {
    throw invalid('metadata', `${others}an object with ${kinds.join(', ')}`, metadata);
  }
  const unknown = Object.keys(metadata).find((key) => !(kinds as readonly string[]).includes(key));
  if (unknown !== undefined) throw invalid('metadata', `the keys ${kinds.join(', ')}`, unknown);
}

/** Checks an object of metadata that is written as it is. @internal */
export function checkMetadata(metadata: unknown): CheckedMetadata | undefined {
  if (metadata === undefined) return undefined;
  checkKinds(metadata);
  const { exif, icc, xmp, iptc, dpi, orientation, text, cicp, tags } = metadata as Metadata;
  return {
    ...(exif !== undefined && { exif: block('exif', exif) }),
    ...(icc !== undefined && { icc: block('icc', icc) }),
    ...(xmp !== undefined && { xmp: block('xmp', typeof xmp === 'string' ? new TextEncoder().encode(xmp) : xmp) }),
    ...(iptc !== undefined && { iptc: dataSets(iptc) }),
    ...(dpi !== undefined && { dpi: resolution(dpi) }),
    ...(orientation !== undefined && { orientation: wholeFrom(1, 8, 'orientation', orientation) }),
    ...(text !== undefined && { text: texts(text) }),
    ...(cicp !== undefined && { cicp: codes(cicp) }),
    ...(tags !== undefined && { tags: checkTags(tags) }),
  };
}

function block(name: string, bytes: unknown): Uint8Array {
  if (!(ArrayBuffer.isView(bytes) && bytes.byteLength > 0))
    throw invalid(`metadata.${name}`, 'a Uint8Array of at least 1 byte', bytes);
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function dataSets(iptc: unknown): Uint8Array {
  const bytes = block('iptc', iptc);
  if (bytes[0] !== 0x1c)
    throw invalid('metadata.iptc', 'data sets of IPTC-IIM, which begin with 0x1c', `bytes from ${bytes[0]} on`);
  return bytes;
}

function resolution(dpi: unknown): readonly [number, number] {
  const [x, y, ...more] = Array.isArray(dpi) ? dpi : [dpi, dpi];
  const sane = [x, y].every((value) => typeof value === 'number' && value >= 1e-4 && value <= 1e6);
  if (!sane || more.length > 0) throw invalid('metadata.dpi', 'a number from 0.0001 to 1000000, or [x, y]', dpi);
  return [x, y];
}

function wholeFrom(min: number, max: number, name: string, value: unknown): number {
  if (Number.isInteger(value) && (value as number) >= min && (value as number) <= max) return value as number;
  throw invalid(`metadata.${name}`, `a whole number from ${min} to ${max}`, value);
}

function texts(text: unknown): readonly (readonly [string, string])[] {
  if (typeof text !== 'object' || text === null || Array.isArray(text))
    throw invalid('metadata.text', 'an object with texts', text);
  return Object.entries(text).map(([keyword, value]: [string, unknown]) => {
    // Every format ends its texts, or their keywords, with a zero.
    if (typeof value === 'string' && value !== '' && !`${keyword}${value}`.includes('\0'))
      return [wellFormed(keyword), wellFormed(value)];
    throw invalid(`metadata.text.${shorten(keyword)}`, 'a text of at least 1 character, without zeros', value);
  });
}

/** Halves of surrogate pairs have no place in UTF-8. */
const wellFormed = (text: string): string => new TextDecoder().decode(new TextEncoder().encode(text));

function codes(cicp: unknown): Cicp {
  if (!Array.isArray(cicp) || cicp.length !== 4)
    throw invalid('metadata.cicp', '[primaries, transfer, matrix, fullRange]', cicp);
  const [primaries, transfer, matrix, fullRange] = cicp as unknown[];
  return [
    wholeFrom(0, 255, 'cicp[0]', primaries),
    wholeFrom(0, 255, 'cicp[1]', transfer),
    wholeFrom(0, 0, 'cicp[2]', matrix), // PNG holds RGB
    wholeFrom(0, 1, 'cicp[3]', fullRange),
  ];
}

function invalid(what: string, expected: string, actual: unknown): Error {
  return mismatch('invalid-option', `option '${what}'`, expected, formatValue(actual), { option: 'metadata' });
}
