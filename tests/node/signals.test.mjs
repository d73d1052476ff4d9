// AbortSignals: heeded by all calls, of which many may have the same one, and free of ours when the calls are done.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { getEventListeners } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as imwritePackage from '../../npm/dist/node/index.js';
import { assertMismatch, fixture, pattern } from './support.mjs';
import { temporaryFolder } from '../support/files.mjs';

const { createWriter, imcount, imread, imreadAnimation, imreadMulti, imwrite, imwriteFile, imwriteStream } =
  imwritePackage;
const folder = temporaryFolder('signals');
const image = pattern(300, 200, 3);
const png = await imwrite(image, 'png');

test('hundreds of calls with one signal: no warning, and no listener that stays', async () => {
  const warnings = [];
  const onWarning = (warning) => warnings.push(String(warning));
  process.on('warning', onWarning);
  const { signal } = new AbortController();
  let most = 0;
  const watching = setInterval(() => (most = Math.max(most, getEventListeners(signal, 'abort').length)), 0);
  const many = (call) => Promise.all(Array.from({ length: 200 }, call));
  await many(() => imread(new Blob([png]), { signal }));
  await many(() => imread(fixture('camera.png'), { signal, maxPixels: 1 }).catch(() => {}));
  await many(() => imwrite(image, 'png', { signal, compressionLevel: 0 }));
  const writers = await many(() =>
    createWriter({ format: 'png', width: 1, height: 1, channels: 1, options: { signal } }),
  );
  await Promise.all(writers.map((writer) => writer.abort().catch(() => {})));
  await many(async () => new Response(imwriteStream(pattern(3, 3, 3), 'png', { signal })).arrayBuffer());
  clearInterval(watching);
  await new Promise((resolve) => setImmediate(resolve));
  process.off('warning', onWarning);
  assert.deepEqual(warnings, []);
  assert.ok(most <= 1, `${most} listeners`);
  assert.equal(getEventListeners(signal, 'abort').length, 0);
});

test('one abort ends all that wait', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const { signal } = controller;
  // Blobs that never come: nothing but the signal ends these.
  const endless = { [Symbol.toStringTag]: 'Blob', arrayBuffer: () => new Promise(() => {}) };
  const calls = Array.from({ length: 20 }, () => imread(endless, { signal }));
  controller.abort(reason);
  for (const { status, reason: thrown } of await Promise.allSettled(calls))
    assert.deepEqual([status, thrown], ['rejected', reason]);
  assert.equal(getEventListeners(signal, 'abort').length, 0);
});

test('everything that reads heeds its signal: before, while it waits for the file, and in place of what is none', async () => {
  for (const read of [imread, imreadMulti, imreadAnimation, imcount]) {
    const inputs = [png, new Blob([png]), fixture('camera.png')];
    for (const input of inputs) {
      const reason = { why: 'because' };
      await assert.rejects(read(input, { signal: AbortSignal.abort(reason) }), (error) => error === reason);
      const controller = new AbortController();
      const pending = read(input, { signal: controller.signal });
      controller.abort(reason);
      await assert.rejects(pending, (error) => error === reason);
    }
    for (const signal of [null, 1, {}, { addEventListener: () => {} }]) {
      await assertMismatch(() => read(png, { signal }), 'invalid-option', /signal.*AbortSignal/);
    }
  }
});

test(
  'a FIFO that nobody reads is waited for, until the signal',
  { skip: process.platform === 'win32' && 'there are none' },
  async () => {
    const own = mkdtempSync(join(folder, 'fifo-'));
    const path = join(own, 'a.png');
    execFileSync('mkfifo', [path]);
    const reason = new Error('nobody comes');
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 200);
    // As many as the threads that Node has for files: these must stay free.
    const calls = Array.from({ length: 5 }, () => imwriteFile(path, image, { signal: controller.signal }));
    const { width } = await imread(fixture('camera.png'));
    assert.equal(width, 512);
    for (const { reason: thrown } of await Promise.allSettled(calls)) assert.equal(thrown, reason);
    rmSync(own, { recursive: true });
  },
);

test('a file whose write is given up is not there', async () => {
  const path = join(folder, 'a.png');
  const controller = new AbortController();
  const reason = new Error('given up');
  const onProgress = (fraction) => fraction === 1 && queueMicrotask(() => controller.abort(reason));
  await assert.rejects(
    imwriteFile(path, image, { signal: controller.signal, onProgress }),
    (error) => error === reason,
  );
  assert.deepEqual(readdirSync(folder), []);
});
