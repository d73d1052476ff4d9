// npm run demo [-- port]: builds what is missing and serves the demo page.
import { spawn } from 'node:child_process';
import { buildAll } from './steps/build-steps.mjs';
import { runMain } from './steps/main.mjs';
import { root } from './steps/places.mjs';

await runMain(async () => {
  await buildAll();
  const server = spawn(process.execPath, [`${root}/demo/serve.mjs`, ...process.argv.slice(2)], { stdio: 'inherit' });
  return new Promise((resolve) => server.on('close', resolve));
});
