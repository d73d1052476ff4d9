// What the codecs need of an engine.
import { ImwriteError } from '../core/error.js';

/** The engines that have it; README names the same. */
const ENGINES = 'Chrome 95, Firefox 100, Safari 16.4, Node 20 or newer';

/** A function that gives a vector, and one that throws an exception with a tag and catches it. */
// prettier-ignore
const PROBES: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {
  SIMD: new Uint8Array([
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
  ]),
  exceptions: new Uint8Array([
    0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 13, 3, 1, 0, 0, 10, 11, 1, 9, 0, 6, 64, 8, 0, 7, 0, 11, 11,
  ]),
};

/** An error where no module can be compiled, or its code not be run. */
export function checkEngine(): void {
  const missing =
    typeof WebAssembly === 'object'
      ? Object.keys(PROBES).find((feature) => !WebAssembly.validate(PROBES[feature]!))
      : '';
  if (missing === undefined) return;
  const actual = missing === '' ? 'no WebAssembly' : `no WebAssembly ${missing}`;
  const expected = 'WebAssembly with SIMD and exceptions';
  throw new ImwriteError('unsupported-engine', `this engine has ${actual}: expected ${ENGINES}`, { expected, actual });
}
