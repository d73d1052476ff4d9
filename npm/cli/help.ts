// Texts about the formats, all out of their tables.
import { Command, Option } from 'commander';
import { versions, type FormatFacts, type OptionFacts } from 'imwrite';
import { allFormats } from './format.js';
import { flagOf } from './format-options.js';

/** --help. */
export function generalHelp(program: Command): string {
  // The formats' flags carry no description: each format has a help of its own.
  program.configureHelp({
    visibleArguments: () => [],
    visibleOptions: ({ options }) => options.filter((o) => o.description),
  });
  return `${program.helpInformation()}
An input is a file, a folder (the pictures in it), a pattern in quotes such as 'photos/**/*.png', or - for standard input.
The output is a file whose extension says the format, or - for standard output, with -f.

Common options of the formats (imwrite --help jpeg explains these of jpeg, and its others):
${formatsOverview()}

Examples:
  imwrite photo.png photo.webp --quality 70
  imwrite 'scans/*.tif' -o out -f jpg --quality 90 --chroma-subsampling 4:4:4
  imwrite - - -f webp --lossless < a.png > a.webp

Exit codes: 0 every file was written, 1 a file failed, 2 the command was wrong and nothing was done.
`;
}

/** --help <format>. */
export function formatHelp(facts: FormatFacts): string {
  const help = new Command('imwrite')
    .usage(`<input> <output.${facts.extensions[0]}> [options]`)
    .description(`${facts.name}: ${limits(facts)}`)
    .helpOption(false);
  const add = (group: string, options: readonly OptionFacts[]): void => {
    if (options.length === 0) return;
    help.optionsGroup(group);
    for (const option of options) help.addOption(explained(option));
  };
  add(`Options of ${facts.name}:`, common(facts.options));
  add('Options of every format:', common(facts.commonOptions));
  add(`Advanced options of ${facts.name}:`, advanced(facts.options));
  add('Advanced options of every format:', advanced(facts.commonOptions));
  return help.helpInformation();
}

/** --formats. */
export function formatsText(): string {
  return allFormats
    .map((facts) => `${facts.name.padEnd(6)} ${extensions(facts).padEnd(24)} ${limits(facts)}\n`)
    .join('');
}

/** --version. */
export function versionsText(): string {
  return Object.entries(versions())
    .map(([name, version]) => `${name} ${version}\n`)
    .join('');
}

const common = (options: readonly OptionFacts[]): OptionFacts[] => options.filter(({ level }) => level === 'common');
const advanced = (options: readonly OptionFacts[]): OptionFacts[] =>
  options.filter(({ level }) => level === 'advanced');

/** The common flags of each format. */
function formatsOverview(): string {
  const line = (name: string, options: readonly OptionFacts[]): string =>
    `  ${name.padEnd(6)} ${common(options)
      .map((option) => flagOf(option.name))
      .join(' ')}`;
  const own = allFormats.filter(({ options }) => common(options).length > 0);
  return [
    ...own.map(({ name, options }) => line(name, options)),
    line('every', allFormats[0]?.commonOptions ?? []),
  ].join('\n');
}

const extensions = (facts: FormatFacts): string => facts.extensions.map((extension) => `.${extension}`).join(' ');

function limits({ mimeType, maxWidth, maxHeight, depths, channels }: FormatFacts): string {
  const samples = depths.map((depth) => (depth === 32 ? '32-bit float' : `${depth}-bit`)).join(', ');
  const kinds = channels.map((count) => ['', 'gray', 'gray with alpha', 'RGB', 'RGBA'][count]).join(', ');
  return `${mimeType}, up to ${maxWidth} × ${maxHeight} pixels, ${samples}, ${kinds}`;
}

/** An option for the help only: commander would not parse --[no-]exact. */
function explained(option: OptionFacts): Option {
  const flag = flagOf(option.name);
  const flags = option.type === 'boolean' ? flag.replace('--', '--[no-]') : `${flag} <${option.type}>`;
  const note = option.note === undefined ? '' : `${option.note} `;
  return new Option(flags, `${option.help} ${note}${values(option)}Default: ${defaultOf(option)}.`);
}

function values({ type, min, max, choices, minLength, length, maxTables }: OptionFacts): string {
  if (type === 'choice') return `One of ${choices?.join(', ')}. `;
  if (type === 'color') return "A CSS color, such as '#rrggbb' or 'navy'. ";
  if (type === 'samples') return `An integer, or [r,g,b], ${min} to ${max}. `;
  if (type === 'tables')
    return `A JSON list of 1 to ${maxTables} lists of ${minLength ? `${minLength} to ` : ''}${length} integers, ${min} to ${max}. `;
  if (type === 'range') return 'Two numbers, as [from,to]. ';
  return type === 'boolean' ? '' : `${min} to ${max}. `;
}

function defaultOf({ default: value, automatic }: OptionFacts): string {
  if (value === null) return automatic ?? 'automatic';
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value);
}
