// The packed tarball: what is in it, what installing it brings, and that importing it changes nothing.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { cacheFolder } from '../../cmake/provision/cache.mjs';
import { createProject, execute, fixture, npmFolder } from './support.mjs';

let project;
before(async () => {
  project = await createProject();
});
after(() => project?.remove());

const installed = (...path) => join(project.folder, 'node_modules/imwrite', ...path);

test('the tarball holds the bundles, modules, types and licenses, and nothing else', () => {
  const expected = [
    /^(package\.json|LICENSE|README\.md)$/,
    /^dist\/(cli\.js|THIRD_PARTY_LICENSES\.txt)$/,
    /^dist\/(node|browser|static|workerd|edge-light|inline\/(node|browser))\/(index|cv|worker|worker-text|shared-\w+)\.js$/,
    /^dist\/node\/(index|cv|worker|shared-\w+)\.cjs$/,
    /^dist\/inline\/modules\/(fs|inflate|[\w-]+-(en|de|trans)code)\.js$/,
    /^dist\/wasm\/(fs|[\w-]+-(en|de|trans)code)\.(js|wasm)$/,
    /^dist\/types\/(ts5\.6\/)?(index|cv)\.d\.c?ts$/,
  ];
  assert.deepEqual(
    project.files.filter((path) => !expected.some((pattern) => pattern.test(path))),
    [],
  );
  const needed = [
    'LICENSE',
    'README.md',
    'dist/cli.js',
    'dist/THIRD_PARTY_LICENSES.txt',
    'dist/node/index.js',
    'dist/browser/worker.js',
    'dist/static/index.js',
    'dist/types/index.d.ts',
    'dist/node/cv.js',
    'dist/types/cv.d.ts',
    'dist/node/index.cjs',
    'dist/node/worker.cjs',
    'dist/inline/browser/index.js',
    'dist/workerd/index.js',
    'dist/edge-light/index.js',
  ];
  assert.deepEqual(
    needed.filter((path) => !project.files.includes(path)),
    [],
  );
  const built = readdirSync(join(npmFolder, 'dist/wasm')).map((name) => `dist/wasm/${name}`);
  assert.deepEqual(
    built.filter((path) => !project.files.includes(path)),
    [],
  );
});

test('no file tells where it was built', () => {
  const folders = [npmFolder.replace(/\/npm$/, ''), cacheFolder()];
  for (const path of project.files) {
    const text = readFileSync(installed(path), 'latin1');
    assert.deepEqual(
      folders.filter((folder) => text.includes(folder)),
      [],
      path,
    );
  }
});

test('nothing else is installed, no script runs', () => {
  assert.deepEqual(
    readdirSync(join(project.folder, 'node_modules')).filter((name) => !name.startsWith('.')),
    ['imwrite'],
  );
  const {
    dependencies,
    optionalDependencies,
    peerDependencies,
    scripts = {},
    license,
    sideEffects,
  } = JSON.parse(readFileSync(installed('package.json'), 'utf8'));
  assert.deepEqual([dependencies, optionalDependencies, peerDependencies], [undefined, undefined, undefined]);
  assert.deepEqual(
    Object.keys(scripts).filter((name) => /^(pre|post)?(install|prepare|pack|publish)/.test(name)),
    [],
  );
  assert.equal(license, 'MIT');
  // Bundlers may drop an import whose names are not used.
  assert.deepEqual(
    [sideEffects].flat().filter((file) => file !== false && !/(worker|cli)\.c?js$/.test(file)),
    [],
  );
});

test('the licenses of everything inside are there', async () => {
  const text = readFileSync(installed('dist/THIRD_PARTY_LICENSES.txt'), 'utf8');
  const names = JSON.parse(
    await project.run(`import { versions } from 'imwrite'; console.log(JSON.stringify(versions()));`),
  );
  for (const [name, version] of Object.entries(names)) {
    if (name !== 'imwrite') assert.match(text, new RegExp(`^${name} ${version.replaceAll('.', '\\.')}$`, 'm'));
  }
  for (const name of [
    'libdeflate',
    'Emscripten',
    'musl',
    'commander',
    'cli-progress',
    'string-width',
    'tinyglobby',
    'picomatch',
    'fdir',
  ]) {
    assert.match(text, new RegExp(`^${name}\\b`, 'm'), name);
  }
  assert.match(text, /Independent JPEG Group/);
  assert.match(readFileSync(installed('LICENSE'), 'utf8'), /MIT License[^]*the imwrite authors/);
});

test('the package works for JavaScript', async () => {
  const output = await project.run(`
    import { imwrite, imread } from 'imwrite';
    const data = Uint8Array.from({ length: 8 * 4 * 3 }, (_, i) => i);
    const bytes = await imwrite({ data, width: 8, height: 4 }, 'png');
    const image = await imread(bytes);
    console.log(JSON.stringify({ ...image, data: [...image.data] }));
  `);
  const { data, ...facts } = JSON.parse(output);
  assert.deepEqual(facts, {
    width: 8,
    height: 4,
    channels: 3,
    format: 'png',
    orientation: 1,
    pages: 1,
    metadata: {},
    warnings: [],
  });
  assert.deepEqual(
    data,
    Array.from({ length: 96 }, (_, i) => i),
  );
});

test("OpenCV's functions, also without import()", async () => {
  for (const entry of ['imwrite/cv', 'imwrite/static/cv']) {
    const output = await project.run(`
      import { readFileSync } from 'node:fs';
      import { configure } from 'imwrite';
      import { configure as configureStatic } from 'imwrite/static';
      import { createCv } from '${entry}';
      const wasm = Object.fromEntries(['png-encode', 'png-decode', 'fs'].map((name) => [name, readFileSync('node_modules/imwrite/dist/wasm/' + name + '.wasm')]));
      for (const set of [configure, configureStatic]) set({ wasm });
      const cv = await createCv({ formats: ['png'] });
      const mat = cv.matFromArray(2, 2, cv.CV_8UC1, [0, 85, 170, 255]);
      console.log(cv.imwrite('cv.png', mat), [...cv.imread('cv.png', cv.IMREAD_UNCHANGED).data].join());
    `);
    assert.equal(output, 'true 0,85,170,255\n', entry);
  }
});

test('importing has no side effects, and encoding leaves no listeners', async () => {
  const output = await project.run(`
    const listeners = () => process.eventNames().map((name) => String(name) + process.listenerCount(name)).sort().join();
    const globals = () => Object.getOwnPropertyNames(globalThis).join();
    const before = [listeners(), globals()];
    const { readFile } = await import('node:fs/promises');
    let fetched = 0;
    globalThis.fetch = () => { ++fetched; };
    const imwrite = await import('imwrite');
    const imported = [listeners(), globals()];
    await imwrite.imwrite(await readFile(${JSON.stringify(fixture('coffee.png'))}), 'jpeg');
    imwrite.configure({ worker: true });
    await imwrite.imwrite(await readFile(${JSON.stringify(fixture('coffee.png'))}), 'webp');
    console.log(JSON.stringify({ before, imported, used: [listeners(), globals()], fetched }));
  `);
  const { before: start, imported, used, fetched } = JSON.parse(output);
  assert.deepEqual(imported, start);
  assert.deepEqual(used, start);
  assert.equal(fetched, 0);
});

test('its package.json can be read through the exports, other files cannot', async () => {
  const output = await project.run(`
    import { createRequire } from 'node:module';
    const require = createRequire(import.meta.url);
    const deep = await import('imwrite/dist/node/index.js').catch(({ code }) => code);
    console.log(require('imwrite/package.json').name, deep);
  `);
  assert.equal(output, 'imwrite ERR_PACKAGE_PATH_NOT_EXPORTED\n');
});

test('the command works as it was installed', async () => {
  const command = join(project.folder, 'node_modules/.bin/imwrite');
  const { stdout, stderr } = await execute(command, [fixture('coffee.png'), 'a.webp', '--quality', '70'], {
    cwd: project.folder,
  });
  assert.match(stdout, /^a\.webp /);
  assert.match(stderr, /^imwrite: .*coffee\.png: left out of the webp: resolution of the source.*\n$/);
  assert.ok(existsSync(join(project.folder, 'a.webp')));
  assert.ok(statSync(join(project.folder, 'a.webp')).size > 1000);
});
