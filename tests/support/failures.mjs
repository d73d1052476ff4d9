// What tests expect of calls that fail.
import assert from 'node:assert/strict';
import { ImwriteError } from './package.mjs';

/** Asserts that `work` (a promise, or a function) fails with this code, and with expected and actual in the message. */
export async function assertFails(work, code, pattern) {
  await assert.rejects(typeof work === 'function' ? async () => work() : work, (error) =>
    isFailure(error, code, pattern),
  );
}

function isFailure(error, code, pattern) {
  assert.ok(error instanceof ImwriteError, `${error?.stack ?? error}`);
  assert.equal(error.code, code, error.message);
  if (pattern) assert.match(error.message, pattern);
  return true;
}

/** Asserts that an error says what was expected and what was given. */
export async function assertMismatch(work, code, pattern) {
  await assert.rejects(typeof work === 'function' ? async () => work() : work, (error) => {
    isFailure(error, code, pattern);
    assert.ok(error.expected && error.actual, `no expected/actual: ${error.message}`);
    assert.ok(
      error.message.includes(`expected ${error.expected}`) && error.message.includes(error.actual),
      error.message,
    );
    return true;
  });
}
