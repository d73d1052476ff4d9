// The code blocks of README and docs/ that are for pages run in Chromium: "```js page" as a module beside a painted canvas, an
// <img> and a file input, "```html" as a page. A block with exports is only loaded here; recipes.test.mjs calls them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { openPage, rgbaBySharp, useSite } from '../browser/support.mjs';
import { blocksOf, pages } from './support.mjs';
import { htmlPage, modulePage } from './example-pages.mjs';

const site = useSite();
// migrating.test.mjs and from-to-blob.test.mjs compare theirs with other lines.
const elsewhere = ['docs/from-cv2-imwrite.md', 'docs/migrating.md', 'npm/README.md'];
const found = pages.filter((page) => !elsewhere.includes(page)).flatMap(blocksOf);
const modules = found.filter(({ role }) => role === 'page');
const documents = found.filter(({ language }) => language === 'html');

for (const block of modules) {
  test(`${block.page}:${block.line}`, async (t) => {
    const { page, expectClean } = await openPage(t, site, modulePage(site, block));
    await page.waitForFunction(() => globalThis.done || globalThis.failure, undefined, { timeout: 20_000 });
    assert.equal(await page.evaluate(() => globalThis.failure), undefined);
    await expectClean();
  });
}

test('README: the page saves the canvas and uploads it', async (t) => {
  assert.equal(documents.length, 1);
  const uploads = [];
  const { page, expectClean } = await openPage(t, site, htmlPage(site, documents[0]), {
    before: (opened) => opened.on('request', (request) => request.url().endsWith('/upload') && uploads.push(request)),
  });
  for (const end = Date.now() + 10_000; uploads.length === 0 && Date.now() < end;) await page.waitForTimeout(20);
  const seen = await rgbaBySharp(uploads[0].postDataBuffer());
  assert.deepEqual([seen.width, seen.height], [300, 150]);
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#save')]);
  assert.equal(download.suggestedFilename(), 'shot.png');
  assert.equal(readFileSync(await download.path()).toString('latin1', 1, 4), 'PNG');
  await expectClean();
});

test('there are blocks for pages', () => assert.ok(modules.length >= 7, String(modules.length)));
