// A page in a bundle; the package's files are copied to a folder of their own, and configure() says where that is.
import { configure, imread, imwrite } from 'imwrite';
import { check } from './check.js';

configure({ wasm: './imwrite/', workerUrl: './imwrite/worker.js' });
globalThis.hostResult = check({ configure, imread, imwrite });
