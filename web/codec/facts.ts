// What a decoder tells of a file, as the API gives it.
import { exifDpi, exifOrientation } from '../metadata/exif.js';
import { readTags } from '../metadata/tiff-tags.js';
import type { Colorimetry } from '../types/color.js';
import type { DecodedFile } from '../types/decoded.js';
import type { Cicp } from '../types/metadata.js';
import type { FileHeader } from '../wasm/module.js';
import { rawProfilesOf } from './raw-profile.js';

/** @internal */
export function factsOf(header: FileHeader): Facts {
  const { frameCount, animation, icc, dpiX, dpiY, cicp, tags, colorTables, colorimetry, profiles } = header;
  const raw = rawProfilesOf(joined(header.text));
  const { exif, iptc, xmp } = { ...raw, ...header };
  const own = dpiX !== undefined && dpiY !== undefined ? ([dpiX, dpiY] as const) : undefined;
  const dpi = own ?? (exif && exifDpi(exif));
  return {
    pages: frameCount,
    tags: tags.map(readTags),
    colorTables,
    colorimetry,
    profiles,
    // The decoder knows of its own kinds of EXIF only.
    orientation: header.exif || !exif ? undefined : exifOrientation(exif),
    animation: animation && { ...animation, background: Array.from(animation.background) },
    metadata: {
      ...(exif && { exif }),
      ...(icc && { icc }),
      ...(xmp && { xmp }),
      ...(iptc && { iptc }),
      ...(dpi && { dpi }),
      ...(Object.keys(raw.text).length > 0 && { text: raw.text }),
      ...(cicp && { cicp: [...cicp] as unknown as Cicp }),
    },
  };
}

function joined(entries: FileHeader['text']): Record<string, string> {
  const texts = new Map<string, string>();
  for (const [keyword, text] of entries)
    texts.set(keyword, texts.has(keyword) ? `${texts.get(keyword)}\n${text}` : text);
  return Object.fromEntries(texts);
}

/** What is known before the pixels. @internal */
export interface Facts extends Omit<DecodedFile, 'images' | 'durations' | 'warnings'> {
  /** Of all pictures, where it is not that of their headers. */
  readonly orientation: number | undefined;
  readonly colorimetry: Colorimetry | undefined;
  /** Of each picture, in place of the file's. */
  readonly profiles: FileHeader['profiles'];
  /** Of each picture that comes as indices. */
  readonly colorTables: readonly Uint8Array[];
}
