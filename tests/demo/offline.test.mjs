// The demo without a network: after one visit the page opens, encodes, reads back and compares with the server gone.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { formats } from '../../npm/dist/node/index.js';
import { startBrowser } from '../browser/browser.mjs';
import { startServer } from '../browser/server.mjs';
import { afterwards, chooseFormat, openDemo } from './demo-page.mjs';

test('works offline after the first visit, with formats that were not used before', async (t) => {
  const site = { server: await startServer(), browser: await startBrowser() };
  t.after(() => site.browser.close());
  const { page } = await openDemo(t, site);
  await page.locator('#offline', { hasText: 'Works offline from now on' }).waitFor();
  const kept = await page.evaluate(async () => {
    const caches = await Promise.all((await globalThis.caches.keys()).map((name) => globalThis.caches.open(name)));
    return (await Promise.all(caches.map((cache) => cache.keys()))).flat().map(({ url }) => url);
  });
  const modules = await readdir(new URL('../../npm/dist/wasm/', import.meta.url));
  assert.ok(modules.length > 40);
  const missing = modules.filter((name) => !kept.includes(`${site.server.url}imwrite/wasm/${name}`));
  assert.deepEqual(missing, [], 'modules of few options are kept too');
  await site.server.close();
  await assert.rejects(fetch(site.server.url));
  await page.reload();
  await page.locator('#download:not([disabled])').waitFor();
  for (const { name: format, maxWidth } of Object.values(formats)) {
    if (maxWidth < 600) continue; // the sample is wider
    if (await page.locator(`#formats [value=${format}]`).isChecked()) continue;
    await afterwards(page, () => chooseFormat(page, format));
    assert.match(await page.textContent('#size'), /B$/);
  }
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.locator('#files .file').waitFor();
  await page.getByRole('button', { name: 'Compare all formats' }).click();
  await page.locator('#plot canvas').waitFor();
  assert.equal(await page.locator('#open-error').isHidden(), true);
});

test('modules that are missing keep the page from nothing, and the line says so', async (t) => {
  const site = { server: await startServer(), browser: await startBrowser() };
  t.after(() => Promise.all([site.browser.close(), site.server.close()]));
  site.server.override = (path) =>
    /(tiff|webp|qoi|pnm|pam|pfm)-\w+\.wasm$/.test(path) ? { status: 404, body: 'x'.repeat(100_000) } : undefined;
  const { page } = await openDemo(t, site);
  await page.locator('#offline', { hasText: 'Works offline, with the formats that were used' }).waitFor();
});

test('the manifest names files that are there, and the page names the manifest', async () => {
  const folder = new URL('../../demo/', import.meta.url);
  const manifest = JSON.parse(await readFile(new URL('demo.webmanifest', folder), 'utf8'));
  for (const { src } of manifest.icons) assert.ok((await readFile(new URL(src, folder))).length > 100);
  assert.equal(manifest.display, 'standalone');
  assert.match(await readFile(new URL('index.html', folder), 'utf8'), /rel="manifest" href="demo\.webmanifest"/);
  const opened = manifest.file_handlers[0].accept['image/*'];
  for (const { extensions } of Object.values(formats)) assert.ok(opened.includes(`.${extensions[0]}`), extensions[0]);
});
