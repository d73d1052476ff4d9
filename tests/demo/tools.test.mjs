// The demo's answers to "which format, which quality, under so many kB?": Find, and Compare all with its exports.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOf } from '../../demo/metrics.js';
import { formats, imread, imwrite } from '../../npm/dist/node/index.js';
import { afterwards, download, useDemo } from './demo-page.mjs';
import { sharp, useSite } from '../browser/support.mjs';

const coffee = new URL('../fixtures/coffee.png', import.meta.url).pathname;
const site = useSite();
const demo = useDemo(site);

test('Find: files that fit, the best first, and one is taken over', async () => {
  const { page, expectClean } = await demo();
  await page.fill('#limit', '30');
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  await page
    .locator('#find-status', { hasText: 'formats have a file of at most 30.0 kB' })
    .waitFor({ timeout: 60_000 });
  const cards = page.locator('#found li');
  assert.equal(await cards.count(), Object.keys(formats).length);
  assert.match(await cards.first().textContent(), /dB, SSIMULACRA 2 \d/);
  assert.match(await cards.last().textContent(), /does not fit/);
  const fitting = await page.locator('#found li:has(button)').count();
  assert.ok(fitting >= 3 && fitting < 9, String(fitting));
  const { bytes } = await download(page, cards.first().getByRole('button', { name: 'Download' }));
  assert.ok(bytes.length <= 30_000 && bytes.length > 25_000, String(bytes.length));
  assert.equal((await sharp(bytes).metadata()).width, 600);
  await afterwards(page, () => page.getByRole('button', { name: 'Use JPEG', exact: true }).click());
  assert.match(await page.textContent('#result-tag'), /^JPEG, 2\d(\.\d)? kB/);
  await expectClean();
});

test('Find: the smallest files that look good enough', async () => {
  const { page, expectClean } = await demo();
  await page.selectOption('#goal', 'look');
  await page.fill('#limit', '101');
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  assert.match(await page.textContent('#find-status'), /at most 100/);
  await page.fill('#limit', '75');
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  await page.locator('#find-status', { hasText: 'formats look like 75 or better' }).waitFor({ timeout: 120_000 });
  const jpeg = page.locator('#found li', { has: page.getByRole('button', { name: 'Use JPEG', exact: true }) });
  const quality = Number((await jpeg.locator('span').nth(1).textContent()).replace('quality ', ''));
  const original = await imread(coffee);
  const scoreAt = async (value) => scoreOf(original, await imread(await imwrite(original, 'jpeg', { quality: value })));
  assert.ok((await scoreAt(quality)) >= 75 && (await scoreAt(quality - 1)) < 75, String(quality));
  const sizes = await page.locator('#found li:has(button) span:nth-of-type(1)').allTextContents();
  const bytes = sizes.map((text) => parseFloat(text) * (text.includes('MB') ? 1000 : 1));
  assert.deepEqual(
    bytes,
    [...bytes].sort((a, b) => a - b),
  );
  await expectClean();
});

test('Compare all: table and plot of every format and of toBlob, as CSV, PNG and SVG', async () => {
  const { page, expectClean } = await demo();
  await page.getByRole('button', { name: 'Compare all formats' }).click();
  await page.locator('#compare-rows tr').nth(2).waitFor();
  assert.ok((await page.locator('#plot canvas').count()) === 1, 'drawn while it is computed');
  await page.locator('#compare-status', { hasText: 'files of this picture' }).waitFor({ timeout: 90_000 });
  const csv = String((await download(page, page.getByRole('button', { name: 'CSV' }))).bytes)
    .trim()
    .split('\n');
  const writers = new Set(csv.slice(1).map((line) => line.split(',')[0].replaceAll('"', '')));
  // An icon has no room for it.
  for (const { title, maxWidth } of Object.values(formats)) assert.equal(writers.has(title), maxWidth >= 600, title);
  for (const title of ['toBlob JPEG', 'toBlob PNG', 'toBlob WebP']) assert.ok(writers.has(title), title);
  assert.equal(await page.locator('#compare-rows tr').count(), csv.length - 1, 'no file failed');
  const jpeg = csv
    .filter((line) => line.startsWith('"JPEG"'))
    .map((line) => line.split(',').map((cell) => cell.slice(1, -1)));
  const sizes = jpeg.map((cells) => Number(cells[2]));
  assert.ok(sizes.length === 8 && sizes.slice(1).every((size, at) => at === 0 || size > sizes[at]), String(sizes));
  const png = (await download(page, page.getByRole('button', { name: 'PNG', exact: true }))).bytes;
  assert.ok((await sharp(png).metadata()).width > 300);
  const svg = (await download(page, page.getByRole('button', { name: 'SVG' }))).bytes;
  assert.ok((await sharp(svg).metadata()).width > 300);
  await expectClean();
});

test('Compare all is stopped at once', async () => {
  const { page } = await demo();
  await page.getByRole('button', { name: 'Compare all formats' }).click();
  await page.locator('#compare-rows tr').first().waitFor();
  await page.locator('#compare-stop').click();
  const before = await page.locator('#compare-rows tr').count();
  await page.waitForTimeout(500);
  assert.equal(await page.locator('#compare-rows tr').count(), before);
});
