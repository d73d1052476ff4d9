// The command line's grammar.
import { Command, InvalidArgumentError, Option } from 'commander';
import { formats, type Limits } from 'imwrite';
import { allFlags, type FormatOptions } from './format-options.js';
import { givenLimits, limitFlags } from './limits.js';

/** The general options; those of the formats are in `given`, by name. */
export interface Arguments {
  readonly paths: readonly string[];
  readonly output?: string;
  readonly format?: string;
  readonly jobs?: number;
  readonly force?: true;
  readonly json?: true;
  readonly quiet?: true;
  readonly formats?: true;
  readonly version?: true;
  /** True, or the format to explain. */
  readonly help?: true | string;
  readonly metadata?: 'keep' | 'color' | 'none';
  readonly dpi?: readonly [number, number];
  /** A path. */
  readonly icc?: string;
  readonly maxBytes?: number;
  /** From 1. */
  readonly page?: number;
  readonly ifLarger?: 'keep-original';
  readonly limits: Limits;
  readonly given: FormatOptions;
}

const titles = Object.values(formats).map(({ title }) => title);

export function createProgram(): Command {
  const program = new Command('imwrite')
    .description(`Writes pictures as ${titles.slice(0, -1).join(', ')} or ${titles.at(-1)}.`)
    .usage('<input> <output> [options]\n       imwrite <input…> -o <folder> -f <format> [options]')
    .argument('[paths...]')
    .option('-o, --output <folder>', 'write each input into this folder, which is created')
    .option('-f, --format <format>', 'the format to write, where no extension says it')
    .option('-j, --jobs <count>', 'pictures to work on at once (default: one for each core)', count)
    .addOption(
      new Option(
        '--metadata <what>',
        'what is written beside the pixels: color (the profile, the default), keep (everything the format can store) or none',
      ).choices(['keep', 'color', 'none']),
    )
    .option('--dpi <number>', 'the resolution in pixels per inch, or <x>x<y>', resolution)
    .option('--icc <file>', 'the color profile to write; the pixels stay as they are')
    .option('--max-bytes <count>', 'the best quality whose file is not larger', count)
    .option('--page <number>', 'the one page or frame to write, from 1', count)
    .addOption(
      new Option(
        '--if-larger <what>',
        'keep-original: write the input as it is where its new file would be larger',
      ).choices(['keep-original']),
    )
    .option('--force', 'replace files that exist')
    .option('--json', 'print one JSON object for each file, in a line of its own')
    .option('-q, --quiet', 'print nothing but errors')
    .option('--formats', 'list the formats')
    .option('-V, --version', 'print the versions of imwrite and its libraries')
    .option('-h, --help [format]', 'print this, or the options of a format')
    .helpOption(false)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(`imwrite: ${text.replace(/^error: /, '')}`) });
  for (const flag of limitFlags()) program.addOption(flag);
  for (const flag of allFlags()) program.addOption(flag);
  return program;
}

export function parseArguments(program: Command, argv: readonly string[]): Arguments {
  program.parse(argv, { from: 'user' });
  const options = program.opts<Omit<Arguments, 'paths' | 'limits' | 'given'>>();
  return { ...options, paths: program.args, limits: givenLimits({ ...options }), given: options };
}

function resolution(text: string): readonly [number, number] {
  const [x, y = x, ...more] = text.split('x').map((part) => (/^\d*\.?\d+$/.test(part) ? Number(part) : NaN));
  if (!x || !y || more.length > 0)
    throw new InvalidArgumentError('Expected a number above 0, or two of them, as in 300x150.');
  return [x, y];
}

function count(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('Expected a whole number from 1.');
  return Math.min(Number(text), Number.MAX_SAFE_INTEGER);
}
