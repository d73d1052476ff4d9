// npm run format: Prettier over scripts and style sheets, clang-format over C++. With --check it changes nothing, names the files that
// are not in form, and ends with 1 when there are any.
import { installHostTools, installPackages } from './steps/build-steps.mjs';
import { formatted, lintFolder } from './steps/formatters.mjs';
import { runMain } from './steps/main.mjs';

await runMain(async () => {
  await installHostTools('--lint');
  await installPackages({ folder: lintFolder, title: 'Linters' });
  return (await formatted({ check: process.argv.includes('--check') })) ? 0 : 1;
});
