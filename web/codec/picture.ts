// A picture as the public functions hand it over, on its way to an encoder.
import { toDisplayP3 } from '../color/display-p3.js';
import { runNow, type Steps } from '../core/steps.js';
import { warnOnce } from '../core/warn.js';
import { formats } from '../generated/formats.js';
import { addClipped, areClipped, Clipped } from '../input/clipped.js';
import { isOpaque } from '../input/opaque.js';
import type { Rgb } from '../types/color.js';
import type { Format } from '../types/generated.js';
import type { CodecMetadata } from '../types/metadata.js';
import type { CallOptions, CodecOptions } from '../types/options.js';
import type { Picture, SourcePicture, Warn, Written } from '../types/picture.js';
import type { SampleType } from '../types/sample-type.js';
import type { SourcePixels } from '../types/source-pixels.js';
import { colorChannels } from './encode.js';

/** What a call's warnings go to: the caller, or else the package's listener, for what was asked for. */
export function warningsOf({ onWarning }: CallOptions): Warn {
  return onWarning ?? ((message, asked) => asked && warnOnce(message));
}

export function writtenPicture(
  { frames, first, metadata: request }: SourcePicture,
  format: Format,
  options: CodecOptions,
  call: CallOptions,
): Written {
  const known = Array.isArray(frames) ? (frames as readonly SourcePixels[]) : first ? [first] : [];
  return { format, options, request, frames: known, warn: warningsOf(call) };
}

/** Whether the file has nothing but pixels in sRGB, and nothing is left out: then its metadata is none. */
export function isPixelsAlone({ request: { given, read, unchecked }, frames }: Written): boolean {
  if (unchecked || Object.keys(given).length > 0 || Object.keys(read).length > 0 || isWide(frames)) return false;
  return frames.every(({ metadata, leftOut, readWarnings }) => !metadata && !leftOut && !readWarnings);
}

/** H.273's number of the transfer function of light. */
const LINEAR = '8';

/** Tells of integers where light belongs. */
export function warnOfLight(format: Format, sampleType: SampleType, warn: Warn): void {
  if (`${formats[format].places.cicpTransfers}` === LINEAR && /^uint(8|16)$/.test(sampleType))
    warn(`${format} is for linear light, which ${sampleType} samples rarely are: they stay as they are`, false);
}

/** Tells of samples that the format cannot hold as they are meant. Pictures that are asked for one by one are looked at as they come. */
export function* warnOfSamples(frames: Iterable<SourcePixels>, { format, options, warn }: Written): Steps<void> {
  if (!Array.isArray(frames)) return;
  const clipped = new Clipped(options);
  for (const frame of frames as readonly SourcePixels[]) {
    warnOfLight(format, frame.sampleType, warn);
    if (areClipped(frame.sampleType, options)) yield* addClipped(clipped, frame);
  }
  const warning = clipped.warning();
  if (warning) warn(warning, true);
}

/** Without what does not concern the encoder, which would be copied for each worker. */
export function bare(
  { metadata: _, first: __, frames, ...others }: SourcePicture,
  metadata: CodecMetadata | undefined,
  written: Written,
): Picture<SourcePixels> {
  return {
    ...others,
    frames: Array.isArray(frames) ? (frames as readonly SourcePixels[]).map(pixelsOf) : watched(frames, written),
    metadata,
  };
}

function* watched(frames: Iterable<SourcePixels>, written: Written): Generator<SourcePixels> {
  for (const frame of frames) {
    runNow(warnOfSamples([frame], written));
    yield frame;
  }
}

const pixelsOf = ({ metadata: _, leftOut: __, readWarnings: ___, ...pixels }: SourcePixels): SourcePixels => pixels;

/** Whether pixels are in Display P3. Frames that are still to be asked for are not. */
function isWide(frames: Iterable<SourcePixels>): boolean {
  return (
    Array.isArray(frames) &&
    (frames as SourcePixels[]).some((frame) => frame.colorSpace === 'display-p3' && colorChannels(frame) >= 3)
  );
}

/** What the options come to for these pixels. */
export function* optionsFor(
  format: Format,
  options: CodecOptions,
  frames: Iterable<SourcePixels>,
): Steps<CodecOptions> {
  const drops = yield* dropsOpaqueAlpha(format, options, frames);
  // Colors are given in sRGB: here in the pixels' own space.
  const background = options['background'] as Rgb | undefined;
  return {
    ...options,
    ...(drops && { alpha: 'drop' }),
    ...(background && isWide(frames) && { background: toDisplayP3(background) }),
  };
}

/** Whether the format would store alpha that the frames have without need. */
function* dropsOpaqueAlpha(format: Format, { alpha }: CodecOptions, frames: Iterable<SourcePixels>): Steps<boolean> {
  if (alpha !== undefined || !formats[format].storesOpaqueAlpha || !Array.isArray(frames)) return false;
  for (const frame of frames as readonly SourcePixels[])
    if (!frame.alwaysAlpha || !(yield* isOpaque(frame))) return false;
  return true;
}
