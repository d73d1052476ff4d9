// npm run site [-- --out folder]: builds what is missing, and the site into build/site/.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSite } from './steps/build-site.mjs';
import { buildAll } from './steps/build-steps.mjs';
import { runMain } from './steps/main.mjs';

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      // Tests have built the package.
      built: { type: 'boolean', default: false },
    },
  });
  if (!values.built) await buildAll();
  const out = await buildSite(values.out && resolve(values.out));
  process.stdout.write(`${join(out, 'index.html')}\n`);
  return 0;
});
