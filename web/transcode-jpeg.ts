// transcodeJpeg() and transcodeJpegSync(): a JPEG becomes another without a pixel being decoded.
import { transcodeFile, transcodeFileSync } from './codec/run-transcode.js';
import type { Changes } from './codec/transcode.js';
import { spaceOf } from './color/icc.js';
import { mismatch, show } from './error.js';
import { formats, type JpegTranscodeOptions } from './generated/formats.js';
import { bytesOf, isEncodedBytes, type EncodedBytes } from './input/encoded.js';
import { readInput, type EncodedSource } from './input/file.js';
import { plainLimits, type ReadLimitOptions } from './limits.js';
import { statesDpi, withExif } from './exif.js';
import { plainMetadata, type Metadata, type PlainMetadata } from './metadata.js';
import { checkedOptions, checkedSignal, type CallOptions } from './options.js';
import { Chunks } from './output/chunks.js';

/** The options of `transcodeJpeg`. */
export interface TranscodeJpegOptions extends JpegTranscodeOptions, ReadLimitOptions, Pick<CallOptions, 'signal'> {
  /**
   * What becomes of the file's metadata (every APPn and COM segment): `'keep'`, byte for byte but for what a turn or
   * crop changes in EXIF (orientation, size); `'strip'`; or kept with these kinds replaced. Default: `'keep'`.
   */
  metadata?: 'keep' | 'strip' | (Omit<Metadata, 'icc' | 'orientation' | 'cicp' | 'tags'> & { readonly icc?: Uint8Array | undefined }) | undefined;
}

/**
 * Turns, flips, crops or recodes a JPEG file without loss: its coefficients stay as they are, or change places. What
 * `progressive`, `optimizeCoding`, `arithmeticCoding` and `restartInterval` do not change stays as the file has it.
 *
 * A turn moves whole MCUs (8 × 8 to 32 × 32 pixels, by the file's subsampling); see `edges` for those that the picture
 * does not fill. The order is: `orientation`, `rotate`, `flip`, `crop`.
 *
 * @param source - A path (as `imread` takes it), a `Blob` or `File`, or the bytes of a JPEG; only read.
 * @returns The bytes of the file, in an array that owns its whole buffer.
 * @throws {@link ImwriteError} `unknown-option`, `invalid-option` (also where the file's MCUs do not allow a turn or
 * crop), `unsupported-data` (no JPEG, or one of 12 bits or lossless coding), `corrupt-data` (also truncated files),
 * `image-too-large`, `read-failed`, `out-of-memory`, `load-failed`, `unsupported-engine` or `internal`.
 * @example const bytes = await transcodeJpeg(file, { rotate: 90, edges: 'trim', progressive: true });
 */
export async function transcodeJpeg(source: EncodedSource, options?: TranscodeJpegOptions): Promise<Uint8Array<ArrayBuffer>> {
  const { changes, signal } = splitTranscodeOptions(options);
  signal?.throwIfAborted();
  const chunks = new Chunks();
  await transcodeFile(await readInput(source, signal), 'jpeg', changes, chunks, signal);
  return chunks.joinLater();
}

/**
 * `transcodeJpeg` before it returns, in the calling thread: after `await load('jpeg-transcode')`, and with the bytes of
 * the file.
 *
 * @throws {@link ImwriteError} as `transcodeJpeg` does, and `not-loaded`.
 * @example const upright = transcodeJpegSync(bytes, { orientation: 'apply' });
 */
export function transcodeJpegSync(source: EncodedBytes, options?: TranscodeJpegOptions): Uint8Array<ArrayBuffer> {
  const { changes, signal } = splitTranscodeOptions(options);
  signal?.throwIfAborted();
  if (typeof source !== 'object' || source === null || !isEncodedBytes(source)) {
    throw mismatch('unsupported-data', 'encoded image', 'bytes (Uint8Array, ArrayBuffer)', show(source));
  }
  const chunks = new Chunks();
  transcodeFileSync(bytesOf(source), 'jpeg', changes, chunks, signal);
  return chunks.join();
}

function splitTranscodeOptions(options: TranscodeJpegOptions | undefined): { changes: Changes; signal: AbortSignal | undefined } {
  const { signal, metadata, crop, limits, maxPixels, ...codec } = checkedOptions(options);
  return {
    changes: { options: { ...codec, ...flatCrop(crop), ...plainLimits({ limits, maxPixels }) }, metadata: changedMetadata(metadata) },
    signal: checkedSignal(signal),
  };
}

/** `{ 'crop.x': … }`, as the option table names its members. */
function flatCrop(crop: unknown): object {
  if (crop === undefined) return {};
  if (typeof crop !== 'object' || crop === null || Array.isArray(crop)) {
    throw mismatch('invalid-option', "option 'crop'", '{ x, y, width, height, grow }', show(crop), { option: 'crop' });
  }
  return Object.fromEntries(Object.entries(crop).map(([name, value]) => [`crop.${name}`, value]));
}

function changedMetadata(metadata: unknown = 'keep'): Changes['metadata'] {
  if (metadata === 'keep' || metadata === 'strip') return { keep: metadata === 'keep' };
  const kinds: readonly string[] = formats.jpeg.metadata;
  const known = typeof metadata === 'object' && metadata !== null && Object.keys(metadata).every((kind) => kinds.includes(kind));
  if (known) return { ...replacing(plainMetadata(metadata)!), keep: true };
  const expected = `'keep', 'strip' or an object with ${kinds.join(', ')}`;
  throw mismatch('invalid-option', "option 'metadata'", expected, show(metadata), { option: 'metadata' });
}

/** The blocks as they are written: a profile that is one, and EXIF that states the resolution beside it. */
function replacing({ exif, icc, dpi, ...others }: PlainMetadata): PlainMetadata {
  if (icc && spaceOf(icc) === undefined) {
    throw mismatch('invalid-option', "option 'metadata.icc'", "an ICC profile ('acsp' at byte 36)", `${icc.length} bytes that are none`, { option: 'metadata' });
  }
  const block = exif && (dpi && statesDpi(exif) ? withExif(exif, { dpi }) : exif);
  return { ...others, ...(block && { exif: block }), ...(icc && { icc }), ...(dpi && { dpi }) };
}
