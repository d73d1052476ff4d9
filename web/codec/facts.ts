// What a decoder tells of a file, as the API gives it.
import { exifDpi, exifOrientation } from '../exif.js';
import type { Cicp } from '../metadata.js';
import { readTags } from '../tiff-tags.js';
import type { FileHeader } from '../wasm/module.js';
import type { Facts } from './decode.js';
import { rawProfilesOf } from './raw-profile.js';

/** @internal */
export function factsOf(header: FileHeader): Facts {
  const { frameCount, animation, icc, dpiX, dpiY, cicp, tags, colorTables } = header;
  const profiles = rawProfilesOf(joined(header.text));
  const { exif, iptc, xmp } = { ...profiles, ...header };
  const own = dpiX !== undefined && dpiY !== undefined ? ([dpiX, dpiY] as const) : undefined;
  const dpi = own ?? (exif && exifDpi(exif));
  return {
    pages: frameCount,
    tags: tags.map(readTags),
    colorTables,
    // The decoder knows of its own kinds of EXIF only.
    orientation: header.exif || !exif ? undefined : exifOrientation(exif),
    animation: animation && { ...animation, background: Array.from(animation.background) },
    metadata: {
      ...(exif && { exif }),
      ...(icc && { icc }),
      ...(xmp && { xmp }),
      ...(iptc && { iptc }),
      ...(dpi && { dpi }),
      ...(Object.keys(profiles.text).length > 0 && { text: profiles.text }),
      ...(cicp && { cicp: [...cicp] as unknown as Cicp }),
    },
  };
}

function joined(entries: FileHeader['text']): Record<string, string> {
  const texts = new Map<string, string>();
  for (const [keyword, text] of entries) texts.set(keyword, texts.has(keyword) ? `${texts.get(keyword)}\n${text}` : text);
  return Object.fromEntries(texts);
}
