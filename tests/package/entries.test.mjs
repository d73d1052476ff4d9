// The entries of the package: what each is for works with nothing but the tarball, and all have the same functions and bytes.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import * as imwrite from '../../npm/dist/node/index.js';
import { writtenNames } from '../support/package.mjs';
import { createProject, execute, npmFolder } from './support.mjs';

const { build } = createRequire(join(npmFolder, 'package.json'))('esbuild');

let project;
before(async () => {
  project = await createProject();
});
after(() => project?.remove());

const installed = (path) => join(project.folder, 'node_modules/imwrite', path);

/** Prints the SHA-256 of a picture in all formats, in the calling thread and in workers, each read back. */
const program = `
  const { createHash } = globalThis.process.getBuiltinModule('node:crypto');
  const data = Uint8Array.from({ length: 250 * 200 * 3 }, (_, i) => (i * i) >> 5);
  const run = async ({ configure, formats, imread, imwrite }) => {
    const digests = [];
    for (const worker of [false, true]) {
      configure({ worker });
      for (const [format, { sampleTypes, readable }] of Object.entries(formats)) {
        if (!sampleTypes.includes('uint8')) continue;
        const bytes = await imwrite({ data, width: 250, height: 200 }, format);
        if (readable && (await imread(bytes)).width !== 250) throw new Error(format);
        digests.push(createHash('sha256').update(bytes).digest('hex'));
      }
    }
    console.log(digests.join());
  };
`;

async function expectedDigests() {
  const data = Uint8Array.from({ length: 250 * 200 * 3 }, (_, i) => (i * i) >> 5);
  const once = [];
  for (const format of writtenNames)
    once.push(
      createHash('sha256')
        .update(await imwrite.imwrite({ data, width: 250, height: 200 }, format))
        .digest('hex'),
    );
  return `${[...once, ...once].join()}\n`;
}

test('require(), which needs no ES modules', async () => {
  project.write('required.cjs', `${program} run(require('imwrite'));`);
  const { stdout } = await execute(process.execPath, ['required.cjs'], { cwd: project.folder });
  assert.equal(stdout, await expectedDigests());
  project.write(
    'required-cv.cjs',
    `require('imwrite/cv').createCv({ formats: ['png'] }).then((cv) => console.log(cv.imwrite('a.png', new cv.Mat(2, 2, cv.CV_8UC3))));`,
  );
  assert.equal((await execute(process.execPath, ['required-cv.cjs'], { cwd: project.folder })).stdout, 'true\n');
  for (const file of ['index.cjs', 'cv.cjs'])
    assert.doesNotMatch(readFileSync(installed(`dist/node/${file}`), 'utf8'), /\bimport\(/, file);
});

test('imwrite/inline has everything inside: one file, of any bundle, that runs where there is no package', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'imwrite-inline-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const format of ['cjs', 'esm']) {
    const outfile = join(folder, `bundle.${format === 'cjs' ? 'cjs' : 'mjs'}`);
    project.write('entry.mjs', `import * as imwrite from 'imwrite/inline';\n${program} run(imwrite);`);
    await build({
      entryPoints: [join(project.folder, 'entry.mjs')],
      bundle: true,
      platform: 'node',
      format,
      outfile,
      logLevel: 'error',
    });
    const { stdout } = await execute(process.execPath, [outfile], { cwd: folder });
    assert.equal(stdout, await expectedDigests(), format);
  }
  assert.deepEqual(readdirSync(folder).sort(), ['bundle.cjs', 'bundle.mjs']);
});

test('a bundle of imwrite/inline for pages drops the codecs that are not imported', async () => {
  project.write('page.mjs', `import { versions } from 'imwrite/inline';\nconsole.log(versions());`);
  const { outputFiles } = await build({
    entryPoints: [join(project.folder, 'page.mjs')],
    bundle: true,
    format: 'iife',
    minify: true,
    write: false,
    logLevel: 'error',
  });
  assert.ok(outputFiles[0].contents.length < 2000, `${outputFiles[0].contents.length} bytes`);
});

test('a bundle with imwrite is small without its codecs', async () => {
  project.write('small.mjs', `import { imwrite } from 'imwrite';\nglobalThis.imwrite = imwrite;`);
  const settings = {
    bundle: true,
    format: 'esm',
    splitting: true,
    minify: true,
    write: false,
    metafile: true,
    logLevel: 'error',
  };
  const { outputFiles, metafile } = await build({
    entryPoints: ['small.mjs'],
    absWorkingDir: project.folder,
    outdir: 'out',
    ...settings,
  });
  // The entry, and what it imports from the start.
  const loaded = new Set();
  const load = (path) => {
    if (loaded.has(path)) return;
    loaded.add(path);
    for (const { kind, path: imported } of metafile.outputs[path].imports)
      if (kind === 'import-statement') load(imported);
  };
  load('out/small.js');
  const texts = outputFiles
    .filter(({ path }) => loaded.has(relative(project.folder, path)))
    .map(({ contents }) => contents);
  assert.equal(texts.length, loaded.size);
  const size = brotliCompressSync(Buffer.concat(texts)).length;
  assert.ok(size < 25_400, `${size} bytes`);
  assert.ok(outputFiles.length > 10, 'glue code is in files of its own');
});

test('a bundle without the files says what helps', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'imwrite-bundle-'));
  t.after(() => rmSync(folder, { recursive: true }));
  project.write(
    'plain.mjs',
    `import { imwrite } from 'imwrite';\nimwrite({ data: new Uint8Array(12), width: 2, height: 2 }, 'png').catch(({ code, message }) => console.log(code, message));`,
  );
  const outfile = join(folder, 'bundle.mjs');
  await build({
    entryPoints: [join(project.folder, 'plain.mjs')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'error',
    external: ['../wasm/*'],
  });
  const { stdout } = await execute(process.execPath, [outfile], { cwd: folder });
  assert.match(stdout, /^load-failed png-encode\.(js|wasm) could not be loaded.*'imwrite\/inline'/);
});

test('single files can be asked for: WebAssembly files and the worker', async () => {
  const require = createRequire(join(project.folder, 'package.json'));
  assert.equal(require.resolve('imwrite/wasm/png-encode.wasm'), installed('dist/wasm/png-encode.wasm'));
  assert.equal(require.resolve('imwrite/worker'), installed('dist/node/worker.cjs'));
});

test('every entry exports the same names', async () => {
  const names = Object.keys(imwrite).sort().join();
  const entries = [
    'browser/index.js',
    'static/index.js',
    'inline/browser/index.js',
    'inline/node/index.js',
    'node/index.cjs',
  ];
  for (const entry of entries) {
    const output = await project.run(
      `import * as entry from './node_modules/imwrite/dist/${entry}'; console.log(Object.keys(entry).filter((name) => !['default', 'module.exports', '__esModule'].includes(name)).sort().join());`,
    );
    assert.equal(output, `${names}\n`, entry);
  }
});
