// The options of a call: what the runtime handles itself, and what goes to the codec as it is.
import { backgroundFor } from '../color/css-color.js';
import { mismatch, shorten, formatValue } from '../core/error.js';
import { checkedLimits } from '../core/limits.js';
import { formats } from '../generated/formats.js';
import { metadataRequest } from '../metadata/metadata.js';
import type { FormatName, FormatRules } from '../types/format-facts.js';
import type { Format } from '../types/generated.js';
import type { LimitOptions } from '../types/limits.js';
import type { MetadataRequest } from '../types/metadata.js';
import type { CallOptions, CodecOptions, EncodeOptions } from '../types/options.js';
import { formatOf, optionsOf } from './format.js';

/** `options` as a plain object, or an error: `undefined` means none. @internal */
export function checkedOptions<T extends object>(options: T | undefined): Partial<T> {
  if (options === undefined) return {};
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw mismatch('invalid-option', 'options', 'a plain object', formatValue(options));
  }
  return options;
}

/** @internal */
export function checkedSignal(signal: AbortSignal | undefined): AbortSignal | undefined {
  if (signal === undefined) return signal;
  const { addEventListener, removeEventListener, throwIfAborted } = Object(signal) as Partial<AbortSignal>;
  if ([addEventListener, removeEventListener, throwIfAborted].every((method) => typeof method === 'function'))
    return signal;
  throw mismatch('invalid-option', "option 'signal'", 'an AbortSignal', formatValue(signal), { option: 'signal' });
}

/** @internal */
export interface SplitOptions {
  readonly format: Format;
  readonly call: CallOptions & LimitOptions;
  readonly codec: CodecOptions;
  readonly metadata: MetadataRequest;
}

/**
 * The format that a name means, and what of the options is for it. Parts the options the runtime handles from those of the codec. The caller's object stays as it is.
 *
 * @param others - What else the call takes, for the error that names all.
 * @internal
 */
export function splitOptions(
  options: object | undefined,
  name: FormatName,
  others: readonly string[] = [],
): SplitOptions {
  const format = formatOf(name);
  const { signal, onProgress, onWarning, metadata, background, limits, ...given } = checkedOptions(
    options,
  ) as EncodeOptions;
  for (const [option, listener] of Object.entries({ onProgress, onWarning })) {
    if (listener === undefined || typeof listener === 'function') continue;
    throw mismatch('invalid-option', `option '${option}'`, 'a function', formatValue(listener), { option });
  }
  checkNames(given, format, others);
  const codec = {
    ...optionsOf(name, format),
    ...given,
    ...(background !== undefined && { background: backgroundFor(background) }),
  };
  const call = {
    signal: checkedSignal(signal),
    onProgress,
    onWarning: onWarning && eachOnce(onWarning),
    limits: checkedLimits("option 'limits'", limits),
  };
  return { format, call, codec, metadata: metadataRequest(metadata) };
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
  throw mismatch(
    'unknown-option',
    what,
    `one of ${[...names, 'metadata', ...others, 'limits', 'signal', 'onProgress', 'onWarning'].join(', ')}`,
    name,
    { format, option: name },
  );
}
