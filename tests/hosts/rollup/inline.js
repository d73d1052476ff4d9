// A page in a bundle of one file.
import { configure, imread, imwrite } from 'imwrite/inline';
import { check } from './check.js';

globalThis.hostResult = check({ configure, imread, imwrite });
