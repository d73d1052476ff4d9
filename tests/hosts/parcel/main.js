// A page that Parcel builds, or serves in development.
import { configure, imread, imwrite } from 'imwrite';
import { check } from './check.js';

globalThis.hostResult = check({ configure, imread, imwrite });
