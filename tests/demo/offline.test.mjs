// The demo without a network: after one visit the page opens, encodes, reads back and compares with the server gone.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { formats } from '../../npm/dist/node/index.js';
import { startBrowser } from '../browser/browser.mjs';
import { startServer } from '../browser/server.mjs';
import { afterwards, chooseFormat, openDemo } from './demo-page.mjs';

test('works offline after the first visit, with formats that were not used before', async (t) => {
  const site = { server: await startServer(), browser: await startBrowser() };
  t.after(() => site.browser.close());
  const { page } = await openDemo(t, site);
  await page.locator('#offline', { hasText: 'Works offline' }).waitFor();
  await site.server.close();
  await assert.rejects(fetch(site.server.url));
  await page.reload();
  await page.locator('#download:not([disabled])').waitFor();
  for (const format of Object.keys(formats)) {
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

test('the manifest names files that are there, and the page names the manifest', async () => {
  const folder = new URL('../../demo/', import.meta.url);
  const manifest = JSON.parse(await readFile(new URL('demo.webmanifest', folder), 'utf8'));
  for (const { src } of manifest.icons) assert.ok((await readFile(new URL(src, folder))).length > 100);
  assert.equal(manifest.display, 'standalone');
  assert.match(await readFile(new URL('index.html', folder), 'utf8'), /rel="manifest" href="demo\.webmanifest"/);
  const opened = manifest.file_handlers[0].accept['image/*'];
  for (const { extensions } of Object.values(formats)) assert.ok(opened.includes(`.${extensions[0]}`), extensions[0]);
});
