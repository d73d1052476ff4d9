// Vite from 5 to 8: build, build for a folder of the site, a worker of the application, development server.
const versions = { 5: '5.4.21', 6: '6.4.6', 7: '7.3.8', 8: '8.3.8' };

export default Object.entries(versions).map(([major, version]) => ({
  name: `vite-${major}`,
  title: `Vite ${version}`,
  fast: major === '5' || major === '8',
  packages: { vite: version },
  async run({ check, run, start, bin, write, freePort, serve, page }) {
    await check('build', async () => {
      await run(bin('vite'), ['build']);
      return page(await serve('dist'));
    });
    await check("build, base '/sub/'", async () => {
      await run(bin('vite'), ['build', '--base=/sub/', '--outDir=dist-sub']);
      return page(await serve('dist-sub', { base: '/sub/' }));
    });
    // Before 8, a worker is built without import() unless it is told otherwise, and the package loads its codecs by that.
    const format = Number(major) < 8 ? "`worker: { format: 'es' }`, or `imwrite/static`" : undefined;
    await check('build, in a worker of the application', async () => {
      if (format) write('own-worker/vite.config.js', "export default { worker: { format: 'es' } };\n");
      await run(bin('vite'), ['build', 'own-worker', '--outDir=../dist-worker']);
      return page(await serve('dist-worker'));
    }, { needs: format });
    // Before 8, the development server bundles packages without the files that they name.
    const exclude = "`optimizeDeps: { exclude: ['imwrite'] }`";
    const needs = Number(major) < 8 ? exclude : undefined;
    await check('development server', async () => {
      if (needs) write('vite.config.js', "export default { optimizeDeps: { exclude: ['imwrite'] } };\n");
      const port = await freePort();
      await start(bin('vite'), ['--port', port, '--strictPort'], { ready: /Local:/ });
      return page(`http://localhost:${port}/`);
    }, { needs });
  },
}));
