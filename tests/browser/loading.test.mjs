// How the WebAssembly files come into a page: fetched once whatever their type, from where configure() says, or with an
// error that says what to do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rgbaPattern } from './page/tools.js';
import { assertExactRgba, openBlank, useSite, wasmFile } from './support.mjs';

const site = useSite();
const picture = { data: rgbaPattern(20, 10), width: 20, height: 10 };

/** In the page: the picture as a PNG, or the error. */
const writePng = () =>
  imw.imwrite({ data: tools.rgbaPattern(20, 10), width: 20, height: 10 }, 'png').then(
    (bytes) => ({ bytes }),
    (error) => ({ error: tools.plain(error, imw.ImwriteError) }),
  );

for (const worker of [false, true]) {
  const mode = worker ? 'worker mode' : 'the page';
  for (const type of ['application/wasm', 'application/octet-stream', 'application/wasm; charset=utf-8']) {
    test(`${mode}: wasm served as ${type} is fetched once, and nothing else is`, async (t) => {
      const { page, expectClean } = await openBlank(t, site);
      site.server.override = (path) => (path.endsWith('.wasm') ? { type } : undefined);
      const all = await page.evaluate(async (worker) => {
        imw.configure({ worker });
        const image = { data: tools.rgbaPattern(20, 10), width: 20, height: 10 };
        const first = await Promise.all([
          imw.imwrite(image, 'png'),
          imw.imwrite(image, 'png'),
          imw.imwrite(image, 'png'),
        ]);
        return [...first, await imw.imwrite(image, 'png')];
      }, worker);
      for (const bytes of all) await assertExactRgba(bytes, picture);
      assert.equal(site.server.count('.wasm'), 1);
      assert.equal(site.server.count('/png-encode.wasm'), 1);
      const others = site.server.log.filter(
        (path) => !/^\/imwrite\/(wasm\/png-encode\.(js|wasm)|browser\/(worker|shared-\w+)\.js)$/.test(path),
      );
      assert.deepEqual(others, []);
      await expectClean();
    });
  }
}

test('importing the package fetches no wasm, starts no worker and touches no global', async (t) => {
  site.server.override = undefined;
  const { page } = await openBlank(t, site, {
    before: (page) => page.addInitScript(() => (globalThis.before = Object.getOwnPropertyNames(globalThis))),
  });
  assert.equal(site.server.count('.wasm'), 0);
  assert.equal(page.workers().length, 0);
  const added = await page.evaluate(() =>
    Object.getOwnPropertyNames(globalThis).filter((name) => !globalThis.before.includes(name)),
  );
  assert.deepEqual(
    added.filter((name) => !['before', 'imw', 'tools', 'ready'].includes(name)),
    [],
  );
});

test('a missing wasm file is an error that names the file, the status and the fix; later calls try again', async (t) => {
  const { page } = await openBlank(t, site, { allow: [/404/] });
  site.server.override = (path) => (path.endsWith('.wasm') ? { status: 404, body: 'no' } : undefined);
  const { error } = await page.evaluate(writePng);
  assert.deepEqual([error.ours, error.code], [true, 'load-failed']);
  assert.match(error.message, /png-encode\.wasm/);
  assert.match(error.message, /404/);
  assert.match(error.message, /configure\(\{ wasm/);
  assert.equal(site.server.count('.wasm'), 1);
  site.server.override = undefined;
  const { bytes } = await page.evaluate(writePng);
  await assertExactRgba(bytes, picture);
});

test('a home page in place of the wasm file is an error that tells its type', async (t) => {
  const { page } = await openBlank(t, site);
  site.server.override = (path) =>
    path.endsWith('.wasm') ? { type: 'text/html', body: '<!doctype html>' } : undefined;
  const { error } = await page.evaluate(writePng);
  assert.deepEqual([error.ours, error.code], [true, 'load-failed']);
  assert.match(error.message, /png-encode\.wasm/);
  assert.match(error.message, /text\/html/);
  assert.equal(site.server.count('.wasm'), 1);
});

test('a server that cannot be reached is a load error', async (t) => {
  const { page } = await openBlank(t, site, { allow: [/ERR_FAILED|Failed to load/] });
  await page.route('**/*.wasm', (route) => route.abort());
  const { error } = await page.evaluate(writePng);
  assert.deepEqual([error.ours, error.code], [true, 'load-failed']);
});

test('a policy without wasm-unsafe-eval is a load error that names the policy', async (t) => {
  site.pages['/strict.html'] = {
    ...site.pages['/blank.html'],
    headers: { 'Content-Security-Policy': "default-src 'self'; img-src data:" },
  };
  const { page } = await openBlank(t, site, { path: 'strict.html', allow: [/./] });
  site.server.override = undefined;
  const { error } = await page.evaluate(writePng);
  assert.deepEqual([error.ours, error.code], [true, 'load-failed']);
  assert.match(error.message, /Content Security Policy|wasm-unsafe-eval/);
});

test('missing glue code is a load error', async (t) => {
  const { page } = await openBlank(t, site, { allow: [/404/] });
  site.server.override = (path) => (path.endsWith('png-encode.js') ? { status: 404, body: 'no' } : undefined);
  const { error } = await page.evaluate(writePng);
  assert.deepEqual([error.ours, error.code], [true, 'load-failed']);
  assert.match(error.message, /png-encode\.js/);
});

test('a worker script that is missing is a load error that says so', async (t) => {
  const { page } = await openBlank(t, site, { allow: [/404/] });
  site.server.override = (path) => (path.endsWith('/worker.js') ? { status: 404, body: 'no' } : undefined);
  const { error } = await page.evaluate(`imw.configure({ worker: true }), (${writePng})()`);
  assert.deepEqual([error.ours, error.code], [true, 'load-failed']);
  assert.match(error.message, /worker/);
});

test('configure({ wasm }) takes a folder, as text or URL', async (t) => {
  const body = await wasmFile('png-encode');
  site.pages['/elsewhere/png-encode.wasm'] = { type: 'application/wasm', body };
  for (const expression of ["'/elsewhere'", "'/elsewhere/'", "'elsewhere/'", "new URL('/elsewhere/', location.href)"]) {
    const { page } = await openBlank(t, site);
    site.server.override = undefined;
    const { bytes, error } = await page.evaluate(`imw.configure({ wasm: ${expression} }), (${writePng})()`);
    assert.equal(error, undefined, expression);
    await assertExactRgba(bytes, picture);
    assert.equal(site.server.count('/elsewhere/png-encode.wasm'), 1);
    assert.equal(site.server.count('.wasm'), 1);
  }
});

const given = {
  'an address': () => '/elsewhere/png-encode.wasm',
  'a URL': () => new URL('/elsewhere/png-encode.wasm', location.href),
  bytes: async () => new Uint8Array(await (await fetch('/elsewhere/png-encode.wasm')).arrayBuffer()),
  'an ArrayBuffer': async () => (await fetch('/elsewhere/png-encode.wasm')).arrayBuffer(),
  'a WebAssembly.Module': () => WebAssembly.compileStreaming(fetch('/elsewhere/png-encode.wasm')),
};
for (const [name, make] of Object.entries(given)) {
  for (const worker of [false, true]) {
    test(`configure({ wasm: { 'png-encode': ${name} } })${worker ? ' in worker mode' : ''}`, async (t) => {
      site.pages['/elsewhere/png-encode.wasm'] = { type: 'application/wasm', body: await wasmFile('png-encode') };
      const { page } = await openBlank(t, site);
      site.server.override = undefined;
      const { bytes, error } = await page.evaluate(
        `(async () => { imw.configure({ worker: ${worker}, wasm: { 'png-encode': await (${make})() } }); return (${writePng})(); })()`,
      );
      assert.equal(error, undefined);
      await assertExactRgba(bytes, picture);
      assert.equal(site.server.count('.wasm'), 1);
    });
  }
}

test('imwriteSync works once load() is done, and says what to load before', async (t) => {
  const { page } = await openBlank(t, site);
  site.server.override = undefined;
  const { error, bytes } = await page.evaluate(async () => {
    const image = { data: tools.rgbaPattern(20, 10), width: 20, height: 10 };
    let error;
    try {
      imw.imwriteSync(image, 'png');
    } catch (thrown) {
      error = tools.plain(thrown, imw.ImwriteError);
    }
    await imw.load('png');
    return { error, bytes: imw.imwriteSync(image, 'png') };
  });
  assert.equal(error.code, 'not-loaded');
  assert.match(error.message, /await load\('png'\)/);
  await assertExactRgba(bytes, picture);
});
