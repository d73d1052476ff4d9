// What docs/ takes from the package is up to date: the API from the doc comments, the command's help, the registry's README,
// and the error codes, which a person explains, are those of the code.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import * as imwrite from '../../npm/dist/node/index.js';
import { read, root } from './support.mjs';

test('docs/api.md, docs/cli.md and npm/README.md: npm --prefix npm run docs', () => {
  execFileSync(process.execPath, [`${root}/npm/scripts/docs.mjs`, '--check']);
});

test('docs/api.md has every export of the package', () => {
  const headings = read('docs/api.md').match(/^### \w+$/gm);
  const missing = Object.keys(imwrite).filter((name) => !headings.includes(`### ${name}`));
  assert.deepEqual(missing, []);
  assert.ok(headings.length > 60);
});

test('docs/errors.md explains every error code', () => {
  const union = /type ImwriteErrorCode =([^;]*);/.exec(read('web/core/error.ts'))[1];
  const codes = [...union.matchAll(/'([\w-]+)'/g)].map(([, code]) => code);
  const rows = [...read('docs/errors.md').matchAll(/^\| `([a-z-]+)` \| .+ \| .+ \|$/gm)].map(([, code]) => code);
  assert.ok(codes.length > 10);
  assert.deepEqual(
    rows.filter((name) => name.includes('-') || name === 'internal'),
    codes,
  );
});
