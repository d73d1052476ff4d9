// What goes into the file beside the pixels: --metadata, --dpi and --icc as the option of imwrite.
import { readFile } from 'node:fs/promises';
import type { DecodedImage, ImwriteOptions } from 'imwrite';
import { FileError } from './file-error.js';
import type { Arguments } from './program.js';

type MetadataOption = ImwriteOptions['metadata'];

export interface MetadataRequest {
  readonly carried: 'keep' | 'color' | 'none';
  readonly dpi?: readonly [number, number];
  readonly icc?: Uint8Array;
}

export async function metadataRequest({ metadata: carried = 'color', dpi, icc }: Arguments): Promise<MetadataRequest> {
  return { carried, ...(dpi && { dpi }), ...(icc !== undefined && { icc: await readProfile(icc) }) };
}

/** Whether the pictures must be read before it is known what goes along. */
export const needsPictures = ({ carried, dpi, icc }: MetadataRequest): boolean =>
  carried === 'keep' && (dpi !== undefined || icc !== undefined);

/** @param images - The pictures, where they were read. */
export function metadataFor({ carried, dpi, icc }: MetadataRequest, images?: readonly DecodedImage[]): MetadataOption {
  if (!dpi && !icc) return carried;
  const named = { ...(dpi && { dpi }), ...(icc && { icc }) };
  if (carried === 'none') return { icc: null, ...named };
  if (carried === 'color' || !images) return named;
  // The color space is that of each picture.
  const { icc: _, cicp: __, ...first } = images[0]!.metadata;
  const tags = images.map(({ metadata }) => metadata.tags ?? []);
  return { ...first, ...(images.length > 1 && tags.some(({ length }) => length > 0) && { tags }), ...named };
}

async function readProfile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw FileError.from('read-failed', path, error);
  }
}
