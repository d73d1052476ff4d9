// The metadata of each picture of a file: what all have in common, and what a page has of its own.
import type { DecodedMetadata } from '../types/metadata.js';
import type { TiffTag } from '../types/tiff-tag.js';

/** What a file says of its pictures. */
interface File {
  readonly metadata: DecodedMetadata;
  /** As a decoder gives them: undefined for the profile of the picture before, or of the file; empty for none. */
  readonly profiles: readonly (Uint8Array<ArrayBuffer> | undefined)[];
  /** Of each picture that was decoded. */
  readonly tags: readonly (readonly TiffTag[])[];
}

export function metadataOfPages({ metadata, profiles, tags }: File, count: number): DecodedMetadata[] {
  const { icc, ...others } = metadata;
  let profile = icc;
  return Array.from({ length: count }, (_, index) => {
    const own = profiles[index];
    if (own) profile = own.length > 0 ? own : undefined;
    const base = profile === icc ? metadata : { ...others, ...(profile && { icc: profile }) };
    return tags[index]?.length ? { ...base, tags: tags[index] } : base;
  });
}
