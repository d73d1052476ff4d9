// Preloaded with the examples: what a line says that it prints is what it printed.
import assert from 'node:assert/strict';
import { format } from 'node:util';

let last;
const log = console.log.bind(console);
console.log = (...values) => {
  last = format(...values);
  log(...values);
};
globalThis.__expect = (text) => assert.equal(last, text);
