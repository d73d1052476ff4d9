// workerd (Cloudflare Workers) through wrangler, which bundles the worker: an old and a new compatibility date.
export default {
  name: 'workerd',
  title: 'workerd (wrangler 4.86.0)',
  fast: true,
  packages: { wrangler: '4.86.0' },
  async run({ check, start, bin, write, freePort, fetched }) {
    for (const date of ['2024-01-01', '2026-04-01']) {
      await check(`wrangler dev, compatibility date ${date}`, async () => {
        write('wrangler.json', JSON.stringify({ name: 'host', main: 'worker.js', compatibility_date: date, send_metrics: false }));
        const port = await freePort();
        await start(bin('wrangler'), ['dev', '--port', port, '--inspector-port', await freePort()], { ready: /Ready on/ });
        return fetched(`http://localhost:${port}/`);
      }, { workers: 'none' });
    }
  },
};
