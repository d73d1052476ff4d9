// Every call against modules in which each allocation fails in its turn: node tests/failing-memory/run.mjs
import { runMain } from '../../npm/scripts/steps/main.mjs';
import { buildTestAllocator } from '../support/test-allocator.mjs';

await runMain(async () => {
  const node = await buildTestAllocator();
  node('--test', '--test-reporter=spec', 'tests/failing-memory/allocations.mjs');
});
