// The arguments of `npm test`: groups by name, files and tests by a word, and what they need.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { chooseGroups } from '../../npm/scripts/steps/test-choice.mjs';
import { temporaryFolder } from '../support/files.mjs';

const folder = temporaryFolder('choice');

function file(name, text = '') {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const png = file('png-rows.test.mjs');
const others = file('others.test.mjs', "test('reads PNG files', () => {});\ntest('and webp', () => {});");
const drawn = file('drawn.test.mjs', 'test(`${format}: any`, () => {});');
const groups = [
  { name: 'wasm build', needs: [] },
  { name: 'package build', needs: ['wasm build'] },
  { name: 'types', needs: [] },
  { name: 'node', needs: ['package build'], files: [png, others, drawn] },
  { name: 'cli', needs: ['package build'], files: [file('files.test.mjs', "test('reads', () => {});")] },
  { name: 'native build', needs: [] },
  { name: 'native', needs: ['native build'], takesPattern: true },
];
const chosen = (...args) =>
  chooseGroups(groups, args).map(({ name, files, pattern }) =>
    [name, files, pattern].filter((part) => part !== undefined),
  );
const built = [['wasm build'], ['package build']];

test('no argument chooses everything', () => {
  assert.equal(chooseGroups(groups, []), groups);
});

test('a group comes with what it needs, and nothing else', () => {
  assert.deepEqual(chosen('cli'), [...built, ['cli', groups[4].files]]);
  assert.deepEqual(chosen('types'), [['types']]);
  assert.deepEqual(chosen('package-build'), built);
});

test('a word chooses files by their names, and where there are none, tests', () => {
  assert.deepEqual(chosen('node', 'png'), [...built, ['node', [png]]]);
  assert.deepEqual(chosen('node', 'WebP'), [...built, ['node', [others, drawn], '[wW][eE][bB][pP]']]);
  assert.deepEqual(chosen('others'), [...built, ['node', [others]]]);
  assert.deepEqual(chosen('node', 'png', 'drawn'), [...built, ['node', [png, drawn]]]);
});

test('a word for native tests is a pattern in any case', () => {
  assert.deepEqual(chosen('native', 'c++'), [['native build'], ['native', '[cC]\\+\\+']]);
});

test('what chooses nothing says which groups there are', () => {
  assert.throws(
    () => chosen('cli', 'nothing'),
    /No test in cli goes by nothing\. The groups are: wasm build, .*native\.$/,
  );
  assert.throws(() => chosen('types', 'png'), /No test in types goes by png/);
  assert.throws(() => chooseGroups(groups.slice(4, 6), ['nothing']), /No test anywhere goes by nothing/);
});
