// The options of a call: what the runtime handles itself, and what goes to the codec as it is.
import { backgroundFor } from './css-color.js';
import { mismatch, shorten, show } from './error.js';
import type { FormatRules, FormatName } from './format.js';
import { formats, type Format, type OptionsByFormat, type PixelOptions } from './generated/formats.js';
import { checkedLimits, type LimitOptions } from './limits.js';
import { metadataRequest, type Metadata, type MetadataRequest } from './metadata.js';

/** The options of a format; for an alias or a path, the options of any format. */
export type OptionsOf<F extends FormatName> = F extends Format ? OptionsByFormat[F] : OptionsByFormat[Format];

/** How a call is watched and stopped. */
export interface CallOptions {
  /**
   * Stops the call, which rejects with `signal.reason`. In the calling thread an encode only notices between bands of
   * rows (so from `onProgress`); in worker mode the worker is ended at once.
   */
  signal?: AbortSignal | undefined;
  /**
   * Called with the share of the work that is done, rising to 1. An exception it throws stops the encode and rejects
   * the call with that exception.
   */
  onProgress?: ((fraction: number) => void) | undefined;
  /**
   * Called with each thing that the file could not keep of the source, in words. Default: only what was asked for goes to
   * `configure({ onWarning })`, each message once.
   */
  onWarning?: ((message: string) => void) | undefined;
}

/** What goes into the file beside the pixels. */
export interface MetadataOptions {
  /**
   * `'color'`: the color space of the source (profile, cICP) goes along, in the form that the format has. `'keep'`: so does
   * all else that an encoded source, or a picture of `imread`, carries; what the format has no place for is a warning.
   * `'none'`: nothing. An object: these kinds, and the source's color space unless it names one, or `icc: null`.
   * Default: `'color'`.
   */
  metadata?: Metadata | 'color' | 'keep' | 'none' | undefined;
}

/** How large the file may be. */
export interface SizeOptions {
  /**
   * JPEG and lossy WebP are written at the highest quality, up to `quality`, whose file is not larger, and PNG with `colors`
   * in the most colours, which takes several encodes. An error, `image-too-large`, where even the lowest quality, or 2
   * colours, give a larger one, or a lossless format does.
   * A whole number from 1. Default: no limit.
   */
  maxBytes?: number | undefined;
}

/**
 * The options of an encode into a file of one picture or several: of the format, of every format, and of the call. `limits` are for
 * sources that are files themselves.
 */
export type EncodeOptions<F extends FormatName = FormatName> = OptionsOf<F> & PixelOptions & MetadataOptions & LimitOptions & CallOptions;

/** The options of `imwrite`. */
export type ImwriteOptions<F extends FormatName = FormatName> = EncodeOptions<F> & SizeOptions;

/** Options that the codec checks, by name. @internal */
export type CodecOptions = Readonly<Record<string, unknown>>;

/** `options` as a plain object, or an error: `undefined` means none. @internal */
export function checkedOptions<T extends object>(options: T | undefined): Partial<T> {
  if (options === undefined) return {};
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw mismatch('invalid-option', 'options', 'a plain object', show(options));
  }
  return options;
}

/** @internal */
export function checkedSignal(signal: AbortSignal | undefined): AbortSignal | undefined {
  if (signal === undefined) return signal;
  const { addEventListener, removeEventListener, throwIfAborted } = Object(signal) as Partial<AbortSignal>;
  if ([addEventListener, removeEventListener, throwIfAborted].every((method) => typeof method === 'function')) return signal;
  throw mismatch('invalid-option', "option 'signal'", 'an AbortSignal', show(signal), { option: 'signal' });
}

interface SplitOptions {
  readonly call: CallOptions & LimitOptions;
  readonly codec: CodecOptions;
  readonly metadata: MetadataRequest;
}

/**
 * Parts the options the runtime handles from those of the codec. The caller's object stays as it is.
 *
 * @param others - What else the call takes, for the error that names all.
 * @internal
 */
export function splitOptions(options: object | undefined, format: Format, others: readonly string[] = []): SplitOptions {
  const { signal, onProgress, onWarning, metadata, background, limits, ...given } = checkedOptions(options) as EncodeOptions;
  for (const [option, listener] of Object.entries({ onProgress, onWarning })) {
    if (listener === undefined || typeof listener === 'function') continue;
    throw mismatch('invalid-option', `option '${option}'`, 'a function', show(listener), { option });
  }
  checkNames(given, format, others);
  const codec = background === undefined ? given : { ...given, background: backgroundFor(background) };
  const call = { signal: checkedSignal(signal), onProgress, onWarning: onWarning && eachOnce(onWarning), limits: checkedLimits("option 'limits'", limits) };
  return { call, codec, metadata: metadataRequest(metadata) };
}

/** A search for a size encodes several times. */
function eachOnce(listener: (message: string) => void): (message: string) => void {
  const told = new Set<string>();
  return (message) => {
    if (told.has(message)) return;
    told.add(message);
    listener(message);
  };
}

function checkNames(given: object, format: Format, others: readonly string[]): void {
  const { options, commonOptions, metadata }: FormatRules = formats[format];
  const names = [...options, ...commonOptions].map(({ name }) => name);
  const unknown = Object.entries(given).find(([name, value]) => value !== undefined && !names.includes(name));
  if (!unknown) return;
  const name = shorten(unknown[0]);
  const what = `${format} has no option '${name}'${metadata.includes(name) ? `, but metadata.${name}` : ''}`;
  throw mismatch('unknown-option', what, `one of ${[...names, 'metadata', ...others, 'limits', 'signal', 'onProgress', 'onWarning'].join(', ')}`, name, { format, option: name });
}
