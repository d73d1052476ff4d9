// Puts the package and the tests' tools where page.evaluate() finds them.
import * as imw from '/imwrite/browser/index.js';
import * as tools from './tools.js';

Object.assign(globalThis, { imw, tools, ready: true });
