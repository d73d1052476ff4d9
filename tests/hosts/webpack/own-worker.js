// A worker of the application, which webpack bundles by itself.
import { configure, imread, imwrite } from 'imwrite';
import { check } from './check.js';

check({ configure, imread, imwrite }).then((result) => postMessage(result));
