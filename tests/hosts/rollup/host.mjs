// Rollup, which copies no file that a package names.
export default {
  name: 'rollup',
  title: 'Rollup 4.68.8',
  packages: { rollup: '4.68.8', '@rollup/plugin-node-resolve': '16.0.3' },
  async run({ check, run, bin, copy, write, serve, page }) {
    const build = async (entry, folder) => {
      await run(bin('rollup'), [`${entry}.js`, '--format', 'es', '--dir', folder, '-p', '@rollup/plugin-node-resolve={browser:true}']);
      write(`${folder}/index.html`, `<!doctype html><link rel="icon" href="data:,"><script type="module" src="${entry}.js"></script>`);
    };
    const needs = "copies of `dist/wasm/*.wasm` and `dist/browser/worker.js`; `configure({ wasm, workerUrl })`";
    await check('build', async () => {
      await build('configured', 'dist');
      copy('node_modules/imwrite/dist/wasm', 'dist/imwrite');
      copy('node_modules/imwrite/dist/browser/worker.js', 'dist/imwrite/worker.js');
      return page(await serve('dist'));
    }, { needs });
    await check('build, imwrite/inline', async () => {
      await build('inline', 'dist-inline');
      return page(await serve('dist-inline'));
    });
  },
};
