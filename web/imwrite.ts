// imwrite() and imwriteDetail(): pixels in, the bytes of a file out.
import { colorChannels } from './codec/encode.js';
import type { SourcePicture } from './codec/picture.js';
import { QualitySearch } from './codec/quality-search.js';
import { encodePicture } from './codec/run.js';
import { usedOptions } from './codec/used-options.js';
import { show } from './error.js';
import { formatOf, type FormatRules, type FormatName } from './format.js';
import { formats, type Format } from './generated/formats.js';
import { readCallOf, readSource, type ImageSource, type SourcePixels } from './input/source.js';
import { checkedOptions, splitOptions, type CallOptions, type ImwriteOptions, type SizeOptions } from './options.js';
import { Chunks } from './output/chunks.js';

/**
 * Encodes an image.
 *
 * @param source - The image; it is only read, and must stay as it is until the call is done.
 * @param format - `'jpeg'`, `'png'`, `'webp'` or `'tiff'`, or anything that names one: an alias (`'jpg'`), a MIME type
 * (`'image/jpeg'`), a file name or a path.
 * @param options - The options of the format (see `formats`), those of every format (`background`, `alpha`, `depth`, `dither`),
 * `metadata`, `maxBytes`, `signal` and `onProgress`.
 * @returns The bytes of the file, in an array that owns its whole buffer.
 * @throws {@link ImwriteError} `unknown-format`, `unknown-option`, `invalid-option`, `invalid-image`,
 * `unsupported-image`, `image-too-large`, `out-of-memory`, `load-failed`, `unsupported-engine` or `internal`; for an
 * encoded source also `unsupported-data` and `corrupt-data`.
 * @example const bytes = await imwrite(imageData, 'jpeg', { quality: 90 });
 */
export async function imwrite<F extends FormatName>(
  source: ImageSource,
  format: F,
  options?: ImwriteOptions<F>,
): Promise<Uint8Array<ArrayBuffer>> {
  return (await encodeOne(source, format, options)).encode.bytes;
}

/** An encoded image, and how it came to be. */
export interface EncodedImage {
  /** The bytes of the file, in an array that owns its whole buffer. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly format: Format;
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
  /** The quality that was used, where one was; with `maxBytes`, the one that was found. */
  readonly quality: number | undefined;
  /** The options that were really used: those given, and the defaults of the others that have one, but none without effect. */
  readonly options: Readonly<Record<string, unknown>>;
  /** What of the source the file does not have, in words. */
  readonly warnings: readonly string[];
}

/**
 * Encodes an image as `imwrite` does, and tells how.
 *
 * @throws {@link ImwriteError} as `imwrite` does.
 * @example const { bytes, quality } = await imwriteDetail(image, 'jpeg', { maxBytes: 100_000 });
 */
export async function imwriteDetail<F extends FormatName>(
  source: ImageSource,
  format: F,
  options?: ImwriteOptions<F>,
): Promise<EncodedImage> {
  const warnings: string[] = [];
  const { onWarning } = checkedOptions<CallOptions>(options);
  const told = (message: string): void => {
    warnings.push(message);
    (onWarning as CallOptions['onWarning'])?.(message);
  };
  const watched = onWarning === undefined || typeof onWarning === 'function' ? { ...options, onWarning: told } : options;
  const { name, image, encode } = await encodeOne(source, format, watched);
  return detailOf(name, image, encode, warnings);
}

async function encodeOne(
  source: ImageSource,
  format: FormatName,
  options: object | undefined,
): Promise<{ readonly name: Format; readonly image: SourcePixels; readonly encode: Encode }> {
  const name = formatOf(format);
  const { maxBytes, ...others } = checkedOptions<SizeOptions>(options);
  const { call, codec, metadata } = splitOptions(others, name, ['maxBytes']);
  const search = new QualitySearch(name, codec, maxBytes);
  call.signal?.throwIfAborted();
  const image = await readSource(source, readCallOf(call, codec));
  // Pixels that may be encoded again are not given away.
  const frames = [maxBytes === undefined ? image : { ...image, owned: false }];
  return { name, image, encode: await encodeBest(search, { frames, count: 1, metadata }, name, call) };
}

/** Encodes as often as the search asks. @internal */
export async function encodeBest(search: QualitySearch, picture: SourcePicture, format: Format, call: CallOptions): Promise<Encode> {
  for (let attempt = search.next(); attempt; attempt = search.next()) {
    const chunks = new Chunks();
    await encodePicture(picture, format, attempt, chunks, partOf(call, search));
    search.report(await chunks.joinLater());
  }
  return finish(search, call);
}

/** The call, its progress being that of one attempt. @internal */
export function partOf(call: CallOptions, { shares: [from, to] }: QualitySearch): CallOptions {
  const { onProgress } = call;
  return onProgress && to < 1 ? { ...call, onProgress: (fraction) => onProgress(from + (to - from) * fraction) } : call;
}

type Encode = ReturnType<QualitySearch['best']>;

/** The best of the attempts. @internal */
export function finish(search: QualitySearch, { onProgress }: CallOptions): Encode {
  const best = search.best();
  if (search.shares[1] < 1) onProgress?.(1);
  return best;
}

function detailOf(format: Format, image: SourcePixels, { bytes, options }: Encode, others: readonly string[]): EncodedImage {
  const facts: FormatRules = formats[format];
  const used = usedOptions(facts, image, options);
  const quality = typeof used['quality'] === 'number' ? used['quality'] : undefined;
  return { bytes, format, width: image.width, height: image.height, quality, options: used, warnings: [...warningsFor(facts, image, options), ...others] };
}

function warningsFor({ name, channels }: FormatRules, image: SourcePixels, { alpha, background }: Readonly<Record<string, unknown>>): string[] {
  const warnings: string[] = [];
  const colors = colorChannels(image);
  const hasAlpha = colors % 2 === 0 && image.order !== 'cmyk';
  if (hasAlpha && !channels.includes(4) && alpha === undefined) {
    warnings.push(`${name} has no alpha: translucent pixels were blended on ${show(background ?? '#ffffff')}`);
  }
  if (colors < 3 && !channels.includes(1)) warnings.push(`${name} has no gray: it was written as RGB`);
  return warnings;
}
