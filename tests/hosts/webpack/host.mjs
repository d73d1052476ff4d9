// webpack 5: build, build for a folder of the site, a worker of the application, development server.
export default {
  name: 'webpack',
  title: 'webpack 5.113.0',
  fast: true,
  packages: { webpack: '5.113.0', 'webpack-cli': '7.3.1', 'webpack-dev-server': '5.2.7', 'html-webpack-plugin': '5.6.8' },
  async run({ check, run, start, bin, freePort, serve, page }) {
    const flags = (values) => Object.entries(values).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
    await check('build', async () => {
      await run(bin('webpack'), ['build', ...flags({ mode: 'production', folder: 'dist' })]);
      return page(await serve('dist'));
    });
    await check("build, public path '/sub/'", async () => {
      await run(bin('webpack'), ['build', ...flags({ mode: 'production', folder: 'dist-sub', base: '/sub/' })]);
      return page(await serve('dist-sub', { base: '/sub/' }));
    });
    await check('build, in a worker of the application', async () => {
      await run(bin('webpack'), ['build', ...flags({ mode: 'production', folder: 'dist-worker', entry: 'own' })]);
      return page(await serve('dist-worker'));
    });
    await check('development server', async () => {
      const port = await freePort();
      await start(bin('webpack'), ['serve', ...flags({ mode: 'development', folder: 'dist-dev', port })], { ready: /compiled (successfully|with)/ });
      return page(`http://localhost:${port}/`);
    });
  },
};
