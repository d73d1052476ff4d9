// What of a file's metadata another format has a place for. The rest is left out, or written in the way that the format
// has, and told.
import { mismatch } from '../core/error.js';
import { formats } from '../generated/formats.js';
import { repairedExif } from '../metadata/exif-repair.js';
import { exifTags, withExif } from '../metadata/exif.js';
import type { MetadataPlaces } from '../types/format-facts.js';
import type { Format } from '../types/generated.js';
import type { CheckedMetadata } from '../types/metadata.js';
import type { Written } from '../types/picture.js';
import { holds, subjectsOf } from './idle-options.js';

type Tell = (message: string) => void;

/** The texts that have a place in EXIF. */
const exifTexts: Readonly<Record<string, number>> = {
  Description: 0x010e,
  Software: 0x0131,
  Author: 0x013b,
  Copyright: 0x8298,
};

const placesOf = (format: Format): MetadataPlaces => formats[format].places;

/** All of the metadata that the format can carry. */
export function fitted(given: CheckedMetadata, { format, options, warn }: Written): CheckedMetadata {
  const tell: Tell = (message) => warn(message, true);
  const { iptc, text, tags, exif: _, xmp: __, dpi: ___, orientation: ____, ...color } = given;
  const carried: readonly string[] = formats[format].metadata;
  const { exif, xmp, dpi, orientation } = withPlace(given, format, tell);
  const block = exif && fittedExif(format, exif, tell);
  const words = text && fittedTexts(format, text, block, tell);
  if (tags && !carried.includes('tags'))
    tell(`tags were left out, for which ${format} has no place: ${listed(tagNumbers(tags))}`);
  if (iptc && !carried.includes('iptc')) tell(`IPTC was left out, for which ${format} has no place`);
  const resolution = dpi && fittedDpi(format, dpi, tell);
  const aside = resolution && displacesDpi(format, options);
  const texts = words?.inExif ?? [];
  const whole = aside || texts.length > 0 ? withExif(block, { texts, dpi: aside ? resolution : undefined }) : block;
  return {
    ...color,
    ...(whole && { exif: whole }),
    ...(xmp && { xmp }),
    ...(iptc && carried.includes('iptc') && { iptc }),
    ...(resolution && !aside && { dpi: resolution }),
    ...(orientation !== undefined && { orientation }),
    ...(words && words.plain.length > 0 && { text: words.plain }),
    ...(tags && carried.includes('tags') && { tags }),
  };
}

/** What a format has no place for at all. */
function withPlace(
  { exif, xmp, dpi, orientation }: CheckedMetadata,
  format: Format,
  tell: Tell,
): Pick<CheckedMetadata, 'exif' | 'xmp' | 'dpi' | 'orientation'> {
  const carried: readonly string[] = formats[format].metadata;
  const inExif = carried.includes('exif');
  const lost = [
    ...(exif && !inExif ? ['EXIF'] : []),
    ...(xmp && !carried.includes('xmp') ? ['XMP'] : []),
    ...(dpi && !inExif && !carried.includes('dpi') ? ['resolution'] : []),
    ...(orientation !== undefined && !inExif ? ['orientation'] : []),
  ];
  if (lost.length > 0) tell(`${listed(lost)} were left out, for which ${format} has no place`);
  return {
    ...(exif && inExif && { exif }),
    ...(xmp && carried.includes('xmp') && { xmp }),
    ...(dpi && (inExif || carried.includes('dpi')) && { dpi }),
    ...(orientation !== undefined && inExif && { orientation }),
  };
}

/** "a, b and c". */
export function listed(items: readonly (string | number)[]): string {
  const shown = items.length > 12 ? [...items.slice(0, 10), `${items.length - 10} others`] : items;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

const tagNumbers = (tags: NonNullable<CheckedMetadata['tags']>): number[] => [
  ...new Set(tags.flat().map(([tag]) => tag)),
];

function fittedExif(format: Format, exif: Uint8Array, tell: Tell): Uint8Array | undefined {
  if (!isSmallEnough(format, exif, tell)) return undefined;
  if (!placesOf(format).movesExif) return exif;
  const { block, damaged, makerNote } = repairedExif(exif);
  if (!block) tell('EXIF was left out: it is no TIFF block');
  if (damaged.length > 0) tell(`entries of EXIF were left out that lead out of its block: ${listed(damaged)}`);
  if (makerNote) tell("EXIF's maker note was left out: what it holds is found by its place in the old file");
  return block;
}

function isSmallEnough(format: Format, bytes: Uint8Array, tell: Tell): boolean {
  const limit = placesOf(format).maxExifBytes ?? Infinity;
  if (bytes.length > limit) tell(`EXIF was left out: ${bytes.length} bytes, where ${format} holds ${limit}`);
  return bytes.length <= limit;
}

/** An error for a resolution of the caller that the format cannot say. */
export function checkDpi(format: Format, dpi: readonly [number, number] | undefined): void {
  const [least, most] = placesOf(format).dpi;
  if (!dpi || most === 0 || dpi.every((value) => value >= least && value <= most)) return;
  throw mismatch(
    'invalid-option',
    `${format} option 'metadata.dpi'`,
    `from ${least} to ${most} pixels per inch`,
    dpi.join(' × '),
    { format, option: 'metadata' },
  );
}

function fittedDpi(format: Format, dpi: readonly [number, number], tell: Tell): readonly [number, number] | undefined {
  const [least, most] = placesOf(format).dpi;
  if (dpi.every((value) => value >= least && value <= most)) return dpi;
  tell(`the resolution was left out: ${dpi.join(' × ')} pixels an inch, where ${format} holds ${least} to ${most}`);
  return undefined;
}

/** Whether the options leave the format no place of its own for a resolution, as RGB components do, for which there is no JFIF. */
function displacesDpi(format: Format, given: Written['options']): boolean {
  const { options, places } = formats[format];
  const subjects = subjectsOf(options, given, {});
  return places.dpiDisplacedBy?.some((condition) => holds(condition, subjects)) === true;
}

type Texts = NonNullable<CheckedMetadata['text']>;

/** Texts in the format's own places, and those that EXIF has a place for. */
function fittedTexts(
  format: Format,
  texts: Texts,
  exif: Uint8Array | undefined,
  tell: Tell,
): { readonly plain: Texts; readonly inExif: readonly (readonly [number, string])[] } {
  const carried: readonly string[] = formats[format].metadata;
  const known = carried.includes('text') ? placesOf(format).keywords : [];
  const most = placesOf(format).maxTextBytes ?? Infinity;
  const plain = new Map<string, string>();
  const inExif = new Map<number, string>();
  const lost: string[] = [];
  const held = exif ? exifTags(exif) : [];
  for (const [keyword, value] of texts) {
    const text = value.replaceAll('\0', '');
    if (text !== value) tell(`zeros in the text ${keyword} were left out: they end a text`);
    const name = !known ? latin1Keyword(keyword) : known.includes(keyword) ? keyword : undefined;
    const tag = carried.includes('exif') && Object.hasOwn(exifTexts, keyword) ? exifTexts[keyword] : undefined;
    const fits = new TextEncoder().encode(text).length <= most;
    if (name !== undefined && text !== '' && fits) {
      if (name !== keyword)
        tell(
          `the text '${keyword}' is now '${name}': the keywords of ${format} are 1 to 79 Latin-1 characters with single spaces inside`,
        );
      plain.set(name, plain.has(name) ? `${plain.get(name)}\n${text}` : text);
    } else if (tag === undefined || text === '' || !fits) {
      lost.push(keyword);
    } else if (!held.includes(tag)) {
      inExif.set(tag, text);
    }
  }
  if (lost.length > 0) tell(`texts were left out, for which ${format} has no place: ${listed(lost)}`);
  return { plain: [...plain], inExif: [...inExif] };
}

/** The keyword as formats of any have it (PNG, third edition, 11.3.3.2); none when nothing is left of it. */
function latin1Keyword(keyword: string): string | undefined {
  const printable = keyword.replace(/[^\x20-\x7e\xa1-\xff]/g, ' ');
  const name = printable.replace(/ +/g, ' ').trim().slice(0, 79).trimEnd();
  return name === '' || name === 'XML:com.adobe.xmp' ? undefined : name;
}
