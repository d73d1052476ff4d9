// The formats' options as flags: `compressionLevel` is --compression-level. The table of each format is the only source;
// the codec itself judges the values.
import { Option } from 'commander';
import {
  formats,
  ImwriteError,
  imwrite,
  type Format,
  type FormatFacts,
  type OptionFacts,
  type RawImage,
} from 'imwrite';
import { allFormats } from './format.js';
import { UsageError } from './usage-error.js';

export type FormatOptions = Readonly<Record<string, unknown>>;

export const optionsOf = (facts: FormatFacts): OptionFacts[] => [...facts.options, ...facts.commonOptions];

export const flagOf = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** The flags of all formats together, for the parser. A flag that several formats share is one flag. */
export function allFlags(): Option[] {
  const byName = new Map(allFormats.flatMap(optionsOf).map((option) => [option.name, option]));
  return [...byName.values()].flatMap(({ name, type }) => {
    const flag = flagOf(name);
    const flags = type === 'boolean' ? [flag, flag.replace('--', '--no-')] : [`${flag} <${type}>`];
    return flags.map((text) => new Option(text));
  });
}

/**
 * The options that were given, as `imwrite` takes them.
 *
 * @param given - What the parser found, by option name; other keys than options of formats are ignored.
 */
export function formatOptions(facts: FormatFacts, given: FormatOptions): FormatOptions {
  const known = new Set(allFormats.flatMap(optionsOf).map(({ name }) => name));
  const own = new Map(optionsOf(facts).map((option) => [option.name, option]));
  const entries = Object.entries(given).filter(([name]) => known.has(name));
  return Object.fromEntries(
    entries.map(([name, value]) => {
      const option = own.get(name);
      if (!option)
        throw new UsageError(`${facts.name} has no option ${flagOf(name)}: expected one of ${flagsOf(facts)}`);
      return [name, valueOf(option, value)];
    }),
  );
}

/** Has the codec check the options on pictures of one pixel, so that a mistake shows before any file is read. */
export async function checkOptions(format: Format, options: FormatOptions): Promise<void> {
  let refusal: ImwriteError | undefined;
  for (const picture of pixelsFor(format)) {
    try {
      await imwrite(picture, format, options);
      return;
    } catch (error) {
      if (!(error instanceof ImwriteError) || error.option === undefined) throw error;
      // The pixels decide about that: the one here has 8 bits a sample.
      if (error.code === 'unsupported-image') return;
      refusal ??= error;
    }
  }
  const { option = '', expected, actual, message } = refusal!;
  // What it says of metadata is the resolution.
  const flag = flagOf(option === 'metadata' ? 'dpi' : option);
  throw new UsageError(expected ? `${format} ${flag}: expected ${expected}, got ${actual}` : message);
}

/** RGB first; others because an option may be for gray alone, or for 16 bits. */
function pixelsFor(format: Format): RawImage[] {
  const others = formats[format].channels.filter((channels) => channels !== 3);
  return [3, ...others].flatMap((channels) =>
    [Uint8Array, Uint16Array].map((Samples) => ({ data: new Samples(channels), width: 1, height: 1, channels })),
  );
}

const flagsOf = (facts: FormatFacts): string =>
  optionsOf(facts)
    .map(({ name }) => flagOf(name))
    .join(', ');

/** A flag's text as a value. Text that is no value stays text, for the codec to refuse. */
function valueOf({ type, choices }: OptionFacts, given: unknown): unknown {
  if (typeof given !== 'string') return given;
  if (type === 'choice') return choices?.find((choice) => String(choice) === given) ?? given;
  // A table after the other, as JSON: [[16,11,…],[17,18,…]].
  if (type === 'tables' || type === 'samples' || type === 'range') return jsonOf(given);
  if (type !== 'integer' && type !== 'number') return given;
  return given.trim() === '' || Number.isNaN(Number(given)) ? given : Number(given);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
