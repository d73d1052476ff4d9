// Parcel 2: build, build for a folder of the site, development server. Nothing may be installed on the way.
export default {
  name: 'parcel',
  title: 'Parcel 2.16.4',
  packages: { parcel: '2.16.4' },
  async run({ check, run, start, bin, freePort, serve, page }) {
    const build = (folder, base) => run(bin('parcel'), ['build', 'index.html', '--no-autoinstall', '--no-cache', '--dist-dir', folder, '--public-url', base]);
    await check('build', async () => {
      await build('dist', '/');
      return page(await serve('dist'));
    });
    await check("build, public URL '/sub/'", async () => {
      await build('dist-sub', '/sub/');
      return page(await serve('dist-sub', { base: '/sub/' }));
    });
    await check('development server', async () => {
      const port = await freePort();
      await start(bin('parcel'), ['serve', 'index.html', '--no-autoinstall', '--no-cache', '--dist-dir', 'dist-dev', '--port', port], { ready: /Built in/ });
      return page(`http://localhost:${port}/`);
    });
  },
};
