// The package on another origin, as on a CDN: another port that sends CORS headers.
export default {
  name: 'cdn',
  title: 'Another origin (CDN), import map',
  async run({ check, read, write, serve, page }) {
    const { exports } = JSON.parse(read('node_modules/imwrite/package.json'));
    const open = async (entry, more) => {
      const cdn = await serve('node_modules/imwrite', { host: '127.0.0.1', headers: { 'Access-Control-Allow-Origin': '*' } });
      const map = { imports: { imwrite: new URL(entry, cdn).href } };
      write('index.html', `<!doctype html><link rel="icon" href="data:,">
        <script type="importmap">${JSON.stringify(map)}</script><script type="module" src="main.js"></script>`);
      return page(await serve('.', more?.(cdn)));
    };
    await check('imwrite', () => open(exports['.'].default));
    await check('imwrite/inline', () => open(exports['./inline'].default));
    // A worker's imports are checked by worker-src, too.
    await check('imwrite, page with a policy: script-src, connect-src and worker-src name the CDN, worker-src blob:', () =>
      open(exports['.'].default, (cdn) => ({
        headers: {
          'Content-Security-Policy': `default-src 'self' data:; script-src 'self' ${cdn} 'wasm-unsafe-eval' 'unsafe-inline'; connect-src 'self' ${cdn}; worker-src blob: ${cdn}`,
        },
      })),
    );
  },
};
