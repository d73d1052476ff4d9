// A program for Node in a bundle.
import { configure, imread, imwrite } from 'imwrite';
import { check } from './check.js';

check({ configure, imread, imwrite }).then((result) => console.log(`HOST-RESULT ${JSON.stringify(result)}`));
