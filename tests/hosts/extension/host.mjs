// An extension for Chromium (manifest version 3): a page of it, and its background.
import { resultOfExtension } from '../support/pages.mjs';

const csp = "manifest: `content_security_policy.extension_pages` with `'wasm-unsafe-eval'`";

export default {
  name: 'extension',
  title: 'Extension, manifest version 3',
  packages: { esbuild: '0.28.2' },
  async run({ check, entry, run, bin, write, copy, path }) {
    await run(bin('esbuild'), ['background.js', '--bundle', '--format=esm', '--outfile=extension/bundle/background.js']);
    for (const name of ['manifest.json', 'page.html', 'page.js', 'ask.html', 'ask.js', 'check.js']) copy(name, `extension/${name}`);
    copy('node_modules/imwrite/dist', 'extension/imwrite/dist');
    copy('node_modules/imwrite/dist/wasm', 'extension/wasm');
    write('extension/imwrite.js', `export * from '${entry('.').replace('node_modules/', '')}';\n`);
    await check('page', () => resultOfExtension(path('extension'), 'page.html'), { needs: csp });
    await check('background, imwrite/static', () => resultOfExtension(path('extension'), 'ask.html'), {
      needs: `${csp}; \`imwrite/static\`; the bundler's copy of \`dist/wasm\``,
      workers: 'none',
    });
  },
};
