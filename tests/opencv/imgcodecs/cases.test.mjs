// Every case of OpenCV's tests that concerns our formats is answered by a test of that name, or stands in the table with a reason.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { cases, excused } from './cases.mjs';

const folder = new URL('.', import.meta.url);
const sources = readdirSync(folder).filter((name) => name.endsWith('.test.mjs') && name !== 'cases.test.mjs');

/** The names that stand in calls of port(); of a template, all that it may make. */
function answered() {
  const patterns = sources.flatMap((name) =>
    [...readFileSync(new URL(name, folder), 'utf8').matchAll(/\bport\(\s*(['`])([^'`]+)\1/g)].map(([, , text]) => text),
  );
  const fits = (pattern) =>
    new RegExp(
      `^${pattern
        .split(/\$\{[^}]*\}/)
        .map((part) => part.replace(/\W/g, '\\$&'))
        .join('\\w+')}$`,
    );
  return Object.keys(cases).filter((name) => patterns.some((pattern) => fits(pattern).test(name)));
}

test('no case is without an answer', () => {
  const names = answered();
  const open = Object.keys(cases).filter((name) => !names.includes(name) && !excused[name]);
  assert.deepEqual(open, []);
  assert.ok(Object.values(cases).flat().length >= 366, 'cases with their parameters');
});

test('a case is answered or excused, not both, and is there', () => {
  for (const [name, reason] of Object.entries(excused)) {
    assert.ok(cases[name], name);
    assert.ok(reason.length > 20, name);
    assert.ok(!answered().includes(name), name);
  }
});
