// Rspack and Rsbuild: build, build for a folder of the site, development servers.
export default [
  {
    name: 'rspack',
    title: 'Rspack 2.3.3',
    fast: true,
    packages: { '@rspack/core': '2.3.3', '@rspack/cli': '2.2.8', '@rspack/dev-server': '2.2.2' },
    async run({ check, run, start, bin, freePort, serve, page }) {
      const flags = (values) => Object.entries(values).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
      await check('build', async () => {
        await run(bin('rspack'), ['build', ...flags({ mode: 'production', folder: 'dist' })]);
        return page(await serve('dist'));
      });
      await check("build, public path '/sub/'", async () => {
        await run(bin('rspack'), ['build', ...flags({ mode: 'production', folder: 'dist-sub', base: '/sub/' })]);
        return page(await serve('dist-sub', { base: '/sub/' }));
      });
      await check('development server', async () => {
        const port = await freePort();
        await start(bin('rspack'), ['serve', ...flags({ mode: 'development', folder: 'dist-dev', port })], { ready: /compiled (successfully|with)/i });
        return page(`http://localhost:${port}/`);
      });
    },
  },
  {
    name: 'rsbuild',
    title: 'Rsbuild 2.3.2',
    packages: { '@rsbuild/core': '2.3.2' },
    async run({ check, run, start, bin, freePort, serve, page }) {
      await check('build', async () => {
        await run(bin('rsbuild'), ['build']);
        return page(await serve('rsbuild'));
      });
      await check('development server', async () => {
        const port = await freePort();
        await start(bin('rsbuild'), ['dev', '--port', port], { ready: /Local:/ });
        return page(`http://localhost:${port}/`);
      });
    },
  },
];
