// The types, as strict TypeScript projects see them after installing the tarball: with every kind of compiler, host and way
// to resolve modules, and without skipLibCheck.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import * as runtime from '../../npm/dist/node/index.js';
import * as cvRuntime from '../../npm/dist/node/cv.js';
import { everywhere, inBrowsers, inNode, otherEntries, withStreams } from './consumers.mjs';
import { createProject, npmFolder } from './support.mjs';
import { toolsFolder } from './tools.mjs';

let project;
let tools;
before(async () => {
  project = await createProject();
  tools = await toolsFolder();
  const programs = {
    old: everywhere('Uint8Array'),
    new: everywhere('Uint8Array<ArrayBuffer>'),
    streams: withStreams,
    browsers: inBrowsers,
    node: inNode,
  };
  for (const [name, text] of Object.entries(programs)) {
    project.write(`${name}.ts`, text);
    project.write(`${name}.cts`, text);
  }
  project.write('entries.ts', otherEntries);
});
after(() => project?.remove());

/** The first that can read the types, the last before typed arrays became generic, the first after that, and the newest. */
const compilers = ['5.2', '5.6', '5.7', '5.9', '7'];
const typescript = (version) =>
  version === '7' ? join(npmFolder, 'node_modules/typescript') : join(tools, `typescript-${version}`);

const resolutions = {
  Node16: { module: 'Node16', moduleResolution: 'Node16' },
  NodeNext: { module: 'NodeNext', moduleResolution: 'NodeNext' },
  Bundler: { module: 'ESNext', moduleResolution: 'Bundler' },
  Node10: { module: 'CommonJS', moduleResolution: 'Node10' },
};
/** NodeNext was the same as Node16 up to 5.7; TypeScript 7 no longer has Node10. What checks large libraries takes long: once is enough. */
const isWorthIt = (version, way, host) => {
  if (way === 'NodeNext' && !['5.9', '7'].includes(version)) return false;
  return version === '7' ? way !== 'Node10' : !['Node', 'workers'].includes(host) || way === 'Node16';
};

const environments = {
  browsers: { settings: { lib: ['ES2022', 'DOM', 'DOM.Iterable'] }, programs: ['streams', 'browsers'] },
  Node: {
    settings: { lib: ['ES2022'], types: ['node'], typeRoots: [join(npmFolder, 'node_modules/@types')] },
    programs: ['streams', 'node'],
  },
  workers: { settings: { lib: ['ES2022', 'WebWorker'] }, programs: ['streams'] },
  'neither of them': { settings: { lib: ['ES2022'] }, programs: [] },
};

for (const version of compilers) {
  const main = ['5.2', '5.6'].includes(version) ? 'old' : 'new';
  describe(`TypeScript ${version}`, { concurrency: 2 }, () => {
    for (const way of Object.keys(resolutions)) {
      for (const [host, { settings, programs }] of Object.entries(environments).filter(([name]) =>
        isWorthIt(version, way, name),
      )) {
        test(`${way}, for ${host}`, async () => {
          const modules = [main, ...programs].map((name) => `${name}.ts`);
          // Where imports of both kinds are told apart: those that become require(), too.
          const files = [
            ...modules,
            'entries.ts',
            ...(/^Node(16|Next)$/.test(way) ? modules.map((name) => name.replace('.ts', '.cts')) : []),
          ];
          assert.equal(
            await project.typecheck({ ...resolutions[way], ...settings }, { files, typescript: typescript(version) }),
            '',
          );
        });
      }
    }
  });
}

const installed = (...path) => join(project.folder, 'node_modules/imwrite', ...path);

test('the types name exactly the values that the package exports', async () => {
  for (const [entry, values] of [
    ['imwrite', runtime],
    ['imwrite/cv', cvRuntime],
  ]) {
    const names = Object.keys(values);
    assert.ok(names.includes('ImwriteError'));
    const all = names.map((name) => `${name}: true`).join(', ');
    project.write(
      'consumer.ts',
      `import * as all from '${entry}';\nexport const names: Record<keyof typeof all, true> = { ${all} };\n`,
    );
    assert.equal(await project.typecheck({ ...resolutions.NodeNext, ...environments.browsers.settings }), '');
  }
});

test('require() gives the same values, and one ImwriteError for both entries', async () => {
  const text = await project.run(
    `
    const main = require('imwrite');
    const cv = require('imwrite/cv');
    console.log(JSON.stringify({ main: Object.keys(main), cv: Object.keys(cv), isOne: main.ImwriteError === cv.ImwriteError }));
  `,
    'names.cjs',
  );
  const { main, cv, isOne } = JSON.parse(text);
  assert.deepEqual([main.sort(), cv.sort()], [Object.keys(runtime).sort(), Object.keys(cvRuntime).sort()]);
  assert.ok(isOne);
});

test('one file an entry, without what is internal', () => {
  const folders = ['dist/types', 'dist/types/ts5.6'];
  const expected = folders.flatMap((folder) =>
    ['cv.d.cts', 'cv.d.ts', 'index.d.cts', 'index.d.ts'].map((name) => `${folder}/${name}`),
  );
  assert.deepEqual(project.files.filter((path) => /\.d\.[cm]?ts$/.test(path)).sort(), expected.sort());
  // What a type needs and no program has a use for; and the classes Mat and AnimationObject, which are exported as types.
  const helpers = {
    index: ['Global', 'WasmModule'],
    cv: ['AnimationObject', 'ByVersion', 'DepthName', 'Global', 'Mat', 'Merged', 'TypeName'],
  };
  for (const path of expected) {
    const text = readFileSync(installed(path), 'utf8');
    assert.doesNotMatch(text, /@internal|\bimport\(/, path);
    const hidden = [
      ...text.matchAll(/^(?:declare )?(?:abstract )?(?:interface|type|class|function|const) (\w+)/gm),
    ].map(([, name]) => name);
    assert.deepEqual(hidden.sort(), helpers[/(\w+)\.d\.c?ts$/.exec(path)[1]], path);
    const generics = /\b(\w+Array|ArrayBufferView)<ArrayBuffer>/.test(text);
    assert.equal(generics, !path.includes('ts5.6'), path);
  }
});

test('every public declaration has its comment', () => {
  for (const name of ['index', 'cv']) {
    const text = readFileSync(installed(`dist/types/${name}.d.ts`), 'utf8').replace(/^\/\/ @ts-ignore.*\n/gm, '');
    const bare = [
      ...text.matchAll(/(?<! \*\/\n)^export (?:declare )?(?:interface|type|class|function|const) (\w+)/gm),
    ].map(([, found]) => found);
    assert.ok(text.includes('\nexport '));
    assert.deepEqual(bare, [], name);
  }
});
