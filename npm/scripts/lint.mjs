// npm run lint: ESLint over all scripts, clang-tidy over src/, the formatters over both. With --fix, ESLint mends what it can.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { installHostTools, installPackages } from './steps/build-steps.mjs';
import { clangTidy } from './steps/clang-tidy.mjs';
import { formatted, lintFolder } from './steps/formatters.mjs';
import { runMain } from './steps/main.mjs';
import { root } from './steps/places.mjs';

const scripts = ['web', 'npm', 'demo', 'tests', 'cmake', 'docs'];

await runMain(async () => {
  await installHostTools('--lint');
  await installPackages();
  await installPackages({ folder: lintFolder, title: 'Linters' });
  const results = [await eslint(process.argv.slice(2)), await clangTidy(), await formatted({ check: true })];
  return results.includes(false) ? 1 : 0;
});

/** Gives whether nothing was found; what was is printed. */
function eslint(args) {
  const program = join(lintFolder, 'node_modules/eslint/bin/eslint.js');
  const settings = ['--config', join(lintFolder, 'eslint.config.mjs'), '--max-warnings', '0'];
  const child = spawn(process.execPath, [program, ...settings, ...args, ...scripts], { cwd: root, stdio: 'inherit' });
  return new Promise((resolve) => child.on('close', (code) => resolve(code === 0)));
}
