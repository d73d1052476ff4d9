// From the bytes of a file to those of another: one picture, or all pages or frames where the other format has them.
import {
  formats,
  imcount,
  imread,
  imreadAnimation,
  imreadMulti,
  imwrite,
  imwriteAnimation,
  imwriteMulti,
  type Format,
} from 'imwrite';
import { FileError } from './file-error.js';
import type { FormatOptions } from './format-options.js';
import { metadataFor, needsPictures, type MetadataRequest } from './metadata.js';

/** What every file is to become. */
export interface Target {
  readonly format: Format;
  readonly options: FormatOptions;
  readonly metadata: MetadataRequest;
  readonly maxBytes?: number;
  /** From 1. */
  readonly page?: number;
  readonly ifLarger?: 'keep-original';
}

interface Listeners {
  readonly onProgress: (fraction: number) => void;
  readonly onWarning: (message: string) => void;
}

export async function encode(source: Uint8Array, target: Target, listeners: Listeners): Promise<Uint8Array> {
  const { format, options, metadata, maxBytes, page } = target;
  const all = { ...options, ...listeners, ...(maxBytes !== undefined && { maxBytes }) };
  if (page !== undefined) {
    await checkPage(source, page);
    const image = await imread(source, { firstFrame: page - 1 });
    return imwrite(image, format, { ...all, metadata: metadataFor(metadata, [image]) });
  }
  const { sequence } = formats[format];
  const sequenceOfSource = sequenceOf(source);
  if (sequenceOfSource === sequence && (await imcount(source)) > 1) {
    return sequence === 'pages'
      ? encodePages(source, target, { ...options, ...listeners })
      : encodeFrames(source, target, all);
  }
  const image = needsPictures(metadata) ? await imread(source) : undefined;
  return imwrite(image ?? source, format, { ...all, metadata: metadataFor(metadata, image && [image]) });
}

/** The format of a file that begins with these bytes. */
export function formatOfBytes(bytes: Uint8Array): Format | undefined {
  const begins = (signature: string): boolean =>
    signature.split(' ').every((hex, at) => hex === '..' || bytes[at] === Number.parseInt(hex, 16));
  return Object.values(formats).find(({ signatures }) => signatures.some(begins))?.name;
}

function sequenceOf(source: Uint8Array): 'pages' | 'animation' | undefined {
  const format = formatOfBytes(source);
  const sequence = format && formats[format].sequence;
  return sequence === 'none' ? undefined : sequence;
}

async function checkPage(source: Uint8Array, page: number): Promise<void> {
  const count = await imcount(source);
  if (page > count) throw new FileError('read-failed', `there is no page ${page}: the file has ${count}`);
}

async function encodePages(
  source: Uint8Array,
  { format, metadata, maxBytes = Infinity }: Target,
  options: FormatOptions,
): Promise<Uint8Array> {
  const pages = await imreadMulti(source);
  const bytes = await imwriteMulti(pages, format, { ...options, metadata: metadataFor(metadata, pages) });
  if (bytes.length <= maxBytes) return bytes;
  throw new FileError(
    'write-failed',
    `${bytes.length} bytes with all ${pages.length} pages, where --max-bytes allows ${maxBytes}`,
  );
}

async function encodeFrames(
  source: Uint8Array,
  { format, metadata }: Target,
  options: FormatOptions,
): Promise<Uint8Array> {
  const animation = await imreadAnimation(source);
  return imwriteAnimation(animation, format, { ...options, metadata: metadataFor(metadata, animation.frames) });
}
