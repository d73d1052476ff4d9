// The options of transcodeJpeg(), checked and parted.
import { spaceOf } from '../color/icc.js';
import { mismatch, formatValue } from '../core/error.js';
import { checkLimits } from '../core/limits.js';
import { formats } from '../generated/formats.js';
import { transcodedFormats } from '../generated/modules.js';
import { statesDpi, withExif } from '../metadata/exif.js';
import { checkMetadata } from '../metadata/metadata.js';
import type { CheckedMetadata } from '../types/metadata.js';
import type { Changes, TranscodeJpegOptions } from '../types/transcode.js';
import { checkedOptions, checkedSignal } from './options.js';

export function splitTranscodeOptions(options: TranscodeJpegOptions | undefined): {
  changes: Changes;
  signal: AbortSignal | undefined;
} {
  const { signal, metadata, crop, limits, maxPixels, ...codec } = checkedOptions(options);
  return {
    changes: {
      options: { ...codec, ...flatCrop(crop), ...checkLimits({ limits, maxPixels }) },
      metadata: changedMetadata(metadata),
    },
    signal: checkedSignal(signal),
  };
}

/** `{ 'crop.x': … }`, as the option table names its members. */
function flatCrop(crop: unknown): object {
  if (crop === undefined) return {};
  if (typeof crop !== 'object' || crop === null || Array.isArray(crop)) {
    throw mismatch('invalid-option', "option 'crop'", '{ x, y, width, height, grow }', formatValue(crop), {
      option: 'crop',
    });
  }
  return Object.fromEntries(Object.entries(crop).map(([name, value]) => [`crop.${name}`, value]));
}

function changedMetadata(metadata: unknown = 'keep'): Changes['metadata'] {
  if (metadata === 'keep' || metadata === 'strip') return { keep: metadata === 'keep' };
  const kinds: readonly string[] = transcodedFormats.flatMap((format) => formats[format].metadata);
  const known =
    typeof metadata === 'object' && metadata !== null && Object.keys(metadata).every((kind) => kinds.includes(kind));
  if (known) return { ...replacing(checkMetadata(metadata)!), keep: true };
  const expected = `'keep', 'strip' or an object with ${kinds.join(', ')}`;
  throw mismatch('invalid-option', "option 'metadata'", expected, formatValue(metadata), { option: 'metadata' });
}

/** The blocks as they are written: a profile that is one, and EXIF that states the resolution beside it. */
function replacing({ exif, icc, dpi, ...others }: CheckedMetadata): CheckedMetadata {
  if (icc && spaceOf(icc) === undefined) {
    throw mismatch(
      'invalid-option',
      "option 'metadata.icc'",
      "an ICC profile ('acsp' at byte 36)",
      `${icc.length} bytes that are none`,
      { option: 'metadata' },
    );
  }
  const block = exif && (dpi && statesDpi(exif) ? withExif(exif, { dpi }) : exif);
  return { ...others, ...(block && { exif: block }), ...(icc && { icc }), ...(dpi && { dpi }) };
}
