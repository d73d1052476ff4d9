// The options of transcodeJpeg(), checked and parted.
import { spaceOf } from '../color/icc.js';
import { mismatch, formatValue } from '../core/error.js';
import { checkLimits } from '../core/limits.js';
import { formats } from '../generated/formats.js';
import { transcodedFormat, transcodedFormats } from '../generated/modules.js';
import type { TranscodedFormat } from '../types/generated.js';
import { statesDpi, withExif } from '../metadata/exif.js';
import { checkMetadata } from '../metadata/metadata.js';
import type { CheckedMetadata } from '../types/metadata.js';
import type { Changes, TranscodeJpegOptions } from '../types/transcode.js';
import { checkedOptions, checkedSignal } from './options.js';

/** What `transcodeJpeg` is asked for. @internal */
export interface TranscodeOrder {
  readonly to: TranscodedFormat;
  /** What is changed while it is a JPEG; undefined: nothing. */
  readonly changing: Changes | undefined;
  /** For the other steps: out of JPEG XL, from JPEG to JPEG, and into JPEG XL. */
  readonly unchanged: Changes;
  readonly packing: Changes;
  readonly signal: AbortSignal | undefined;
}

export function transcodeOrder(options: TranscodeJpegOptions | undefined): TranscodeOrder {
  const { signal, metadata, crop, limits, maxPixels, to, effort, ...codec } = checkedOptions(options);
  const target = checkedTarget(to);
  if (effort !== undefined && target === transcodedFormat) {
    const expected = `to: ${transcodedFormats.filter((name) => name !== target).join(' or ')} beside it`;
    throw mismatch('invalid-option', "option 'effort'", expected, `to: ${target}`, { option: 'effort' });
  }
  const limited = checkLimits({ limits, maxPixels });
  const given = Object.values(codec).some((value) => value !== undefined);
  const changes = {
    options: { ...codec, ...flatCrop(crop), ...limited },
    metadata: changedMetadata(metadata),
  };
  const changed = given || crop !== undefined || (metadata !== undefined && metadata !== 'keep');
  const kept = { keep: true };
  return {
    to: target,
    changing: changed ? changes : undefined,
    unchanged: { options: limited, metadata: kept },
    packing: { options: { ...(effort !== undefined && { effort }), ...limited }, metadata: kept },
    signal: checkedSignal(signal),
  };
}

function checkedTarget(to: unknown = transcodedFormat): TranscodedFormat {
  const target = transcodedFormats.find((name) => name === to);
  if (target) return target;
  throw mismatch('invalid-option', "option 'to'", transcodedFormats.join(' or '), formatValue(to), { option: 'to' });
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
  const kinds: readonly string[] = formats[transcodedFormat].metadata;
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
