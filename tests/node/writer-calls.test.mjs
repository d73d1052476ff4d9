// createWriter with callers as they are: calls that nobody waits for, readers that leave, signals that outlive the file.
import assert from 'node:assert/strict';
import { getEventListeners, once } from 'node:events';
import { Readable } from 'node:stream';
import { after, test } from 'node:test';
import { configure, createWriter, imwrite, ImwriteError } from '../../npm/dist/node/index.js';
import { assertFails, fileOf, pattern } from './support.mjs';

const image = pattern(1300, 1801, 3);
const init = (format, options = {}) => ({ format, width: image.width, height: image.height, channels: 3, options });
const rowsAt = (y, count) => image.data.subarray(y * image.width * 3, (y + count) * image.width * 3);
after(() => configure({ worker: undefined }));

for (const worker of [false, true]) {
  for (const format of ['jpeg', 'png', 'tiff', 'webp']) {
    test(`${format}: calls that are not waited for take turns${worker ? ', also in workers' : ''}`, async () => {
      configure({ worker });
      const options = format === 'webp' ? { method: 0 } : {};
      const writer = await createWriter(init(format, options));
      const file = fileOf(writer.readable);
      const calls = [];
      for (let y = 0; y < image.height; y += 100) calls.push(writer.write(rowsAt(y, Math.min(100, image.height - y))));
      calls.push(writer.close());
      await Promise.all(calls);
      assert.ok((await file).equals(Buffer.from(await imwrite(image, format, options))));
    });
  }
}

test('a call after close() is refused, also when nobody waited for it', async () => {
  const writer = await createWriter({ format: 'png', width: 2, height: 1, channels: 1 });
  const file = fileOf(writer.readable);
  const calls = [writer.write(new Uint8Array(2)), writer.close()];
  await assertFails(writer.write(new Uint8Array(2)), 'invalid-image', /none after close\(\)/);
  await Promise.all(calls);
  assert.ok((await file).length > 50);
});

/** How a reader may leave. */
const leaving = {
  'reader.cancel()': (readable) => readable.getReader().cancel(),
  "reader.cancel('enough')": (readable) => readable.getReader().cancel('enough'),
  'for await … break': async (readable) => {
    for await (const _ of readable) break;
  },
  'a Readable that is destroyed': async (readable) => {
    const stream = Readable.fromWeb(readable);
    const closed = once(stream, 'close');
    stream.destroy();
    await closed;
  },
};
for (const [how, leave] of Object.entries(leaving)) {
  test(`${how}: write() rejects with the reason, or an ImwriteError`, async () => {
    configure({ worker: false });
    const writer = await createWriter(init('png'));
    const writing = (async () => {
      for (let y = 0; y < image.height; ++y) await writer.write(rowsAt(y, 1));
    })().then(
      () => undefined,
      (error) => error,
    );
    await leave(writer.readable);
    const outcome = await writing;
    if (how.includes('enough')) return assert.equal(outcome, 'enough');
    assert.ok(outcome instanceof Error, String(outcome));
    assert.ok(outcome instanceof ImwriteError || how.includes('Readable'), String(outcome));
  });
}

test("a signal's listener goes with the file, however it ends", async () => {
  const { signal } = new AbortController();
  const small = { format: 'png', width: 2, height: 1, channels: 1, options: { signal } };
  const endings = [
    async (writer) => {
      const file = fileOf(writer.readable);
      await writer.write(new Uint8Array(2));
      await writer.close();
      await file;
    },
    (writer) => writer.write(new Uint8Array(3)).catch(() => {}),
    (writer) => writer.abort(),
    (writer) => writer.readable.cancel(),
  ];
  for (const end of endings) {
    const writer = await createWriter(small);
    assert.equal(getEventListeners(signal, 'abort').length, 1);
    await end(writer);
    assert.equal(getEventListeners(signal, 'abort').length, 0, String(end));
  }
});

test('a closed writer holds no rows', async () => {
  const { signal } = new AbortController();
  const before = await heldBytes();
  const writers = [];
  for (let i = 0; i < 20; ++i) {
    const writer = await createWriter({ ...init('png'), options: { signal } });
    writers.push(writer);
    await writer.abort();
    await writer.readable.getReader().closed.catch(() => {});
  }
  const held = (await heldBytes()) - before;
  assert.ok(writers.length === 20 && held < 10e6, `${held} bytes`);
});

/** After a collection; Node is started with --expose-gc. */
async function heldBytes() {
  for (let i = 0; i < 3; ++i) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    globalThis.gc();
  }
  return process.memoryUsage().arrayBuffers;
}

test('what is no picture, no sample type and no rows is told', async () => {
  await assertFails(createWriter(null), 'invalid-image', /got null/);
  await assertFails(createWriter({ ...init('png'), sampleType: 'toString' }), 'invalid-image', /got 'toString'/);
  const writer = await createWriter(init('png'));
  await assertFails(writer.write(null), 'invalid-image', /a typed array, got null/);
  await writer.readable.cancel().catch(() => {});
});
