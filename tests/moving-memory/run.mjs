// The tests of the package against modules whose memory moves at every allocation, so that a view that outlives one is always
// found, not only when the memory happens to grow there. node tests/moving-memory/run.mjs [test file …]
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runMain } from '../../npm/scripts/steps/main.mjs';
import { root } from '../../npm/scripts/steps/places.mjs';
import { buildTestAllocator } from '../support/test-allocator.mjs';

/** What moves no memory of codecs, needs a browser or other builds, or compares what the package weighs and takes. */
const left = /^(limits|memory|growing-memory|bundles|call|gigapixel)\.test\.mjs$/;

const testsIn = (folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.test.mjs') && !left.test(name))
    .map((name) => `${folder}/${name}`);

await runMain(async () => {
  const node = await buildTestAllocator();
  const chosen = process.argv.slice(2);
  const files = chosen.length > 0 ? chosen : ['tests/node', 'tests/contract', 'tests/opencv'].flatMap(testsIn);
  node('--expose-gc', '--test', '--test-reporter=dot', ...files);
});
