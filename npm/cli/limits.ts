// The limits of what is read as flags: `metadataBytes` is --limit-metadata-bytes. The package's table is the only source.
import { InvalidArgumentError, Option } from 'commander';
import { limits, type LimitFacts, type Limits } from 'imwrite';

const flagOf = (name: string): string => `--limit-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** The key under which commander has the value of a limit's flag. */
const keyOf = (name: string): string => `limit${name[0]!.toUpperCase()}${name.slice(1)}`;

export function limitFlags(): Option[] {
  return limits.map((limit) => new Option(`${flagOf(limit.name)} <count>`, explained(limit)).argParser(limitOf));
}

/** The limits that were given. */
export function givenLimits(options: Readonly<Record<string, unknown>>): Limits {
  const given = limits.map(({ name }) => [name, options[keyOf(name)]] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

/** What a person can do about an error that names this option; nothing if it names no limit. */
export function limitHint(option: string | undefined): string {
  const limit = limits.find(({ name }) => option === `limits.${name}`);
  return limit ? `; ${flagOf(limit.name)} allows more` : '';
}

function explained({ help, default: usual }: LimitFacts): string {
  return `at most so many, of an input (default: ${usual}, or infinity): ${help[0]!.toLowerCase()}${help.slice(1, -1)}`;
}

function limitOf(text: string): number {
  if (text.toLowerCase() === 'infinity') return Infinity;
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('Expected a whole number from 1, or infinity.');
  return Math.min(Number(text), Number.MAX_SAFE_INTEGER);
}
