// imwriteWithInfo(): as imwrite(), with what became of the image and the options.
import { colorChannels } from '../codec/encode.js';
import { usedOptions } from '../codec/used-options.js';
import { hex } from '../color/css-color.js';
import { formatValue } from '../core/error.js';
import { formats } from '../generated/formats.js';
import { checkedOptions } from '../options/options.js';
import type { Encode } from '../run/attempts.js';
import { encodeOne } from '../run/encode-one.js';
import type { Rgb } from '../types/color.js';
import type { FormatName, FormatRules } from '../types/format-facts.js';
import type { Format } from '../types/generated.js';
import type { ImageSource } from '../types/image-source.js';
import type { CallOptions, ImwriteOptions } from '../types/options.js';
import type { SourcePixels } from '../types/source-pixels.js';

/** An encoded image, with the settings that were used. */
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
  /** The effective options: the given ones and the defaults of the others, without options that have no effect. */
  readonly options: Readonly<Record<string, unknown>>;
  /** What the file does not keep of the source, in words. */
  readonly warnings: readonly string[];
}

/**
 * Encodes an image as `imwrite` does, and returns the effective options, the quality and the warnings with it.
 *
 * @throws {@link ImwriteError} as `imwrite` does.
 * @example const { bytes, quality } = await imwriteWithInfo(image, 'jpeg', { maxBytes: 100_000 });
 */
export async function imwriteWithInfo<F extends FormatName>(
  source: ImageSource,
  format: F,
  options?: ImwriteOptions<F>,
): Promise<EncodedImage> {
  const warnings: string[] = [];
  const { onWarning } = checkedOptions<CallOptions>(options);
  const told = (message: string): void => {
    warnings.push(message);
    onWarning?.(message);
  };
  const watched =
    onWarning === undefined || typeof onWarning === 'function' ? { ...options, onWarning: told } : options;
  const { name, image, encode } = await encodeOne(source, format, watched);
  return detailOf(name, image, encode, warnings);
}

function detailOf(
  format: Format,
  image: SourcePixels,
  { bytes, options }: Encode,
  others: readonly string[],
): EncodedImage {
  const facts: FormatRules = formats[format];
  const { background } = options as { readonly background?: Rgb };
  const told = background ? { ...options, background: hex(background) } : options;
  const used = usedOptions(facts, image, told);
  const quality = typeof used['quality'] === 'number' ? used['quality'] : undefined;
  return {
    bytes,
    format,
    width: image.width,
    height: image.height,
    quality,
    options: used,
    warnings: [...warningsFor(facts, image, told), ...others],
  };
}

function warningsFor(
  { name, channels }: FormatRules,
  image: SourcePixels,
  { alpha, background }: Readonly<Record<string, unknown>>,
): string[] {
  const warnings: string[] = [];
  const colors = colorChannels(image);
  const hasAlpha = colors % 2 === 0 && image.order !== 'cmyk';
  if (hasAlpha && !channels.includes(4) && alpha === undefined) {
    warnings.push(`${name} has no alpha: translucent pixels were blended on ${formatValue(background ?? '#ffffff')}`);
  }
  if (colors < 3 && !channels.includes(1)) warnings.push(`${name} has no gray: it was written as RGB`);
  return warnings;
}
