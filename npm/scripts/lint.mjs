// npm run lint: ESLint over all scripts. With --fix it mends what it can.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { installPackages } from './steps/build-steps.mjs';
import { runMain } from './steps/main.mjs';
import { npmFolder, root } from './steps/places.mjs';

const lint = join(npmFolder, 'lint');
const scripts = ['web', 'npm', 'demo', 'tests', 'cmake'];

await runMain(async () => {
  await installPackages();
  await installPackages({ folder: lint, title: 'Linters' });
  return eslint(process.argv.slice(2));
});

function eslint(args) {
  const program = join(lint, 'node_modules/eslint/bin/eslint.js');
  const settings = ['--config', join(lint, 'eslint.config.mjs'), '--max-warnings', '0'];
  const child = spawn(process.execPath, [program, ...settings, ...args, ...scripts], { cwd: root, stdio: 'inherit' });
  return new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)));
}
