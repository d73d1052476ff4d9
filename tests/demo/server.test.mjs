// The demo's server: what it serves, under which policy, and that nothing else of the disk can be had.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { startServer } from '../browser/server.mjs';

let server;
before(async () => (server = await startServer()));
after(() => server.close());

/** Asks for a path exactly as written: fetch() would tidy it up first. */
function ask(path, method = 'GET') {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    request({ hostname, port, path, method, family: 4 }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    })
      .on('error', reject)
      .end();
  });
}

test('serves the page, the package and the pictures with their types', async () => {
  const expected = {
    '/': 'text/html; charset=utf-8',
    '/?x=1': 'text/html; charset=utf-8',
    '/main.js': 'text/javascript; charset=utf-8',
    '/style.css': 'text/css; charset=utf-8',
    '/icon.svg': 'image/svg+xml',
    '/imwrite/browser/index.js': 'text/javascript; charset=utf-8',
    '/imwrite/wasm/png-encode.wasm': 'application/wasm',
    '/pictures/coffee.png': 'image/png',
  };
  for (const [path, type] of Object.entries(expected)) {
    const { status, headers, body } = await ask(path);
    assert.deepEqual([path, status, headers['content-type']], [path, 200, type]);
    assert.equal(Number(headers['content-length']), body.length);
  }
});

test('every answer has the policy, and none asks for isolation', async () => {
  for (const path of ['/', '/main.js', '/imwrite/browser/worker.js', '/nothing']) {
    const { headers } = await ask(path);
    assert.match(
      headers['content-security-policy'],
      /default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' blob: data:/,
    );
    assert.doesNotMatch(headers['content-security-policy'], /unsafe-inline|'unsafe-eval'/);
    assert.equal(headers['cross-origin-opener-policy'], undefined);
    assert.equal(headers['cross-origin-embedder-policy'], undefined);
    assert.equal(headers['x-content-type-options'], 'nosniff');
  }
});

test('nothing outside its folders can be had', async () => {
  const paths = [
    '/../package.json',
    '/../npm/package.json',
    '/%2e%2e/npm/package.json',
    '/..%2fnpm/package.json',
    '/imwrite/../package.json',
    '/imwrite/%2e%2e/package.json',
    '/imwrite/..%5cpackage.json',
    '/imwrite//etc/passwd',
    '//etc/passwd',
    '/imwrite/wasm',
    '/imwrite/',
    '/pictures/',
    '/pictures/camera.png',
    '/pictures/README.md',
    '/pictures/..%2ffixtures%2fcoffee.png',
    '/serve.mjs',
    '/.hidden.js',
    '/main.js%00.png',
    '/%zz',
  ];
  for (const path of paths) {
    const { status, body } = await ask(path);
    assert.ok(status === 404 || status === 400, `${path}: ${status}`);
    assert.ok(body.length < 100);
  }
});

test('answers GET and HEAD only', async () => {
  const head = await ask('/', 'HEAD');
  assert.deepEqual([head.status, head.body.length], [200, 0]);
  for (const method of ['POST', 'PUT', 'DELETE']) assert.equal((await ask('/', method)).status, 405);
});
