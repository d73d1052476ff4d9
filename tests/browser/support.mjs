// What the browser tests share: one server and one browser a file, pages that tolerate no complaint, and sharp's eye.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { extname } from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startBrowser } from './browser.mjs';
import { startServer } from './server.mjs';
import { sharp } from '../support/sharp.mjs';

export { sharp };

export const fixture = (name) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
export const wasmFile = (name) => readFile(new URL(`../../npm/dist/wasm/${name}.wasm`, import.meta.url));

const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8' };

/** The files of page/, as the server takes them. */
async function testPages() {
  const folder = new URL('page/', import.meta.url);
  const names = await readdir(folder);
  const entries = names.map(async (name) => [
    `/${name}`,
    { type: types[extname(name)], body: await readFile(new URL(name, folder)) },
  ]);
  return Object.fromEntries(await Promise.all(entries));
}

/** Starts a server and a browser for the tests of a file; `site.server`, `site.browser` are there once they run. */
export function useSite() {
  const site = { pages: {} };
  before(async () => {
    site.server = await startServer({ pages: Object.assign(site.pages, await testPages()) });
    site.browser = await startBrowser();
  });
  after(async () => {
    await site.browser?.close();
    await site.server?.close();
  });
  return site;
}

/**
 * A fresh page, in a context of its own, that is closed after the test. `expectClean()` asserts that it logged no error,
 * violated no policy and asked no other server.
 */
export async function openPage(t, site, path, { allow = [], before: prepare, ...context } = {}) {
  const browserContext = await site.browser.newContext(context);
  t.after(() => browserContext.close());
  const page = await browserContext.newPage();
  const complaints = [];
  const complain = (text) => {
    if (!allow.some((pattern) => pattern.test(text))) complaints.push(text);
  };
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complain(message.text()));
  page.on('pageerror', (error) => complain(String(error)));
  browserContext.on('request', (request) => {
    if (!/^(blob|data):/.test(request.url()) && !request.url().startsWith(site.server.url))
      complain(`asked ${request.url()}`);
  });
  await page.addInitScript(() => {
    globalThis.violations = [];
    addEventListener('securitypolicyviolation', (event) =>
      globalThis.violations.push(`${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  if (prepare) await prepare(page);
  await page.goto(new URL(path, site.server.url).href);
  const expectClean = async () => {
    assert.deepEqual(await page.evaluate(() => globalThis.violations), []);
    assert.deepEqual(complaints, []);
  };
  return { page, expectClean };
}

/** A blank page in which `imw` is the package and `tools` is page/tools.js. */
export async function openBlank(t, site, { path = 'blank.html', ...options } = {}) {
  const opened = await openPage(t, site, path, options);
  await opened.page.waitForFunction(() => globalThis.ready === true);
  return opened;
}

/** Waits until the page has no worker left. Chromium gives a busy worker two seconds after terminate(). */
export async function workersEnd(page) {
  const end = Date.now() + 5000;
  while (page.workers().length > 0 && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(page.workers().length, 0, 'a worker lives on');
}

/** How long a task of the page may take, in ms: 50, or a third longer than copying the pixels, which it cannot avoid, where that is more. */
export async function taskLimit(page, { width, height }) {
  const copying = await page.evaluate(
    (size) => {
      const pixels = new Uint8Array(size).fill(1);
      const times = [1, 2, 3].map(() => {
        const start = performance.now();
        pixels.slice();
        return performance.now() - start;
      });
      return Math.min(...times);
    },
    width * height * 4,
  );
  return Math.max(50, (copying * 4) / 3);
}

/** RGBA samples of a file, as sharp decodes it. */
export async function rgbaBySharp(bytes) {
  const { data, info } = await sharp(Buffer.from(bytes)).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Asserts that sharp sees exactly these RGBA samples. */
export async function assertExactRgba(bytes, { data, width, height }) {
  const seen = await rgbaBySharp(bytes);
  assert.deepEqual([seen.width, seen.height], [width, height]);
  assert.ok(
    Buffer.compare(seen.data, Buffer.from(data.buffer, data.byteOffset, data.byteLength)) === 0,
    'samples differ',
  );
}
