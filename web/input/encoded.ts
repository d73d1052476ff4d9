// Encoded images: bytes of a file, told apart by how they begin.
import { classOf } from '../core/class-of.js';
import { mismatch } from '../core/error.js';
import { formats } from '../generated/formats.js';
import { readFormats, type ReadFormat } from '../generated/modules.js';
import type { FormatRules } from '../types/format-facts.js';
import type { Format } from '../types/generated.js';
import type { EncodedBytes } from '../types/image-source.js';

/** Formats that are often met and cannot be read, to name them in the error. */
const unsupportedSignatures: readonly (readonly [string, string])[] = [
  ['HEIC or MP4', '.. .. .. .. 66 74 79 70'],
  ['JPEG 2000', '00 00 00 0c 6a 50 20 20'],
  ['OpenEXR', '76 2f 31 01'],
  ['Photoshop', '38 42 50 53'],
  ['PDF', '25 50 44 46'],
  ['SVG or XML', '3c'],
];

/** @internal */
export function isEncodedBytes(source: object): source is EncodedBytes {
  return ['ArrayBuffer', 'SharedArrayBuffer', 'Uint8Array', 'DataView'].includes(classOf(source));
}

/** The bytes of a source; none when its buffer is detached. @internal */
export function bytesOf(source: EncodedBytes): Uint8Array {
  try {
    if (!ArrayBuffer.isView(source)) return new Uint8Array(source);
    return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  } catch {
    return new Uint8Array(0);
  }
}

/** @internal */
export function isRead(format: Format): format is ReadFormat {
  return (readFormats as readonly Format[]).includes(format);
}

/** The format of a file that begins with these bytes. @internal */
export function sniff(bytes: Uint8Array): ReadFormat {
  const known = readFormats.find((name) => formats[name].signatures.some((signature) => matches(bytes, signature)));
  if (known) return known;
  const expected = `a ${readFormats.slice(0, -1).join(', ')} or ${readFormats.at(-1)} file (raw pixels are passed as { data, width, height })`;
  throw mismatch('unsupported-data', 'encoded image', expected, describe(bytes));
}

/** Likewise, where it has to be one of these. @internal */
export function sniffAmong<F extends ReadFormat>(known: readonly F[], bytes: Uint8Array): F {
  const actual = sniff(bytes);
  const format = known.find((name) => name === actual);
  if (!format)
    throw mismatch('unsupported-data', 'encoded image', `a ${known.join(' or ')} file`, `a ${actual} file`, {
      format: known[0],
    });
  return format;
}

function describe(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'no bytes (an empty file, or a detached buffer)';
  const unread = Object.values<FormatRules>(formats)
    .filter(({ name }) => !isRead(name))
    .flatMap(({ title, signatures }) =>
      signatures.map((signature) => [`${title}, which is written but not read`, signature] as const),
    );
  const stranger = [...unread, ...unsupportedSignatures].find(([, signature]) => matches(bytes, signature));
  const begin = [...bytes.subarray(0, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return `${stranger ? `${stranger[0]}: ` : ''}bytes that begin with ${begin}`;
}

function matches(bytes: Uint8Array, signature: string): boolean {
  return signature.split(' ').every((hex, index) => hex === '..' || bytes[index] === Number.parseInt(hex, 16));
}
