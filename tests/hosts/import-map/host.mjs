// A page without a bundler: an import map names the package's own file.
const policy = (more = '') => ({ 'Content-Security-Policy': `default-src 'self' data:; script-src 'self' 'wasm-unsafe-eval' 'unsafe-inline'${more}` });

export default {
  name: 'import-map',
  title: 'No bundler, import map',
  async run({ check, serve, page }) {
    await check('page', async () => page(await serve()));
    await check("page with a policy: default-src 'self'; script-src 'self' 'wasm-unsafe-eval'", async () => page(await serve('.', { headers: policy() })));
    await check('imwrite/inline', async () => page(`${await serve()}inline.html`));
  },
};
