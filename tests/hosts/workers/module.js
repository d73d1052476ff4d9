// A module worker.
import { configure, imread, imwrite } from './imwrite.js';
import { check } from './check.js';

postMessage(await check({ configure, imread, imwrite }));
