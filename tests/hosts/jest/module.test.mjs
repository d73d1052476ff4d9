// A test as an ES module, which Jest runs with Node's flag --experimental-vm-modules.
import { configure, imread, imwrite } from 'imwrite';
import { check } from './check.js';

test('the check', async () => {
  console.log(`HOST-RESULT ${JSON.stringify(await check({ configure, imread, imwrite }))}`);
}, 100_000);
