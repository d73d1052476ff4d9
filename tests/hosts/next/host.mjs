// Next.js with each of its bundlers: a client component, a route handler and an edge route, from the standalone server; development server.
import { cpSync, renameSync, rmSync } from 'node:fs';

const packages = { next: '16.4.6', react: '19.3.1', 'react-dom': '19.3.1' };

export default {
  name: 'next',
  title: 'Next.js 16.4.6',
  fast: true,
  packages,
  async run({ check, fast, run, start, bin, freePort, page, fetched, path }) {
    for (const bundler of ['turbopack', 'webpack']) {
      // webpack puts the server's code into a bundle without the files that it names.
      const external = bundler === 'webpack' ? { HOST_EXTERNAL: 'imwrite' } : {};
      const env = { HOST_FOLDER: `.next-${bundler}`, ...external };
      // With webpack and output: 'standalone', Next.js 16.4.6 fails to build any edge route.
      const edge = bundler === 'turbopack';
      if (!edge) rmSync(path('app/api/edge'), { recursive: true });
      let built;
      const serveBuilt = async () => {
        built ??= build(bundler, env);
        const folder = await built;
        const port = await freePort();
        await start(process.execPath, [`${folder}/server.js`], { cwd: folder, env: { PORT: port, HOSTNAME: 'localhost' }, ready: /Ready/ });
        return `http://localhost:${port}/`;
      };
      await check(`${bundler}, client component, output: 'standalone'`, async () => page(await serveBuilt()));
      const needs = external.HOST_EXTERNAL && "`serverExternalPackages: ['imwrite']`";
      await check(`${bundler}, route handler, output: 'standalone'`, async () => fetched(`${await serveBuilt()}api/check`), { needs });
      if (edge) await check(`${bundler}, edge route, output: 'standalone'`, async () => fetched(`${await serveBuilt()}api/edge`), { workers: 'none' });
      if (fast) continue;
      await check(`${bundler}, development server, client component`, async () => page(await serveDevelopment(bundler)));
      await check(`${bundler}, development server, route handler`, async () => fetched(`${await serveDevelopment(bundler)}api/check`));
    }

    /** Moves the standalone server away from node_modules: what it did not copy it must not find. */
    async function build(bundler, env) {
      await run(bin('next'), ['build', `--${bundler}`], { env, timeout: 400_000 });
      const folder = `${path()}.${bundler}`;
      rmSync(folder, { recursive: true, force: true });
      renameSync(path(env.HOST_FOLDER, 'standalone'), folder);
      cpSync(path(env.HOST_FOLDER, 'static'), `${folder}/${env.HOST_FOLDER}/static`, { recursive: true });
      return folder;
    }

    async function serveDevelopment(bundler) {
      const port = await freePort();
      const env = { HOST_FOLDER: `.next-dev-${bundler}` };
      await start(bin('next'), ['dev', `--${bundler}`, '--port', port], { env, ready: /Ready/ });
      return `http://localhost:${port}/`;
    }
  },
};
