// A program for Node in one file, as for a Lambda function.
import { configure, imread, imwrite } from 'imwrite/inline';
import { check } from './check.js';

check({ configure, imread, imwrite }).then((result) => console.log(`HOST-RESULT ${JSON.stringify(result)}`));
