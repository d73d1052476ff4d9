// Modules of an earlier commit do not stay in the folder of the build, from where the package would take them.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { removeOldModules } from '../npm/scripts/steps/build-steps.mjs';

test('what the build no longer makes is removed, and nothing else', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'imwrite-modules-'));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'build.ninja'), 'build bin/png-encode.js: LINK\nbuild bin/fs.js: LINK\n');
  const made = ['fs.js', 'fs.wasm', 'png-encode.js', 'png-encode.wasm'];
  for (const name of [...made, 'encode.js', 'png-old-encode.js', 'png-old-encode.wasm'])
    writeFileSync(join(folder, 'bin', name), '');
  removeOldModules(folder);
  assert.deepEqual(readdirSync(join(folder, 'bin')).sort(), made);
});
