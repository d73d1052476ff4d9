// Runs the formatters: .prettierrc.json and .clang-format say how code looks, .prettierignore what is left as it is.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { npmFolder, root } from './places.mjs';

/** Where the packages of the linters and formatters are. */
export const lintFolder = join(npmFolder, 'lint');

const scripts = ['web', 'npm', 'demo', 'tests', 'cmake', 'docs'].map((folder) => `${folder}/**/*.{ts,mjs,js,cjs,css}`);

/** Brings all files into form, or with `check` names those that are not. Gives whether that went well. */
export async function formatted({ check }) {
  const prettier = [
    process.execPath,
    join(lintFolder, 'node_modules/prettier/bin/prettier.cjs'),
    '--log-level',
    'warn',
  ];
  const clangFormat = ['clang-format', ...(check ? ['--dry-run', '-Werror', '--ferror-limit=1'] : ['-i'])];
  const results = [
    await run([...prettier, check ? '--check' : '--write', ...scripts]),
    await run([...clangFormat, ...cppFiles()]),
  ];
  if (results.includes(false) && check)
    process.stdout.write('`npm --prefix npm run format` brings these files into form.\n');
  return !results.includes(false);
}

function cppFiles() {
  return ['src', 'bindings', 'tests'].flatMap((folder) => {
    const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && /\.(h|cc|c)$/.test(entry.name));
    const paths = files.map((entry) => relative(root, join(entry.parentPath, entry.name)));
    return paths.filter((path) => !path.includes('node_modules')).sort();
  });
}

function run([program, ...args]) {
  const child = spawn(program, args, { cwd: root, stdio: 'inherit' });
  return new Promise((resolve) => {
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}
