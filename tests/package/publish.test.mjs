// What the judges of packages say: publint of package.json and the files, "Are the types wrong?" of how each kind of import
// finds its types.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { execute, npmFolder, pack } from './support.mjs';
import { toolsFolder } from './tools.mjs';

const folder = mkdtempSync(join(tmpdir(), 'imwrite-publish-'));
let tarball;
let tools;
before(async () => {
  ({ tarball } = await pack(folder));
  tools = await toolsFolder();
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** What a tool prints, whether it is content or not. */
const output = (...args) =>
  execute(process.execPath, args).then(
    ({ stdout }) => stdout,
    ({ stdout, stderr }) => stdout + stderr,
  );

test('publint', async () => {
  // Its suggestion to move `browser` into `exports`, where it stands as well, is left out: old bundlers read the field alone.
  const text = await output(join(tools, 'publint/src/cli.js'), tarball, '--strict', '--level', 'warning');
  assert.match(text, /All good!/);
});

test('older compilers find their types where newer ones do', () => {
  // "Are the types wrong?" reads package.json as TypeScript 5.6 does, so that what it says holds for both.
  const { exports, typesVersions } = JSON.parse(readFileSync(join(npmFolder, 'package.json'), 'utf8'));
  const older = (value) => JSON.parse(JSON.stringify(value).replaceAll('dist/types/', 'dist/types/ts5.6/'));
  const entries = Object.entries(exports).filter(([, conditions]) => conditions.types);
  assert.ok(entries.length >= 6);
  for (const [name, conditions] of entries) {
    assert.deepEqual(Object.keys(conditions).slice(0, 2), ['types@<5.7', 'types'], name);
    assert.deepEqual(conditions['types@<5.7'], older(conditions.types), name);
  }
  const main = { 'dist/types/index.d.ts': ['dist/types/ts5.6/index.d.ts'] };
  assert.deepEqual(typesVersions, { '<5.7': { ...main, ...older(typesVersions['*']) }, '*': typesVersions['*'] });
});

/** The problems of some entries, and the names of those that were looked at. */
async function judge(...settings) {
  const text = await output(
    join(tools, '@arethetypeswrong/cli/dist/index.js'),
    tarball,
    '--no-definitely-typed',
    '--format',
    'json',
    ...settings,
  );
  const { analysis } = JSON.parse(text);
  return { problems: analysis.problems, entries: Object.keys(analysis.entrypoints) };
}

test('types for every kind of import', async () => {
  const { problems, entries } = await judge('--entrypoints', '.', 'cv');
  assert.deepEqual(entries, ['.', './cv']);
  assert.deepEqual(problems, []);
});

test('types for the entries that are ES modules alone', async () => {
  // A worker is started and a .wasm file is addressed or compiled: neither is imported for values of its own, and what a
  // bundler makes of `imwrite/wasm/png-encode.wasm?url` only its own types can say.
  const { problems, entries } = await judge(
    '--exclude-entrypoints',
    '.',
    'cv',
    'worker',
    './wasm/*',
    '--profile',
    'esm-only',
  );
  assert.deepEqual(entries.sort(), ['./inline', './inline/cv', './package.json', './static', './static/cv']);
  const inNodeOrBundlers = problems.filter(({ resolutionKind }) => resolutionKind !== 'node16-cjs');
  assert.deepEqual(inNodeOrBundlers, []);
});
