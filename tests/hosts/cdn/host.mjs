// The package on another origin, as on a CDN: another port that sends CORS headers.
export default {
  name: 'cdn',
  title: 'Another origin (CDN), import map',
  async run({ check, entry, write, serve, page }) {
    const open = async (file, more) => {
      const cdn = await serve('.', { host: '127.0.0.1', headers: { 'Access-Control-Allow-Origin': '*' } });
      const map = { imports: { imwrite: new URL(file, cdn).href } };
      write('index.html', `<!doctype html><link rel="icon" href="data:,">
        <script type="importmap">${JSON.stringify(map)}</script><script type="module" src="main.js"></script>`);
      return page(await serve('.', more?.(cdn)));
    };
    await check('imwrite', () => open(entry('.')));
    await check('imwrite/inline', () => open(entry('./inline')));
    // The package fetches its worker's script and starts it as a Blob.
    await check('imwrite, page with a policy: script-src and connect-src name the CDN, worker-src blob:', () =>
      open(entry('.'), (cdn) => ({
        headers: {
          'Content-Security-Policy': `default-src 'self' data:; script-src 'self' ${cdn} 'wasm-unsafe-eval' 'unsafe-inline'; connect-src 'self' ${cdn}; worker-src blob:`,
        },
      })),
    );
  },
};
