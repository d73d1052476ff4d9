// npm run demo [-- port]: builds what is missing and serves the site, which has the demo page.
import { spawn } from 'node:child_process';
import { buildAll } from './steps/build-steps.mjs';
import { buildSite } from './steps/build-site.mjs';
import { runMain } from './steps/main.mjs';
import { root } from './steps/places.mjs';

await runMain(async () => {
  await buildAll();
  const site = await buildSite();
  const command = [`${root}/demo/serve.mjs`, '--site', site, ...process.argv.slice(2)];
  const server = spawn(process.execPath, command, { stdio: 'inherit' });
  return new Promise((resolve) => server.on('close', resolve));
});
