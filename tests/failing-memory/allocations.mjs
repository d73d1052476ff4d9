// Each allocation of each call fails in its turn: the call rejects with an out-of-memory error that says how much was asked for, nothing is
// printed, and the same call made again gives what it gave before. Run by run.mjs: it needs modules with the allocator for tests.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as imwrite from '../../npm/dist/node/index.js';
import { memoryCalls } from '../support/memory-calls.mjs';

imwrite.configure({ worker: false, threads: 1 });

/** All small numbers, and some of the larger ones. */
const after = (at) => at + 1 + Math.floor(at / 10);

/** The call with its allocation number `at` failing: { value | error, failed }, the last the size. */
async function failingAt(at, call) {
  let count = 0;
  let failed;
  globalThis.imwriteAllocator = (size) => {
    if (++count !== at) return false;
    failed = size;
    return true;
  };
  try {
    return { value: await call(), failed, count };
  } catch (error) {
    return { error, failed, count };
  } finally {
    globalThis.imwriteAllocator = undefined;
  }
}

let printed = '';
const write = process.stderr.write.bind(process.stderr);
process.stderr.write = (text, ...rest) => {
  printed += text;
  return write(text, ...rest);
};

for (const { name, call } of await memoryCalls(imwrite, 40, 30)) {
  test(name, async () => {
    const good = await failingAt(0, call);
    assert.ok(!good.error && good.count > 0, String(good.error));
    let failures = 0;
    for (let at = 1; ; at = after(at)) {
      const { value, error, failed } = await failingAt(at, call);
      if (failed === undefined) {
        assert.deepEqual(value, good.value);
        break;
      }
      ++failures;
      assert.ok(
        error instanceof imwrite.ImwriteError,
        `allocation ${at} of ${failed} bytes: ${error?.stack ?? 'success'}`,
      );
      assert.equal(error.code, 'out-of-memory', `allocation ${at} of ${failed} bytes: ${error.stack}`);
      assert.match(error.message, new RegExp(` ${failed} bytes`));
      const again = await failingAt(0, call);
      assert.ok(!again.error, `after allocation ${at}: ${again.error?.stack}`);
      assert.deepEqual(again.value, good.value);
    }
    assert.ok(failures > 3, `${failures} failures`);
    assert.equal(printed, '');
  });
}
