// Metadata on its way to a codec: what goes where in a format, and what of a source's own goes along.
import { dpiInExif, statesDpi, withExif } from '../metadata/exif.js';
import { readMetadata } from '../metadata/metadata.js';
import { ICC_PROFILE } from '../metadata/tiff-tags.js';
import type { Format } from '../types/generated.js';
import type { CodecMetadata, DecodedMetadata, CheckedMetadata } from '../types/metadata.js';
import type { Warn, Written } from '../types/picture.js';
import type { SourcePixels } from '../types/source-pixels.js';
import { colorFor, type ColorMetadata } from './color.js';
import { checkDpi, fitted, listed } from './fit-metadata.js';

/** The metadata as the format's codec takes it: with the color space of the pixels, and in EXIF what has its place there. */
export function metadataFor(written: Written): CodecMetadata | undefined {
  const { format, request, frames } = written;
  if (request.unchecked) return inExif(format, request.given, undefined);
  checkDpi(format, request.given.dpi);
  warnOfOthers(written);
  const own = request.carried === 'keep' ? ownMetadata(frames) : {};
  const { icc: _, cicp: __, ...rest } = fitted({ ...own, ...request.read }, written);
  const color = colorFor(written);
  const metadata = inExif(format, { ...rest, ...request.given, ...without(color, request.given) }, frames[0]);
  return pagesApart(metadata, color);
}

/** What the first picture brings along, and the tags of each. */
function ownMetadata(frames: readonly SourcePixels[]): CheckedMetadata {
  const first = frames[0]?.metadata;
  if (!first) return {};
  const { tags: _, ...rest } = readMetadata(first);
  const tags = frames.map(({ metadata }) => readMetadata({ tags: metadata?.tags }).tags?.[0] ?? []);
  return { ...rest, ...(tags.some(({ length }) => length > 0) && { tags }) };
}

/** What the caller gave replaces the rest, but for the color that was turned into what the pixels are. */
function without({ icc, cicp }: ColorMetadata, given: CheckedMetadata): CheckedMetadata {
  return { ...(icc && { icc }), ...(cicp && !given.cicp && { cicp }) };
}

function inExif(
  format: Format,
  { orientation, dpi, ...rest }: CheckedMetadata,
  picture: SourcePixels | undefined,
): CodecMetadata {
  const inside = dpiInExif(format);
  // Most readers believe EXIF: it is not to say anything else.
  const stated = inside || (rest.exif && statesDpi(rest.exif));
  const size = picture && ([picture.width, picture.height] as const);
  const block = withExif(rest.exif, { orientation, dpi: stated ? dpi : undefined, size });
  return { ...rest, ...(dpi && !inside && { dpi }), ...(block && { exif: block }) };
}

const UNDEFINED = 7;

/** Pages of several color spaces have their profiles among their own tags. */
function pagesApart(metadata: CodecMetadata, { pages }: ColorMetadata): CodecMetadata {
  if (!pages) return metadata;
  const { tags: all = [[]], icc: _, ...rest } = metadata;
  const tags = pages.map((icc, page) => [
    ...(all.length === 1 ? all[0]! : (all[page] ?? [])),
    ...(icc ? [[ICC_PROFILE, UNDEFINED, icc.length, icc] as const] : []),
  ]);
  return { ...rest, tags };
}

/** Tells of pictures of a file that are left out, and of what stands beside the pixels and does not go along. */
function warnOfOthers({ format, request, frames, warn }: Written): void {
  for (const { leftOut, readWarnings = [] } of frames) {
    for (const warning of readWarnings) warn(warning, false);
    if (leftOut)
      warn(`the source has ${leftOut + 1} pictures: ${leftOut} ${leftOut > 1 ? 'were' : 'was'} left out`, true);
  }
  const asked = { ...request.given, ...request.read };
  if (request.carried === 'keep') return warnOfPages(frames, warn);
  if (request.carried === 'none') return;
  const left = kindsOf(frames.map(({ metadata }) => metadata)).filter((kind) => !(kind in asked));
  if (left.length > 0)
    warn(
      `left out of the ${format}: ${listed(left.map((kind) => names[kind]))} of the source; metadata: 'keep' keeps what fits`,
      false,
    );
}

type Kind = Exclude<keyof DecodedMetadata, 'icc' | 'cicp'>;

const names: Readonly<Record<Kind, string>> = {
  exif: 'EXIF',
  xmp: 'XMP',
  iptc: 'IPTC',
  dpi: 'resolution',
  orientation: 'orientation',
  text: 'texts',
  tags: 'tags',
};

function kindsOf(all: readonly (DecodedMetadata | undefined)[]): Kind[] {
  return (Object.keys(names) as Kind[]).filter((kind) => all.some((metadata) => metadata?.[kind] !== undefined));
}

/** A file has its words once, whatever its pages say. */
function warnOfPages([first, ...others]: readonly SourcePixels[], warn: Warn): void {
  const differing = (['exif', 'xmp', 'iptc', 'text'] as const).filter((kind) =>
    others.some(({ metadata }) => metadata?.[kind] !== undefined && metadata[kind] !== first?.metadata?.[kind]),
  );
  if (differing.length > 0)
    warn(
      `${listed(differing.map((kind) => names[kind]))} of all pictures but the first were left out: a file has one`,
      true,
    );
}
