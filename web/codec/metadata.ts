// Metadata on its way to a codec: what goes where in a format.
import { mismatch } from '../error.js';
import { dpiInExif, withExif } from '../exif.js';
import { formats, type Format } from '../generated/formats.js';
import { displayP3Cicp, displayP3Profile } from '../input/display-p3.js';
import type { SourcePixels } from '../input/source.js';
import type { CodecMetadata, PlainMetadata } from '../metadata.js';

/** The metadata as the format's codec takes it: with the colour space of the pixels, and in EXIF what has its place there. */
export function metadataFor(
  format: Format,
  metadata: PlainMetadata | undefined,
  frames: Iterable<SourcePixels>,
): CodecMetadata | undefined {
  const { orientation, ...rest } = { ...colorFor(format, metadata, frames), ...metadata };
  const { dpi, ...others } = rest;
  const block = withExif(rest.exif, { orientation, dpi: dpiInExif(format) ? dpi : undefined });
  return { ...others, ...(dpi && !dpiInExif(format) && { dpi }), ...(block && { exif: block }) };
}

/** Whether pixels are in Display P3. Frames that are still to be asked for are not. */
export function isWide(frames: Iterable<SourcePixels>): frames is SourcePixels[] {
  return Array.isArray(frames) && (frames as SourcePixels[]).some(inDisplayP3);
}

/** The grays of both colour spaces are the same. */
const inDisplayP3 = ({ colorSpace, channels }: SourcePixels): boolean => colorSpace === 'display-p3' && channels >= 3;

function colorFor(format: Format, metadata: PlainMetadata | undefined, frames: Iterable<SourcePixels>): PlainMetadata {
  if (metadata?.icc || metadata?.cicp || !isWide(frames)) return {};
  if (!frames.every(inDisplayP3)) {
    throw mismatch('unsupported-image', 'colorSpace', 'the same for every page', "'srgb' and 'display-p3'", { format, option: 'colorSpace' });
  }
  const carried: readonly string[] = formats[format].metadata;
  return { icc: displayP3Profile(), ...(carried.includes('cicp') && { cicp: displayP3Cicp }) };
}
