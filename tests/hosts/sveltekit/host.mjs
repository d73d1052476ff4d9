// SvelteKit with server rendering: a page and an endpoint, built for Node and in development.
export default {
  name: 'sveltekit',
  title: 'SvelteKit 2.70.4 (Vite 8.3.8)',
  packages: {
    '@sveltejs/kit': '2.70.4',
    '@sveltejs/adapter-node': '5.5.7',
    '@sveltejs/vite-plugin-svelte': '7.3.1',
    svelte: '5.57.3',
    vite: '8.3.8',
  },
  async run({ check, run, start, bin, freePort, page, fetched }) {
    let built;
    const serveBuilt = async () => {
      await (built ??= run(bin('vite'), ['build'], { timeout: 180_000 }));
      const port = await freePort();
      await start(process.execPath, ['build/index.js'], { env: { PORT: port, HOST: 'localhost' }, ready: /Listening/ });
      return `http://localhost:${port}/`;
    };
    const develop = async () => {
      const port = await freePort();
      await start(bin('vite'), ['--port', port, '--strictPort'], { ready: /Local:/ });
      return `http://localhost:${port}/`;
    };
    await check('build, page', async () => page(await serveBuilt()));
    await check('build, endpoint', async () => fetched(`${await serveBuilt()}api`));
    await check('development server, page', async () => page(await develop()));
    await check('development server, endpoint', async () => fetched(`${await develop()}api`));
  },
};
