// Help, versions and the list of formats.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formats, versions } from '../../npm/dist/node/index.js';
import { refuse, run, scratch, succeed } from './support.mjs';

test('--help shows every general flag, every format and its common flags', async (t) => {
  const { stdout } = await succeed(scratch(t), ['--help']);
  for (const flag of [
    '-o, --output',
    '-f, --format',
    '-j, --jobs',
    '--force',
    '--json',
    '--quiet',
    '--formats',
    '--version',
  ]) {
    assert.ok(stdout.includes(flag), flag);
  }
  const flagOf = (name) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  for (const { name, options } of Object.values(formats)) {
    const flags = new RegExp(`^  ${name} (.*)`, 'm').exec(stdout)?.[1].trim().split(' ') ?? [];
    assert.deepEqual(
      flags,
      options.filter(({ level }) => level === 'common').map((option) => flagOf(option.name)),
    );
    assert.ok(flags.length < 8, name);
  }
  assert.match(stdout, /Exit codes: 0/);
});

test('--help <format> shows each option with its help, range and default', async (t) => {
  for (const { name, extensions, options, commonOptions } of Object.values(formats)) {
    const { stdout } = await succeed(scratch(t), ['--help', extensions[0]]);
    const text = stdout.replace(/\s+/g, ' ');
    const has = (wanted) => options.some(({ level }) => level === wanted);
    assert.equal(text.includes(` Options of ${name}:`), has('common'));
    assert.equal(text.includes(`Advanced options of ${name}:`), has('advanced'));
    const start = text.indexOf('Advanced options of');
    assert.ok(start > 0);
    for (const { level, help, note, min, max, choices, automatic } of [...options, ...commonOptions]) {
      const at = text.indexOf(note ? `${help} ${note}` : help);
      assert.ok(at > 0, help);
      assert.equal(at > start, level === 'advanced', help);
      if (max !== undefined) assert.ok(text.includes(`${min} to ${max}.`), `${min} to ${max}`);
      if (choices) assert.ok(text.includes(`One of ${choices.join(', ')}.`), choices.join());
      if (automatic) assert.ok(text.includes(`Default: ${automatic}.`), automatic);
    }
  }
  await refuse(scratch(t), ['--help', 'psd'], /unknown format 'psd'/);
});

test('--version names this package and every library', async (t) => {
  const { stdout } = await succeed(scratch(t), ['--version']);
  assert.deepEqual(
    Object.fromEntries(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.split(' ')),
    ),
    versions(),
  );
});

test('--formats lists them with extensions and limits', async (t) => {
  const lines = (await succeed(scratch(t), ['--formats'])).stdout.trim().split('\n');
  assert.equal(lines.length, Object.keys(formats).length);
  assert.match(
    lines.find((line) => line.startsWith('webp')),
    /\.webp +image\/webp, up to 16383 × 16383 pixels, 8-bit, RGB, RGBA/,
  );
});

test('no arguments show the help as a mistake', async (t) => {
  const { code, stdout, stderr } = await run(scratch(t), []);
  assert.deepEqual([code, stdout], [2, '']);
  assert.match(stderr, /^Usage: imwrite/);
});
