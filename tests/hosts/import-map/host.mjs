// Pages without a bundler: an import map names the package's own file.
const policy = { 'Content-Security-Policy': "default-src 'self' data:; script-src 'self' 'wasm-unsafe-eval' 'unsafe-inline'" };

export default {
  name: 'import-map',
  title: 'No bundler, import map',
  async run({ check, entry, write, serve, page }) {
    const html = (name, imwrite) => {
      const map = { imports: { imwrite } };
      write(name, `<!doctype html><link rel="icon" href="data:,">
        <script type="importmap">${JSON.stringify(map)}</script><script type="module" src="main.js"></script>`);
    };
    html('index.html', entry('.'));
    html('inline.html', entry('./inline'));
    await check('page', async () => page(await serve()));
    await check("page with a policy: script-src 'self' 'wasm-unsafe-eval'", async () => page(await serve('.', { headers: policy })));
    await check('imwrite/inline', async () => page(`${await serve()}inline.html`));
  },
};
