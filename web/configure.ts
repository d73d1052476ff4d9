// configure(): checks settings and puts them into force.
import { mismatch, show } from './error.js';
import { moduleNames } from './generated/modules.js';
import { checkedOptions } from './options.js';
import { settings, type Settings } from './settings.js';
import { forgetModules } from './wasm/load.js';
import { trimPool } from './worker/pool.js';

/**
 * Changes settings for the whole package; those that are left out stay, and `undefined` puts one back to its default.
 * Calls that are under way finish as they began.
 *
 * @throws {@link ImwriteError} `unknown-option` or `invalid-option`.
 * @example configure({ wasm: '/assets/imwrite/', worker: true });
 */
export function configure(changes: Settings): void {
  const checked = checkedOptions(changes);
  for (const [name, value] of Object.entries(checked)) check(name, value);
  Object.assign(settings, checked);
  if ('wasm' in checked) forgetModules();
  trimPool();
}

function check(name: string, value: unknown): void {
  const wrong = (expected: string, actual = show(value)) =>
    mismatch('invalid-option', `setting '${name}'`, expected, actual, { option: name });
  switch (name) {
    case 'wasm':
      return checkWasm(value, wrong);
    case 'worker':
      if (value !== undefined && typeof value !== 'boolean') throw wrong('true or false');
      return;
    case 'threads':
      if (value !== undefined && !(Number.isInteger(value) && (value as number) >= 1)) throw wrong('a whole number from 1');
      return;
    default:
      throw mismatch('unknown-option', 'setting', 'wasm, worker or threads', show(name), { option: name });
  }
}

function checkWasm(value: unknown, wrong: (expected: string, actual?: string) => Error): void {
  if (value === undefined || typeof value === 'string' || value instanceof URL) return;
  if (typeof value !== 'object' || value === null) throw wrong('a folder (string or URL) or a record of modules');
  const names: readonly string[] = moduleNames;
  const unknown = Object.keys(value).find((key) => !names.includes(key));
  if (unknown !== undefined) throw wrong(`modules out of ${names.join(', ')}`, show(unknown));
}
