// Builds npm/dist: the bundles for Node and for browsers, the types, the command line, and copies of the wasm modules.
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { assetsText, hasNoImport, inlineModule } from './assets.mjs';
import { writeLicenses } from './licenses.mjs';
import { makeReadable } from './modes.mjs';
import { synchronousGlue } from './synchronous-glue.mjs';
import { writeTypes } from './types.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const npm = join(root, 'npm');
const dist = join(npm, 'dist');

/** What every bundle has in common. The wasm modules stay files of their own, which bundlers and servers can handle. */
const common = {
  bundle: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  logLevel: 'warning',
  legalComments: 'none',
};

/** Puts the platform's files behind the names that web/ imports, and the assets in the form that the bundle needs. */
function resolving(platform, form) {
  const files = { '#platform': `web/platform/${platform}.ts`, '#port': `web/platform/${platform}-port.ts` };
  return {
    name: 'resolving',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^#(platform|port)$/ }, ({ path }) => ({ path: join(root, files[path]) }));
      onResolve({ filter: /^#assets$/ }, () => ({ path: form, namespace: 'assets' }));
      // Glue code is part of a worker and of CommonJS; elsewhere what assets refer to stays files of its own.
      onResolve({ filter: /^\./ }, ({ path, importer, namespace }) =>
        namespace === 'assets' && !['worker', 'commonjs'].includes(importer) ? { path, external: true } : undefined,
      );
      // What has its glue code from the start may not import() anything.
      if (hasNoImport(form))
        onLoad({ filter: /web[\\/]run[\\/](resolve-source|encode-picture)\.ts$/ }, async ({ path }) => ({
          contents: withoutImport(await readFile(path, 'utf8'), path),
          loader: 'ts',
        }));
      onLoad({ filter: /.*/, namespace: 'assets' }, () => ({
        contents: assetsText(form, namesFor(form)),
        resolveDir: join(dist, 'wasm'),
      }));
    },
  };
}

/** The text of a module in which an import() is an import. */
function withoutImport(text, path) {
  const [call, file] = /\bimport\('([^']+)'\)/.exec(text) ?? [];
  if (!call) throw new Error(`${path} has no import() to replace`);
  return `import * as imported from '${file}';\n${text.replace(call, () => 'Promise.resolve(imported)')}`;
}

/** A worker has no files. */
const namesFor = (form) => (form === 'worker' ? moduleNames.filter((name) => name !== 'fs') : moduleNames);

const entries = { index: join(root, 'web/index.ts'), cv: join(root, 'web/cv/index.ts') };

/**
 * Parts of index.js that are to be in chunks of their own: bundlers follow all imports of a file, even where an app uses one
 * of its functions.
 */
const parts = { imwrite: 'imwrite-alone', others: 'others' };

/** imwrite() and imwriteWithInfo(), and what index.ts exports beside them. */
const partsOfIndex = {
  name: 'parts-of-index',
  setup({ onResolve, onLoad }) {
    const index = join(root, 'web/index.ts');
    const isImwrite = (line) => /'\.\/api\/imwrite(-with-info)?\.js';$/.test(line);
    onResolve({ filter: /^(imwrite-alone|others)$/ }, ({ path }) => ({ path: index, namespace: path }));
    for (const namespace of ['imwrite-alone', 'others']) {
      onLoad({ filter: /.*/, namespace }, async () => {
        const lines = (await readFile(index, 'utf8')).split('\n');
        const contents = lines.filter((line) => isImwrite(line) === (namespace === 'imwrite-alone')).join('\n');
        return { contents, loader: 'ts', resolveDir: dirname(index) };
      });
    }
  },
};

/** index.js and cv.js, which share their code in chunks beside them. Glue code and WebAssembly files stay files of their own. */
async function bundleRuntime(folder, platform, form) {
  const { outputFiles } = await build({
    ...common,
    entryPoints: { ...entries, ...(platform === 'browser' && parts) },
    chunkNames: 'shared-[hash]',
    outdir: join(dist, folder),
    splitting: true,
    platform,
    write: false,
    plugins: [resolving(platform, form), partsOfIndex],
  });
  await mkdir(join(dist, folder), { recursive: true });
  for (const { path, text } of outputFiles)
    if (!Object.hasOwn(parts, basename(path, '.js'))) await writeFile(path, withoutOrder(text));
}

/** Without imports that only say in which order chunks run, and load all: no module does anything when it is imported. */
const withoutOrder = (text) => text.replace(/^import (['"])\.\/shared-\w+\.js\1;\n/gm, '');

/** index.cjs and cv.cjs, with what they share beside them: it is one ImwriteError, one configure(). */
async function bundleCommonJs() {
  const { outputFiles } = await build({
    ...common,
    entryPoints: entries,
    chunkNames: 'shared-[hash]',
    outdir: join(dist, 'node'),
    splitting: true,
    platform: 'node',
    write: false,
    inject: [join(npm, 'scripts/node-globals.js')],
    plugins: [resolving('node', 'commonjs')],
  });
  // Jest has no import() in CommonJS.
  const settings = {
    format: 'cjs',
    platform: 'node',
    target: common.target,
    charset: common.charset,
    supported: { 'dynamic-import': false },
  };
  for (const { path, text } of outputFiles) {
    const { code } = await transform(text, settings);
    await writeFile(path.replace(/\.js$/, '.cjs'), code.replace(/require\("(\.\/[\w-]+)\.js"\)/g, 'require("$1.cjs")'));
  }
}

/** A worker's script: one file that refers to no other, which every bundler can copy. Gives its text. */
async function bundleWorker(platform, format) {
  const { outputFiles } = await build({
    ...common,
    format,
    entryPoints: [join(root, 'web/worker/worker.ts')],
    platform,
    minify: true,
    write: false,
    plugins: [resolving(platform, 'worker')],
  });
  return outputFiles[0].text;
}

/** The runtime with everything inside: each codec in a module of its own, so that bundlers drop what is not used. */
async function bundleInline(workers) {
  const modules = join(dist, 'inline/modules');
  await mkdir(modules, { recursive: true });
  await copyFile(join(npm, 'scripts/inflate.js'), join(modules, 'inflate.js'));
  for (const name of moduleNames) {
    await writeFile(
      join(modules, `${name}.js`),
      inlineModule(name, await readFile(join(dist, 'wasm', `${name}.wasm`))),
    );
  }
  for (const [platform, worker] of Object.entries(workers)) {
    await bundleRuntime(`inline/${platform}`, platform, 'inline');
    await writeFile(join(dist, 'inline', platform, 'worker-text.js'), `export default ${JSON.stringify(worker)};\n`);
  }
}

/** The command line, with its libraries and the runtime's way to save files inside, and the runtime beside it. */
function bundleCli() {
  const runtimeBesideIt = {
    name: 'runtime-beside-it',
    setup({ onResolve }) {
      onResolve({ filter: /^imwrite$/ }, () => ({ path: './node/index.js', external: true }));
      onResolve({ filter: /^#save$/ }, () => ({ path: join(root, 'web/platform/node-save.ts') }));
    },
  };
  return build({
    ...common,
    entryPoints: [join(npm, 'cli/index.ts')],
    outfile: join(dist, 'cli.js'),
    platform: 'node',
    banner: {
      // commander and cli-progress are CommonJS and call require() for Node's own modules.
      js: "#!/usr/bin/env node\nimport { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);",
    },
    plugins: [runtimeBesideIt],
  });
}

async function copyModules() {
  const from = join(root, 'build/wasm/bin');
  const to = join(dist, 'wasm');
  await mkdir(to, { recursive: true });
  for (const name of moduleNames) {
    const wasm = await readFile(join(from, `${name}.wasm`));
    await writeFile(join(to, `${name}.wasm`), Buffer.concat([wasm, customSection('imwrite', `${name} ${version}`)]));
    const { code } = await transform(await synchronousGlue(join(from, `${name}.js`)), {
      minify: true,
      format: 'esm',
      target: common.target,
    });
    await writeFile(join(to, `${name}.js`), code);
  }
}

/** The names of what build/wasm holds for the package. */
async function builtModules() {
  const from = join(root, 'build/wasm/bin');
  const files = existsSync(from) ? await readdir(from) : [];
  const names = files
    .filter((file) => file.endsWith('.wasm') && file !== 'describe.wasm')
    .map((file) => file.replace('.wasm', ''));
  if (names.length === 0) throw new Error(`${from} holds no modules: build the preset "wasm" first`);
  return names.sort();
}

/** A section of a WebAssembly file that engines pass over. Names and texts are short: every length is one byte. */
function customSection(name, text) {
  const content = [name.length, ...Buffer.from(name + text)];
  if (content.length > 127) throw new Error(`the section ${name} is too long`);
  return Buffer.from([0, content.length, ...content]);
}

const { version } = JSON.parse(await readFile(join(npm, 'package.json'), 'utf8'));
const moduleNames = await builtModules();
await rm(dist, { recursive: true, force: true });
await copyModules();
await bundleRuntime('node', 'node', 'node');
await bundleCommonJs();
const nodeWorker = await bundleWorker('node', 'cjs');
await writeFile(join(dist, 'node/worker.cjs'), nodeWorker);
await bundleRuntime('browser', 'browser', 'browser');
await bundleRuntime('static', 'browser', 'static');
const pageWorker = await bundleWorker('browser', 'iife');
for (const folder of ['browser', 'static']) await writeFile(join(dist, folder, 'worker.js'), pageWorker);
for (const form of ['workerd', 'edge-light']) await bundleRuntime(form, 'browser', form);
await bundleInline({ browser: pageWorker, node: nodeWorker });
await bundleCli();
writeTypes(dist);
writeLicenses(dist);
makeReadable([dist, ...['LICENSE', 'README.md', 'package.json'].map((name) => join(npm, name))]);
