// The tests of the package against modules whose memory moves at every allocation, so that a view that outlives one is always
// found, not only when the memory happens to grow there. Builds these modules, and a package of them in a copy of the tree:
// node tests/moving-memory/run.mjs [test file …]
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { buildPreset, installPackages } from '../../npm/scripts/steps/build-steps.mjs';
import { runMain } from '../../npm/scripts/steps/main.mjs';
import { root } from '../../npm/scripts/steps/places.mjs';

const preset = 'wasm-moving-memory';
const copy = join(root, 'build/moving-memory');
const sources = ['CMakeLists.txt', 'CMakePresets.json', 'LICENSE', 'README.md', 'cmake', 'docs', 'npm', 'tests', 'web'];

/** What moves no memory of codecs, needs a browser or other builds, or compares what the package weighs and takes. */
const left = /^(limits|memory|bundles|call|gigapixel)\.test\.mjs$/;

const testsIn = (folder) => readdirSync(join(root, folder)).filter((name) => name.endsWith('.test.mjs') && !left.test(name)).map((name) => `${folder}/${name}`);

await runMain(async () => {
  await installPackages();
  await buildPreset(preset, 'WebAssembly modules whose memory moves');
  rmSync(copy, { recursive: true, force: true });
  const modules = join(root, 'npm/node_modules');
  for (const name of sources) {
    cpSync(join(root, name), join(copy, name), { recursive: true, filter: (path) => path !== modules && path !== join(root, 'npm/dist') });
  }
  mkdirSync(join(copy, 'build/wasm'), { recursive: true });
  symlinkSync(modules, join(copy, 'npm/node_modules'));
  symlinkSync(join(root, 'build', preset, 'bin'), join(copy, 'build/wasm/bin'));
  const node = (...args) => execFileSync(process.execPath, args, { cwd: copy, stdio: 'inherit' });
  node('npm/scripts/build-package.mjs');
  const chosen = process.argv.slice(2);
  const files = chosen.length > 0 ? chosen : ['tests/node', 'tests/contract', 'tests/opencv'].flatMap(testsIn);
  node('--expose-gc', '--test', '--test-reporter=dot', ...files);
});
