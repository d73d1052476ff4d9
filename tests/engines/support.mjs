// What the tests of three engines share: a server with their pages, and a test for each engine that opens one.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { startServer } from '../browser/server.mjs';
import { engineNames, useEngines } from './engines.mjs';

export { engineNames };

/** What engines say of pictures that tests make, not of the package: the cost of reading WebGL, a frame that no test closed. */
export const ofSources = [/GPU stall/, /VideoFrame was garbage collected/];

const types = { html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8' };

/** The files that pages load, by path. */
async function pageFiles() {
  const folders = ['page/', '../browser/page/'].map((name) => new URL(name, import.meta.url));
  const files = ['pictures.js', 'outcomes.js'].map((name) => new URL(`../support/${name}`, import.meta.url));
  for (const folder of folders) files.push(...(await readdir(folder)).map((name) => new URL(name, folder)));
  const entry = async (file) => {
    const name = file.pathname.split('/').at(-1);
    return [`/${name}`, { type: types[name.split('.').at(-1)], body: await readFile(file) }];
  };
  return Object.fromEntries(await Promise.all(files.map(entry)));
}

/** The engines of a test file, its server, and one of another origin from which every page may fetch the package. */
export function useSite() {
  const site = { pages: {}, shared: new Map(), engines: useEngines() };
  const servers = [];
  before(async () => {
    const favicon = { type: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' };
    Object.assign(site.pages, { '/favicon.ico': favicon }, await pageFiles());
    servers.push(
      await startServer({ pages: site.pages }),
      await startServer({ headers: { 'Access-Control-Allow-Origin': '*' } }),
    );
    [site.url, site.elsewhere] = servers.map(({ url }) => url);
  });
  after(() => Promise.all(servers.map((server) => server.close())));
  return site;
}

/**
 * `run({ page, site, name })` as a test in each engine, with a page in which `imw` is the package: a fresh one, or with
 * `shared` the one that such tests of the file share, until one of them fails. Nothing may complain but what `allow` matches.
 */
export function testInEngines(title, site, { path = 'page.html', shared = false, allow = [] }, run) {
  for (const name of engineNames) {
    test(`${name}: ${title}`, { timeout: 120_000 }, async (t) => {
      const engine = await site.engines(name);
      const page =
        (shared && site.shared.get(name)) ||
        (await openReady(engine, new URL(`${path}?origin=${site.elsewhere}`, site.url).href));
      site.shared.delete(name);
      let keep = false;
      t.after(() => keep || page.close().catch(() => {})); // what crashed cannot be closed
      await run({ t, page, site, name });
      const complaints = [...page.complaints.splice(0), ...(await page.evaluate(() => globalThis.seen.splice(0)))];
      assert.deepEqual(
        complaints.filter((text) => !allow.some((pattern) => pattern.test(text))),
        [],
      );
      keep = shared;
      if (keep) site.shared.set(name, page);
    });
  }
}

/** A page whose module has run. */
async function openReady(engine, url) {
  const page = await engine.open(url);
  const ready = () =>
    page.evaluate(async () => {
      for (const end = Date.now() + 20_000; !globalThis.ready;) {
        if (Date.now() > end) throw new Error(`the page did not get ready: ${globalThis.seen}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    });
  await ready();
  return { ...page, reload: () => page.reload().then(ready) };
}
