// configure(): checks settings and puts them into force.
import { isAddress, isWasmSource } from '../core/class-of.js';
import { mismatch, shorten, formatValue } from '../core/error.js';
import { checkedLimits } from '../core/limits.js';
import { settings, type Settings } from '../core/settings.js';
import { moduleNames } from '../generated/modules.js';
import { checkedOptions } from '../options/options.js';
import { forgetModules } from '../wasm/load.js';
import { forgetWorkers, trimPool } from '../worker/pool.js';

/**
 * Changes settings for the whole package. Settings that you leave out stay; `undefined` restores the default.
 * Calls in progress are not affected.
 *
 * @throws {@link ImwriteError} `unknown-option` or `invalid-option`.
 * @example configure({ wasm: '/assets/imwrite/', worker: true });
 */
export function configure(changes: Settings): void {
  const checked = checkedOptions(changes);
  for (const [name, value] of Object.entries(checked)) check(name, value);
  Object.assign(settings, checked);
  if ('wasm' in checked) forgetModules();
  if ('workerUrl' in checked) forgetWorkers();
  trimPool();
}

/** What each setting may be: `undefined`, or this. */
const checks: Readonly<Record<keyof Settings, readonly [isValid: (value: unknown) => boolean, expected: string]>> = {
  wasm: [
    (value) => isAddress(value) || (typeof value === 'object' && value !== null),
    'a folder (string or URL) or a record of modules',
  ],
  workerUrl: [isAddress, 'the address of worker.js (string or URL)'],
  worker: [(value) => value === 'auto' || typeof value === 'boolean', "'auto', true or false"],
  threads: [(value) => Number.isInteger(value) && (value as number) >= 1, 'a whole number from 1'],
  limits: [(value) => typeof value === 'object' && value !== null, 'an object of limits'],
  onWarning: [(value) => typeof value === 'function', 'a function'],
};

function check(name: string, value: unknown): void {
  if (!Object.hasOwn(checks, name))
    throw mismatch('unknown-option', 'setting', Object.keys(checks).join(', '), formatValue(name), {
      option: shorten(name),
    });
  const [isValid, expected] = checks[name as keyof Settings];
  if (value === undefined) return;
  if (!isValid(value))
    throw mismatch('invalid-option', `setting '${name}'`, expected, formatValue(value), { option: name });
  if (name === 'limits') checkedLimits("setting 'limits'", value);
  if (name === 'wasm' && !isAddress(value)) checkModules(value as object);
}

function checkModules(modules: object): void {
  const names: readonly string[] = moduleNames;
  for (const [name, source] of Object.entries(modules)) {
    const wrong = (expected: string, actual: unknown) =>
      mismatch('invalid-option', "setting 'wasm'", expected, formatValue(actual), { option: 'wasm' });
    if (!names.includes(name)) throw wrong(`modules out of ${names.join(', ')}`, name);
    if (source !== undefined && !isWasmSource(source))
      throw wrong(`an address, bytes or a WebAssembly.Module for ${name}`, source);
  }
}
