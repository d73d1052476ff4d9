// npm run site [-- --out folder]: builds what is missing, and the site into build/site/: docs, API, benchmarks and the demo.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAll, installPackages } from './steps/build-steps.mjs';
import { runMain } from './steps/main.mjs';
import { root } from './steps/places.mjs';
import { runStep } from './steps/run-step.mjs';

const folder = join(root, 'npm/site');

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: join(root, 'build/site') },
      // Tests have built the package.
      built: { type: 'boolean', default: false },
    },
  });
  if (!values.built) await buildAll();
  await installPackages({ folder, title: 'Packages for the site' });
  const out = resolve(values.out);
  await runStep({
    title: 'Site',
    command: [process.execPath, join(folder, 'build.mjs'), out],
    advice: 'The message above says what is wrong.',
  });
  process.stdout.write(`${join(out, 'index.html')}\n`);
  return 0;
});
