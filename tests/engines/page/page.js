// Puts the package and the tests' tools where evaluate() finds them.
import * as imw from '/imwrite/browser/index.js';
import * as tests from './outcomes.js';
import * as tools from './tools.js';

Object.assign(globalThis, { imw, tests, tools, ready: true });
