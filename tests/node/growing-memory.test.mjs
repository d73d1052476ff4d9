// Memory that cannot grow, from any of its growths on: an out-of-memory error that says of how much, and the next call works.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as imwrite from '../../npm/dist/node/index.js';
import { memoryCalls } from '../support/memory-calls.mjs';
import { wasmFolder } from './support.mjs';

imwrite.configure({ worker: false, threads: 1 });

let folders = 0;
/** The next call gets instances that have not grown yet: the same files from what looks like another place. */
const freshly = (call) => {
  imwrite.configure({ wasm: `${wasmFolder}/${'./'.repeat(++folders)}` });
  return call();
};

const { grow } = WebAssembly.Memory.prototype;

/** The call with the growth number `at` and all after it failing. */
async function failingFrom(at, call) {
  let count = 0;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (++count >= at) throw new RangeError('WebAssembly.Memory.grow(): Unable to grow instance memory');
    return grow.call(this, pages);
  };
  try {
    return { value: await call(), count };
  } catch (error) {
    return { error, count };
  } finally {
    WebAssembly.Memory.prototype.grow = grow;
  }
}

test('every call whose memory cannot grow is out of memory, says of how much, and leaves the next one as it was', async () => {
  let growths = 0;
  for (const { name, call } of await memoryCalls(imwrite, 600, 500)) {
    const good = await failingFrom(Infinity, () => freshly(call));
    assert.ok(!good.error, String(good.error?.stack));
    for (let at = 1; at <= good.count; ++at) {
      const { error } = await failingFrom(at, () => freshly(call));
      ++growths;
      assert.ok(error instanceof imwrite.ImwriteError, `${name}, growth ${at}: ${error?.stack ?? 'success'}`);
      assert.equal(error.code, 'out-of-memory', `${name}, growth ${at}: ${error.stack}`);
      assert.match(error.message, /^out of memory: \d+ bytes/);
      assert.deepEqual(await call(), good.value, `${name}, after growth ${at}`);
    }
  }
  assert.ok(growths > 60, `${growths} growths`);
});
