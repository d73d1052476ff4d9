// A service worker, bundled by esbuild as most are, with the package's wasm files beside it.
export default {
  name: 'service-worker',
  title: 'Service worker',
  fast: true,
  packages: { esbuild: '0.28.2' },
  async run({ check, run, bin, copy, serve, page }) {
    const open = async (name) => {
      await run(bin('esbuild'), [`${name}.js`, '--bundle', '--format=esm', `--outfile=bundle/${name}.js`]);
      return page(`${await serve()}#${name}`);
    };
    const copied = "`imwrite/static`; the bundler's copy of `dist/wasm`";
    await check('imwrite/static', async () => {
      copy('node_modules/imwrite/dist/wasm', 'wasm');
      return open('static');
    }, { workers: 'none', needs: copied });
  },
};
