// npm run docs [-- --check]: writes what docs/ and the registry's README take from the built package: docs/api.md out of the
// doc comments, docs/cli.md out of the command's help, npm/README.md out of README.md, and the pictures of docs/pictures/.
// `--check` writes nothing and fails when a file is stale.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drawn } from '../../docs/pictures/all.mjs';
import { apiPage } from './api-page.mjs';
import { cliPage } from './cli-page.mjs';
import { registryReadme } from './registry-readme.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path) => readFileSync(join(root, path), 'utf8');

// The help is as wide as the terminal says.
const help = (...args) =>
  execFileSync(process.execPath, [join(root, 'npm/dist/cli.js'), '--help', ...args], {
    encoding: 'utf8',
    env: { ...process.env, COLUMNS: '80', NO_COLOR: '1' },
  });

const { formats } = await import('../dist/node/index.js');
const texts = {
  'docs/api.md': apiPage(read('npm/dist/types/index.d.ts'), Object.keys(formats)),
  'docs/cli.md': cliPage(help, Object.keys(formats)),
  'npm/README.md': registryReadme(read('README.md')),
  ...(await drawn()),
};

const check = process.argv.includes('--check');
const stale = Object.entries(texts).filter(([path, text]) => readOrNothing(path) !== text);
for (const [path, text] of stale) {
  if (!check) writeFileSync(join(root, path), text);
  console.log(check ? `${path} is stale: run \`npm --prefix npm run docs\`` : `${path} written`);
}
if (check && stale.length > 0) process.exitCode = 1;

function readOrNothing(path) {
  try {
    return read(path);
  } catch {
    return '';
  }
}
