// pnpm's links and Yarn's Plug'n'Play, in place of npm's node_modules: the package comes out of its archive.
import { copyFileSync, mkdirSync } from 'node:fs';

export default {
  name: 'package-managers',
  title: 'Package manager',
  packages: { pnpm: '10.34.9', '@yarnpkg/cli-dist': '4.18.1' },
  async run({ check, run, printed, bin, path, copy, write, tarball }) {
    const project = (name) => {
      mkdirSync(path(name));
      copyFileSync(tarball, path(name, 'imwrite.tgz'));
      for (const file of ['main.mjs', 'check.js']) copy(file, `${name}/${file}`);
      write(`${name}/package.json`, '{ "private": true, "type": "module", "dependencies": { "imwrite": "file:./imwrite.tgz" } }\n');
      return { cwd: path(name) };
    };
    await check('pnpm 10.34.9', async () => {
      const at = project('pnpm');
      await run(bin('pnpm'), ['install', '--ignore-workspace', '--store-dir', path('pnpm-store')], at);
      return printed(process.execPath, ['main.mjs'], at);
    });
    await check("Yarn 4.18.1, Plug'n'Play", async () => {
      const at = project('yarn');
      write('yarn/yarn.lock', '');
      write('yarn/.yarnrc.yml', 'nodeLinker: pnp\nenableGlobalCache: false\nenableTelemetry: false\nenableImmutableInstalls: false\n');
      const yarn = path('node_modules/@yarnpkg/cli-dist/bin/yarn.js');
      await run(process.execPath, [yarn, 'install'], at);
      return printed(process.execPath, [yarn, 'node', 'main.mjs'], at);
    });
  },
};
