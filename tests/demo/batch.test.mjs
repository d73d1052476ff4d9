// The demo's many files: each with its outcome, stop and go on, one ZIP; and where the bytes of a file went.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { imread } from '../../npm/dist/node/index.js';
import { afterwards, chooseFormat, download, useDemo } from './demo-page.mjs';
import { fixture, sharp, useSite } from '../browser/support.mjs';

const site = useSite();
const demo = useDemo(site);
const run = promisify(execFile);

test('several files: the first is opened, each is written or says why not, and all go into one ZIP', async (t) => {
  const { page, expectClean } = await demo();
  const coffee = await readFile(fixture('coffee.png'));
  const chelsea = await readFile(fixture('chelsea.png'));
  await afterwards(page, () =>
    page.setInputFiles('#file', [
      { name: 'a.png', mimeType: 'image/png', buffer: chelsea },
      { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') },
      { name: 'a.tif', mimeType: 'image/tiff', buffer: coffee },
    ]),
  );
  assert.match(await page.textContent('#facts'), /^a\.png: 451/);
  await page.locator('#batch-status', { hasText: '2 of 3 written, 1 failed' }).waitFor();
  const items = page.locator('#batch li');
  assert.match(await items.nth(1).textContent(), /notes\.txt.*no picture of a known kind/);
  const one = await download(page, items.nth(0).getByRole('button', { name: 'Download' }));
  assert.equal(one.name, 'a.jpg');
  const { name, bytes } = await download(page, page.getByRole('button', { name: 'Download as ZIP' }));
  assert.equal(name, 'pictures.zip');
  const folder = await mkdtemp(join(tmpdir(), 'demo-zip-'));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, name), bytes);
  await run('python3', ['-m', 'zipfile', '-e', join(folder, name), folder]);
  assert.equal((await imread(join(folder, 'a.jpg'))).width, 451);
  assert.equal((await imread(join(folder, 'a (2).jpg'))).width, 600);
  await page.getByRole('button', { name: 'Clear' }).click();
  assert.equal(await items.count(), 0);
  await expectClean();
});

test('a batch is stopped and goes on', async () => {
  const { page } = await demo();
  const buffer = await sharp(fixture('coffee.png')).resize(1500, 1000).png({ compressionLevel: 1 }).toBuffer();
  await chooseFormat(page, 'webp');
  await page.setInputFiles(
    '#batch-file',
    [1, 2, 3].map((at) => ({ name: `${at}.png`, mimeType: 'image/png', buffer })),
  );
  await page.locator('#batch-stop:not([disabled])').click();
  const status = page.locator('#batch-status', { hasText: 'stopped' });
  await status.waitFor();
  const before = await status.textContent();
  await page.waitForTimeout(400);
  assert.equal(await status.textContent(), before);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.locator('#batch-status', { hasText: '3 of 3 written' }).waitFor();
});

test('where the bytes went: the bar follows the file', async () => {
  const { page } = await demo();
  const bar = page.locator('#parts-bar');
  await page.locator('#parts-bar[aria-label*="scan"]').waitFor();
  await chooseFormat(page, 'png');
  await page.locator('#parts-bar[aria-label*="IDAT"]').waitFor();
  assert.ok((await bar.locator('.pixels').boundingBox()).width > 100);
  assert.match(await page.textContent('#parts-list li'), /IDAT.*pixels.*kB, \d+ %/);
});
