// The package in one file.
import { configure, imread, imwrite } from 'imwrite/inline';
import { check } from './check.js';

console.log(`HOST-RESULT ${JSON.stringify(await check({ configure, imread, imwrite }))}`);
