// What docs/ takes from the package is up to date: the API from the doc comments, the command's help, the registry's README,
// and the error codes, which a person explains, are those of the code.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
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

test('docs/formats.md has every module with its size', () => {
  const stated = new Map();
  for (const [, format, encoder, decoder, others] of read('docs/formats.md').matchAll(
    /^\| `(\w+)` \| (\d+) \| (\d+|–) \|(.*)\|$/gm,
  )) {
    stated.set(`${format}-encode`, Number(encoder));
    if (decoder !== '–') stated.set(`${format}-decode`, Number(decoder));
    for (const [, name, size] of others.matchAll(/`([\w-]+)` (\d+)/g)) stated.set(name, Number(size));
  }
  const folder = `${root}/npm/dist/wasm`;
  const names = readdirSync(folder).filter((name) => name.endsWith('.wasm') && name !== 'fs.wasm');
  const modules = names.map((name) => name.replace('.wasm', '')).sort();
  assert.deepEqual([...stated.keys()].sort(), modules);
  const compressed = (file) => brotliCompressSync(readFileSync(`${folder}/${file}`)).length / 1000;
  const sizes = modules.map((name) => [name, compressed(`${name}.wasm`) + compressed(`${name}.js`), stated.get(name)]);
  // A codec may change a little before this page must.
  assert.deepEqual(
    sizes.filter(([, size, said]) => Math.abs(size - said) > 3),
    [],
  );
});
