// The step that builds the site: docs, API, benchmarks and the demo as one folder of static files.
import { join } from 'node:path';
import { installPackages } from './build-steps.mjs';
import { root } from './places.mjs';
import { runStep } from './run-step.mjs';

/** Builds it into `out`, and gives that folder. The package has been built. */
export async function buildSite(out = join(root, 'build/site')) {
  const folder = join(root, 'npm/site');
  await installPackages({ folder, title: 'Packages for the site' });
  await runStep({
    title: 'Site',
    command: [process.execPath, join(folder, 'build.mjs'), out],
    advice: 'The message above says what is wrong.',
  });
  return out;
}
