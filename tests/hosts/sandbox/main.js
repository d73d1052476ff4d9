// A page in a sandboxed frame, whose origin is no origin.
import { configure, imread, imwrite } from 'imwrite';
import { check } from './check.js';

globalThis.hostResult = check({ configure, imread, imwrite });
