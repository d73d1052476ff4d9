// What the tests of three engines share: a server with their pages, and a test for each engine that opens one.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { startServer } from '../browser/server.mjs';
import { engineNames, useEngines } from './engines.mjs';

export { engineNames };

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
  const site = { pages: {}, engines: useEngines() };
  const servers = [];
  before(async () => {
    const favicon = { type: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' };
    Object.assign(site.pages, { '/favicon.ico': favicon }, await pageFiles());
    servers.push(await startServer({ pages: site.pages }), await startServer({ headers: { 'Access-Control-Allow-Origin': '*' } }));
    [site.url, site.elsewhere] = servers.map(({ url }) => url);
  });
  after(() => Promise.all(servers.map((server) => server.close())));
  return site;
}

/**
 * `run({ page, site, name, version })` as a test in each engine, with a fresh page in which `imw` is the package. Nothing may
 * complain but what `allow` matches.
 */
export function testInEngines(title, site, { path = 'page.html', allow = [], timeout = 120_000 }, run) {
  for (const name of engineNames) {
    test(`${name}: ${title}`, { timeout }, async (t) => {
      const engine = await site.engines(name);
      const page = await openReady(engine, new URL(`${path}?origin=${site.elsewhere}`, site.url).href);
      t.after(() => page.close().catch(() => {})); // what crashed cannot be closed
      await run({ t, page, site, name, version: engine.version });
      const complaints = [...page.complaints, ...(await page.evaluate(() => globalThis.seen))];
      assert.deepEqual(complaints.filter((text) => !allow.some((pattern) => pattern.test(text))), []);
    });
  }
}

/** A page whose module has run. */
async function openReady(engine, url) {
  const page = await engine.open(url);
  const ready = () =>
    page.evaluate(async () => {
      for (const end = Date.now() + 20_000; !globalThis.ready; ) {
        if (Date.now() > end) throw new Error(`the page did not get ready: ${globalThis.seen}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    });
  await ready();
  return { ...page, reload: () => page.reload().then(ready) };
}
