// A page without a bundler.
import { configure, imread, imwrite } from 'imwrite';
import { check } from './check.js';

globalThis.hostResult = check({ configure, imread, imwrite });
