// A page that takes the package from another origin.
import { configure, imread, imwrite } from 'imwrite';
import { check } from './check.js';

globalThis.hostResult = check({ configure, imread, imwrite });
