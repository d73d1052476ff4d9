// A package whose modules have the allocator for tests (bindings/memory.cc): the modules, and a copy of the tree for the package.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { buildPreset, installPackages } from '../../npm/scripts/steps/build-steps.mjs';
import { root } from '../../npm/scripts/steps/places.mjs';

const preset = 'wasm-test-allocator';
const copy = join(root, 'build/test-allocator');
const sources = [
  'CMakeLists.txt',
  'CMakePresets.json',
  'LICENSE',
  'README.md',
  'cmake',
  'docs',
  'npm',
  'tests',
  'third_party',
  'web',
];

/** Builds both; the result runs Node with these arguments in the copy. */
export async function buildTestAllocator() {
  await installPackages();
  await buildPreset(preset, 'WebAssembly modules with the allocator for tests');
  rmSync(copy, { recursive: true, force: true });
  const modules = join(root, 'npm/node_modules');
  for (const name of sources) {
    cpSync(join(root, name), join(copy, name), {
      recursive: true,
      filter: (path) => path !== modules && path !== join(root, 'npm/dist'),
    });
  }
  mkdirSync(join(copy, 'build/wasm'), { recursive: true });
  symlinkSync(modules, join(copy, 'npm/node_modules'));
  symlinkSync(join(root, 'build', preset, 'bin'), join(copy, 'build/wasm/bin'));
  const node = (...args) => execFileSync(process.execPath, args, { cwd: copy, stdio: 'inherit' });
  node('npm/scripts/build-package.mjs');
  return node;
}
