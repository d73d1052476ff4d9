// A page in a bundle.
import { configure, imread, imwrite } from 'imwrite';
import { check } from './check.js';

globalThis.hostResult = check({ configure, imread, imwrite });
