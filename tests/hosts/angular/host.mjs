// Angular's esbuild builder, which copies no file that a package names: build and development server.
import { nodeProgram } from '../support/tools.mjs';

// The builder and the framework have patch numbers of their own.
const builder = '22.2.7';
const angular = '22.2.6';
const nodeVersion = '24.21.0';

const assets = [
  { glob: '*.wasm', input: 'node_modules/imwrite/dist/wasm', output: 'imwrite' },
  { glob: 'worker.js', input: 'node_modules/imwrite/dist/browser', output: 'imwrite' },
];

const project = (browser, assets) => ({
  projectType: 'application',
  root: '',
  sourceRoot: 'src',
  architect: {
    build: { builder: '@angular/build:application', options: { browser, index: 'src/index.html', tsConfig: 'tsconfig.json', assets, polyfills: [] } },
    serve: { builder: '@angular/build:dev-server' },
  },
});

export default {
  name: 'angular',
  title: `Angular ${builder} (Node ${nodeVersion})`,
  packages: {
    [nodeProgram]: nodeVersion,
    '@angular/build': builder,
    '@angular/cli': builder,
    '@angular/compiler': angular,
    '@angular/compiler-cli': angular,
    '@angular/common': angular,
    '@angular/core': angular,
    '@angular/platform-browser': angular,
    rxjs: '7.8.2',
    tslib: '2.9.1',
    typescript: '6.0.3',
  },
  async run({ check, run, start, path, write, freePort, serve, page }) {
    const projects = { main: project('src/main.ts', assets), inline: project('src/inline.ts', []) };
    for (const [name, { architect }] of Object.entries(projects)) architect.serve.options = { buildTarget: `${name}:build` };
    write('angular.json', JSON.stringify({ version: 1, cli: { analytics: false, cache: { enabled: false } }, projects }));
    const node = path('node_modules', nodeProgram, 'bin/node');
    const ng = (...args) => [node, [path('node_modules/@angular/cli/bin/ng.js'), ...args]];
    const needs = '`assets` for `dist/wasm/*.wasm` and `dist/browser/worker.js`; `configure({ wasm, workerUrl })`';

    await check('build', async () => {
      await run(...ng('build', 'main'), { timeout: 240_000 });
      return page(await serve('dist/main/browser'));
    }, { needs });
    await check('build, imwrite/inline', async () => {
      await run(...ng('build', 'inline'), { timeout: 240_000 });
      return page(await serve('dist/inline/browser'));
    });
    await check('development server, imwrite/inline', async () => {
      const port = await freePort();
      await start(...ng('serve', 'inline', '--port', port, '--no-hmr', '--no-live-reload'), { ready: /Local:/, timeout: 180_000 });
      return page(`http://localhost:${port}/`);
    });
  },
};
