// esbuild, which copies no file that a package names: pages, programs for Node, and single files.
import { pathToFileURL } from 'node:url';

const copies = "copies of `dist/wasm/*.wasm` and `dist/browser/worker.js`; `configure({ wasm, workerUrl })`";

export default {
  name: 'esbuild',
  title: 'esbuild 0.28.2',
  fast: true,
  packages: { esbuild: '0.28.2' },
  async run({ check, run, bin, copy, write, read, serve, page, printed, path }) {
    const build = (entry, folder, ...flags) => run(bin('esbuild'), [entry, '--bundle', `--outdir=${folder}`, ...flags]);
    const html = (folder, script, type = '') => write(`${folder}/index.html`, `<!doctype html><link rel="icon" href="data:,"><script ${type} src="${script}"></script>`);
    const copyPackage = (folder) => {
      copy('node_modules/imwrite/dist/wasm', `${folder}/imwrite`);
      copy('node_modules/imwrite/dist/browser/worker.js', `${folder}/imwrite/worker.js`);
    };

    await check('page, ES modules with splitting', async () => {
      await build('configured.js', 'esm', '--format=esm', '--splitting');
      html('esm', 'configured.js', 'type="module"');
      copyPackage('esm');
      return page(await serve('esm'));
    }, { needs: copies });
    await check('page, default format', async () => {
      await build('configured.js', 'iife');
      html('iife', 'configured.js');
      copyPackage('iife');
      return page(await serve('iife'));
    }, { needs: copies });
    await check('page, default format, imwrite/inline', async () => {
      await build('inline.js', 'one', '--minify');
      html('one', 'inline.js');
      return page(await serve('one'));
    });
    await check('page from file://, imwrite/inline', async () => {
      await build('inline.js', 'disk', '--minify');
      // The script stands in the page itself: one file to double-click.
      write('disk/index.html', `<!doctype html><meta charset="utf-8"><script>${read('disk/inline.js').replaceAll('</script', '<\\/script')}</script>`);
      return page(pathToFileURL(path('disk/index.html')).href);
    });
    await check('Node, package left outside (--packages=external)', async () => {
      await build('node.js', 'external', '--platform=node', '--format=esm', '--packages=external', '--out-extension:.js=.mjs');
      return printed(process.execPath, ['external/node.mjs']);
    });
    for (const [format, end] of [['esm', '.mjs'], ['cjs', '.cjs']]) {
      await check(`Node, one file, ${format}, imwrite/inline`, async () => {
        await build('node-inline.js', `node-${format}`, '--platform=node', `--format=${format}`, `--out-extension:.js=${end}`);
        // Away from node_modules: nothing outside the file can help.
        return printed(process.execPath, [path(`node-${format}/node-inline${end}`)], { cwd: '/' });
      });
    }
  },
};
