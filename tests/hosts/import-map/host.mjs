// Pages without a bundler: an import map names the package's own file.
const policy = { 'Content-Security-Policy': "default-src 'self' data:; script-src 'self' 'wasm-unsafe-eval' 'unsafe-inline'" };

export default {
  name: 'import-map',
  title: 'No bundler, import map',
  async run({ check, read, write, serve, page }) {
    const { exports } = JSON.parse(read('node_modules/imwrite/package.json'));
    const html = (name, entry) => {
      const map = { imports: { imwrite: entry.replace('./', './node_modules/imwrite/') } };
      write(name, `<!doctype html><link rel="icon" href="data:,">
        <script type="importmap">${JSON.stringify(map)}</script><script type="module" src="main.js"></script>`);
    };
    html('index.html', exports['.'].default);
    html('inline.html', exports['./inline'].default);
    await check('page', async () => page(await serve()));
    await check("page with a policy: script-src 'self' 'wasm-unsafe-eval'", async () => page(await serve('.', { headers: policy })));
    await check('imwrite/inline', async () => page(`${await serve()}inline.html`));
  },
};
