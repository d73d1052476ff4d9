// Builds npm/dist: the bundles for Node and for browsers, the types, the command line, and copies of the wasm modules.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { writeLicenses } from './licenses.mjs';
import { synchronousGlue } from './synchronous-glue.mjs';

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

/** index.js, cv.js and worker.js, which share their code in chunks beside them. */
function bundleRuntime(name, platform, plugins = []) {
  return build({
    ...common,
    entryPoints: { index: join(root, 'web/index.ts'), cv: join(root, 'web/cv/index.ts'), worker: join(root, 'web/worker/worker.ts') },
    entryNames: '[name]',
    chunkNames: 'shared-[hash]',
    outdir: join(dist, name),
    splitting: true,
    platform,
    alias: { '#platform': join(root, `web/platform/${platform}.ts`) },
    external: ['../wasm/*-encode.js', '../wasm/*-decode.js', '../wasm/*-transcode.js', '../wasm/fs.js'],
    plugins,
  });
}

/** Imports all glue code at the start, for places where import() is forbidden: service workers, some edge runtimes. */
const staticGlue = {
  name: 'static-glue',
  setup: ({ onLoad }) =>
    onLoad({ filter: /web[\\/]generated[\\/]modules\.ts$/ }, async ({ path }) => {
      const names = [];
      const text = (await readFile(path, 'utf8')).replace(/import\(('.+')\)/g, (_, file) => {
        names.push(`import glue${names.length} from ${file};\n`);
        return `Promise.resolve({ default: glue${names.length - 1} })`;
      });
      if (names.length === 0) throw new Error(`${path} has no import() to replace`);
      return { contents: names.join('') + text, loader: 'ts' };
    }),
};

/** The command line, with its libraries inside and the runtime beside it. */
function bundleCli() {
  const runtimeBesideIt = {
    name: 'runtime-beside-it',
    setup: ({ onResolve }) => onResolve({ filter: /^imwrite$/ }, () => ({ path: './node/index.js', external: true })),
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
  const names = existsSync(from) ? (await readdir(from)).filter((file) => file.endsWith('.wasm') && file !== 'describe.wasm') : [];
  if (names.length === 0) throw new Error(`${from} holds no modules: build the preset "wasm" first`);
  await mkdir(to, { recursive: true });
  for (const wasm of names) {
    const glue = wasm.replace('.wasm', '.js');
    await copyFile(join(from, wasm), join(to, wasm));
    const { code } = await transform(await synchronousGlue(join(from, glue)), { minify: true, format: 'esm', target: common.target });
    await writeFile(join(to, glue), code);
  }
}

function emitTypes() {
  const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
  execFileSync(process.execPath, [join(typescript, 'bin/tsc'), '-p', join(npm, 'tsconfig.types.json')], { stdio: 'inherit' });
}

await rm(dist, { recursive: true, force: true });
await copyModules();
await bundleRuntime('node', 'node');
await bundleRuntime('browser', 'browser');
await bundleRuntime('static', 'browser', [staticGlue]);
await bundleCli();
emitTypes();
writeLicenses(dist);
