// Worker mode: the same results, off the calling thread; abort at once; a pool that is capped and lets the process end.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { configure, imread, imwrite, imwriteStream } from '../../npm/dist/node/index.js';
import { leastOf } from '../support/attempts.mjs';
import { assertExact, assertFails, croppedTo, fixture, formatNames, pattern } from './support.mjs';

const image = pattern(300, 200, 3);
const large = pattern(2500, 2000, 3);
const slow = ['webp', { lossless: true, method: 6, quality: 100 }];
const inWorkers = () => configure({ worker: true });
const inCallingThread = () => configure({ worker: false });

before(inWorkers);
after(() => configure({ worker: undefined, threads: undefined, wasm: undefined }));

test('the same bytes and the same pixels as in the calling thread', async () => {
  const sources = [pattern(33, 9, 4, Uint16Array), { ...pattern(20, 10, 1), stride: 20 }];
  for (const format of formatNames) {
    for (const source of [croppedTo(format, image), ...sources]) {
      inWorkers();
      const bytes = await imwrite(source, format, { depth: 8 });
      const decoded = await imread(bytes);
      assert.deepEqual([bytes.byteOffset, bytes.byteLength], [0, bytes.buffer.byteLength]);
      inCallingThread();
      assert.deepEqual(bytes, await imwrite(source, format, { depth: 8 }));
      assert.deepEqual(decoded, await imread(bytes));
    }
  }
  inWorkers();
});

test('strides, odd offsets, shared memory and Blobs', async () => {
  const padded = new Uint8Array(300 * 3 * 200 + 199 * 5 + 1);
  for (let y = 0; y < 200; ++y) padded.set(image.data.subarray(y * 900, y * 900 + 900), 1 + y * 905);
  await assertExact(await imwrite({ ...image, data: padded.subarray(1), stride: 905 }, 'png'), image);
  const shared = new Uint8Array(new SharedArrayBuffer(image.data.length));
  shared.set(image.data);
  await assertExact(await imwrite({ ...image, data: shared }, 'png'), image);
  const file = await readFile(fixture('coffee.png'));
  assert.equal((await imread(await imwrite(new Blob([file]), 'tiff'))).width, 600);
});

test("the caller's memory stays the caller's", async () => {
  const before = image.data.slice();
  const pending = imwrite(image, 'png');
  assert.equal(image.data.length, before.length);
  const bytes = await pending;
  assert.deepEqual(image.data, before);
  const copy = bytes.slice();
  await imread(bytes);
  assert.deepEqual(bytes, copy);
});

test('errors come out as they do in the calling thread', async () => {
  const calls = [
    () => imwrite(image, 'jpeg', { quality: 101 }),
    () => imwrite(image, 'jpeg', { nonsense: 1 }),
    () => imwrite(pattern(4, 4, 3, Uint16Array), 'webp'),
    () => imread(new Uint8Array([0xff, 0xd8, 0xff, 1, 2, 3])),
  ];
  for (const call of calls) {
    inWorkers();
    const there = await call().catch((error) => error);
    inCallingThread();
    const here = await call().catch((error) => error);
    assert.equal(there.constructor, here.constructor);
    for (const fact of ['message', 'code', 'format', 'option', 'expected', 'actual'])
      assert.equal(there[fact], here[fact]);
  }
  inWorkers();
  await assertFails(imwrite(image, 'png', { filter: () => {} }), 'invalid-option', /plain values/);
});

test('streams deliver while the encode runs', async () => {
  await imwrite(image, 'png');
  const share = await leastOf(5, 0.5, async () => {
    const arrivals = [performance.now()];
    for await (const _ of imwriteStream(large, 'png')) arrivals.push(performance.now());
    assert.ok(arrivals.length > 11);
    return (arrivals[1] - arrivals[0]) / (arrivals.at(-1) - arrivals[0]);
  });
  assert.ok(share <= 0.5, `the first chunk came after ${share} of the time`);
});

test('progress, and an exception from it', async () => {
  const seen = [];
  await imwrite(large, 'jpeg', { onProgress: (fraction) => seen.push(fraction) });
  assert.ok(seen.length > 3 && seen.at(-1) === 1);
  const mine = new Error('mine');
  const onProgress = () => {
    throw mine;
  };
  await assert.rejects(imwrite(large, 'png', { onProgress }), (error) => error === mine);
  await assertExact(await imwrite(image, 'png'), image);
});

test('the calling thread stays free', async () => {
  await imwrite(image, 'png');
  const blocked = await leastOf(5, 100, async () => {
    let longest = 0;
    let last = performance.now();
    const tick = () => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    };
    const ticking = setInterval(tick, 1);
    await imwrite(large, 'png');
    clearInterval(ticking);
    tick();
    return longest;
  });
  assert.ok(blocked <= 100, `blocked for ${blocked} ms`);
});

test('abort rejects within 100 ms with the reason, also while waiting for a worker, and the next call works', async () => {
  await imwrite(image, ...slow);
  const waited = await leastOf(5, 100, async () => {
    const controllers = [...Array(availableParallelism() + 2)].map(() => new AbortController());
    const reason = new Error('enough');
    const outcomes = controllers.map(({ signal }) =>
      imwrite(large, slow[0], { ...slow[1], signal }).then(
        () => 'finished',
        (error) => [error, performance.now()],
      ),
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    const start = performance.now();
    for (const controller of controllers) controller.abort(reason);
    const ends = await Promise.all(outcomes);
    for (const [error] of ends) assert.equal(error, reason);
    return Math.max(...ends.map(([, end]) => end - start));
  });
  assert.ok(waited <= 100, `${waited} ms`);
  await assertExact(await imwrite(image, 'png'), image);
});

test('many calls over few workers', async () => {
  configure({ threads: 1 });
  const sizes = [...Array(30).keys()].map((i) => 5 + i);
  const decoded = await Promise.all(sizes.map(async (size) => imread(await imwrite(pattern(size, size, 3), 'png'))));
  for (const [i, size] of sizes.entries()) assert.deepEqual(decoded[i].data, pattern(size, size, 3).data);
  configure({ threads: undefined });
});

test('a process with idle workers ends by itself, and never had more than there are threads', async () => {
  const script = `
    import { syncBuiltinESMExports } from 'node:module';
    import workerThreads from 'node:worker_threads';
    let workers = 0;
    workerThreads.Worker = class extends workerThreads.Worker {
      constructor(...args) {
        super(...args);
        ++workers;
      }
    };
    syncBuiltinESMExports();
    const listeners = process.eventNames();
    const { configure, imwrite } = await import(${JSON.stringify(new URL('../../npm/dist/node/index.js', import.meta.url).href)});
    configure({ worker: true, threads: 100 });
    const image = { data: new Uint8Array(300), width: 10, height: 10 };
    await Promise.all(Array.from({ length: 20 }, () => imwrite(image, 'png')));
    console.log(JSON.stringify({ workers, added: process.eventNames().filter((name) => !listeners.includes(name)) }));
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    timeout: 20_000,
  });
  const { workers, added } = JSON.parse(stdout);
  assert.ok(workers >= 1 && workers <= availableParallelism(), `${workers} workers`);
  assert.deepEqual(added, []);
});
