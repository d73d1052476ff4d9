// Loading: when, from where, how often; failures that name the fix; and life after a trap.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
import { configure, imread, imreadSync, imwrite, imwriteSync, load, loadFS } from '../../npm/dist/node/index.js';
import { assertExact, assertFails, pattern, wasmFile, wasmFolder } from './support.mjs';

const image = pattern(64, 48, 3);
afterEach(() => configure({ wasm: undefined }));

test('the synchronous API says what to load', async () => {
  await assertFails(() => imwriteSync(image, 'tiff'), 'not-loaded', /await load\('tiff'\)/);
  await load('tiff');
  const tiff = imwriteSync(image, 'tiff');
  await assertFails(() => imwriteSync(tiff, 'tiff'), 'not-loaded', /await load\('tiff-decode'\)/);
  await assertFails(() => imreadSync(tiff), 'not-loaded', /await load\('tiff-decode'\)/);
});

test('a folder as a path, with and without a slash at its end, and as a URL', async () => {
  for (const wasm of [
    wasmFolder,
    `${wasmFolder}/`,
    pathToFileURL(wasmFolder),
    String(pathToFileURL(`${wasmFolder}/`)),
  ]) {
    configure({ wasm });
    await assertExact(await imwrite(image, 'png'), image);
  }
});

test('a record of modules: an address, bytes, and a compiled module, which needs no compiling', async () => {
  const bytes = await wasmFile('png-encode');
  for (const source of [`${wasmFolder}/png-encode.wasm`, bytes, await WebAssembly.compile(bytes)]) {
    configure({ wasm: { 'png-encode': source } });
    await assertExact(await imwrite(image, 'png'), image);
    assert.equal((await imread(await imwrite(image, 'tiff'))).width, 64);
  }
});

test('over HTTP each file is fetched once, whatever the type the server gives', async (t) => {
  let type = 'application/wasm';
  const requests = [];
  const server = createServer(async (request, response) => {
    requests.push(request.url);
    response.setHeader('content-type', type);
    response.end(await wasmFile(request.url.split('/').pop().replace('.wasm', '')));
  });
  await new Promise((resolve) => server.listen(0, resolve));
  t.after(() => server.close());
  for (type of ['application/wasm', 'application/octet-stream']) {
    configure({ wasm: `http://localhost:${server.address().port}/files` });
    await Promise.all([imwrite(image, 'png'), imwrite(image, 'png'), load('png')]);
    await imwrite(image, 'png');
    assert.deepEqual(requests.splice(0), ['/files/png-encode.wasm']);
  }
});

test('a failed load names the file, what was found and the fix, and the next call tries again', async (t) => {
  let status = 404;
  const server = createServer((request, response) => {
    response.writeHead(status, { 'content-type': 'text/html' });
    response.end('<!doctype html>');
  });
  await new Promise((resolve) => server.listen(0, resolve));
  t.after(() => server.close());
  configure({ wasm: `http://localhost:${server.address().port}/` });
  await assertFails(imwrite(image, 'png'), 'load-failed', /png-encode\.wasm .*404 Not Found.*configure\(\{ wasm:/);
  status = 200;
  await assertFails(imwrite(image, 'png'), 'load-failed', /not a WebAssembly module.*text\/html/);
  configure({ wasm: '/nowhere' });
  await assertFails(load('png'), 'load-failed', /nowhere.*ENOENT/);
  configure({ wasm: { 'png-encode': new Uint8Array(8) } });
  await assertFails(load('png'), 'load-failed', /png-encode\.wasm/);

  const folder = await mkdtemp(join(tmpdir(), 'imwrite-load-'));
  t.after(() => rm(folder, { recursive: true }));
  configure({ wasm: folder });
  await assertFails(imwrite(image, 'png'), 'load-failed', /ENOENT/);
  await copyFile(join(wasmFolder, 'png-encode.wasm'), join(folder, 'png-encode.wasm'));
  await imwrite(image, 'png');
});

test('a module that does not belong to its glue code, or to this version', async () => {
  configure({ wasm: { 'png-encode': await wasmFile('fs') } });
  await assertFails(imwrite(image, 'png'), 'load-failed', /expected png-encode 0\.1\.0, got fs 0\.1\.0/);
  const old = Buffer.from(await wasmFile('png-encode'));
  old.write('0.0.9', old.lastIndexOf('0.1.0'));
  configure({ wasm: { 'png-encode': old } });
  await assertFails(imwrite(image, 'png'), 'load-failed', /expected png-encode 0\.1\.0, got png-encode 0\.0\.9/);
  // Tools that strip sections take the version away.
  configure({ wasm: { 'png-encode': (await wasmFile('fs')).subarray(0, -'..imwritefs 0.1.0'.length - 1) } });
  await assertFails(imwrite(image, 'png'), 'load-failed', /does not fit png-encode\.js/);
});

test('a module of another realm, as sandboxes hand it over', async () => {
  const foreign = runInNewContext('new WebAssembly.Module(bytes)', { bytes: await wasmFile('png-encode') });
  assert.ok(!(foreign instanceof WebAssembly.Module));
  configure({ wasm: { 'png-encode': foreign } });
  await assertExact(await imwrite(image, 'png'), image);
});

test('a wrong setting is an error that lists what is valid', async () => {
  const wrong = [
    [{ wasm: 5 }, /folder \(string or URL\) or a record/],
    [{ wasm: { 'png-encode': 5 } }, /address, bytes or a WebAssembly\.Module for png-encode, got 5/],
    [{ wasm: { png: '/a' } }, /png-encode.*got 'png'/],
    [{ worker: 'yes' }, /'auto', true or false, got 'yes'/],
    [{ workerUrl: 5 }, /address of worker\.js/],
    [{ threads: 0 }, /whole number from 1, got 0/],
    [{ limits: 5 }, /an object of limits, got 5/],
    [{ onWarning: 'log' }, /a function, got 'log'/],
  ];
  for (const [settings, words] of wrong) await assertFails(() => configure(settings), 'invalid-option', words);
  await assertFails(
    () => configure({ toString: 1 }),
    'unknown-option',
    /wasm, workerUrl, worker, threads, limits, onWarning/,
  );
});

test('the virtual file system stays the same one when settings change', async () => {
  const FS = await loadFS();
  configure({ wasm: wasmFolder });
  assert.equal(await loadFS(), FS);
});

/** A module whose memory cannot grow: the maximum in its memory section (id 5) becomes the minimum. */
async function moduleThatCannotGrow(name) {
  const bytes = await wasmFile(name);
  const readNumber = (at) => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return [value, at];
    }
  };
  let at = 8;
  for (;;) {
    const [size, content] = readNumber(at + 1);
    if (bytes[at] !== 5) {
      at = content + size;
      continue;
    }
    const [minimum, maximum] = readNumber(content + 2); // after the count and the flags
    const [, end] = readNumber(maximum);
    for (let i = maximum, rest = minimum; i < end; ++i, rest >>= 7) bytes[i] = (rest & 127) | (i + 1 < end ? 128 : 0);
    return bytes;
  }
}

test('after memory ran out the next call works', async () => {
  const huge = pattern(3000, 3000, 3);
  const hugeFile = await imwrite(huge, 'png');
  for (const [format, options] of [
    ['webp', {}],
    ['jpeg', { progressive: true }],
  ]) {
    const expected = await imwrite(image, format, options);
    configure({ wasm: { [`${format}-encode`]: await moduleThatCannotGrow(`${format}-encode`) } });
    for (let round = 0; round < 3; ++round) {
      await assertFails(imwrite(huge, format, options), 'out-of-memory', /memory/);
      assert.deepEqual(await imwrite(image, format, options), expected);
    }
  }
  configure({ wasm: { 'png-decode': await moduleThatCannotGrow('png-decode') } });
  for (let round = 0; round < 3; ++round) {
    await assertFails(imread(hugeFile), 'out-of-memory', /memory/);
    assert.equal((await imread(await imwrite(image, 'png'))).width, 64);
  }
});

test('after a trap inside the module the next call works', async () => {
  // A detached source makes the copy inside C++ throw through the module: the same road a trap takes.
  await load('png');
  const expected = imwriteSync(image, 'png');
  for (let round = 0; round < 3; ++round) {
    const victim = pattern(1000, 1000, 3);
    const onProgress = () =>
      victim.data.buffer.byteLength && structuredClone(victim.data.buffer, { transfer: [victim.data.buffer] });
    await assertFails(imwrite(victim, 'png', { onProgress }), 'internal', /png-encode failed/);
    assert.deepEqual(imwriteSync(image, 'png'), expected);
  }
});
