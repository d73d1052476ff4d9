// The metadata of each picture of a file: what all have in common, and what a page has of its own.
import { same } from '../color/icc.js';
import { profilesOfTiff } from '../color/tiff-profiles.js';
import type { Format } from '../types/generated.js';
import type { DecodedMetadata } from '../types/metadata.js';
import type { TiffTag } from '../types/tiff-tag.js';

/** What a file says of itself. */
interface File {
  readonly format: Format;
  readonly bytes: Uint8Array;
  readonly metadata: DecodedMetadata;
  /** How many pages it has. */
  readonly pages: number;
  /** Tags of each picture that was decoded. */
  readonly tags: readonly (readonly TiffTag[])[];
}

/** @param first - The number of the first picture, from 0. */
export function metadataOfPages({ format, bytes, metadata, pages, tags }: File, first: number, count: number): DecodedMetadata[] {
  const profiles = format === 'tiff' && pages > 1 ? profilesOfTiff(bytes, first, count) : undefined;
  const { icc, ...others } = metadata;
  return Array.from({ length: count }, (_, index) => {
    const own = profiles ? profiles[index] : icc;
    const profile = own && icc && same(own, icc) ? icc : own;
    const base = profile === icc ? metadata : { ...others, ...(profile && { icc: profile }) };
    return tags[index]?.length ? { ...base, tags: tags[index] } : base;
  });
}
