// A test of Vitest.
import { configure, imread, imwrite } from 'imwrite';
import { test } from 'vitest';
import { check } from './check.js';

test('the check', async () => {
  console.log(`HOST-RESULT ${JSON.stringify(await check({ configure, imread, imwrite }))}`);
}, 100_000);
