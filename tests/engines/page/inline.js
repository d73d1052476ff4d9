// Puts the entry that holds everything where evaluate() finds it.
import * as imw from '/imwrite/inline/browser/index.js';
import * as tests from './outcomes.js';
import * as tools from './tools.js';

Object.assign(globalThis, { imw, tests, tools, ready: true });
