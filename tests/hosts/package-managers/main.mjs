// A project whose packages another program than npm installed.
import { configure, imread, imwrite } from 'imwrite';
import { check } from './check.js';

console.log(`HOST-RESULT ${JSON.stringify(await check({ configure, imread, imwrite }))}`);
