// The demo page: formats, options, virtual files, comparing, copying, and how it fits.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formats } from '../../npm/dist/node/index.js';
import { testFacts } from '../formats/index.mjs';
import { formatNames } from '../support/package.mjs';
import { afterwards, chooseFormat, download, facts, openDemo, photo } from './demo-page.mjs';
import { sharp, useSite } from './support.mjs';

const site = useSite();

test('opens with a picture encoded, without isolation, complaints or requests elsewhere', async (t) => {
  const { page, expectClean } = await openDemo(t, site);
  assert.equal(await page.evaluate(() => crossOriginIsolated), false);
  assert.match(await page.textContent('#facts'), /coffee\.png: 600 × 400, RGB 8-bit/);
  assert.match(await page.textContent('#size'), /^[\d.]+ kB$/);
  assert.match(await page.textContent('#psnr'), /^\d\d\.\d dB$/);
  assert.match(await page.textContent('#versions'), /imwrite \d.*libjpeg-turbo/);
  await expectClean();
});

for (const format of formatNames) {
  test(`${format}: encoded, shown, downloaded`, async (t) => {
    const { page, expectClean } = await openDemo(t, site);
    if (!(await page.locator(`#formats [value=${format}]`).isChecked()))
      await afterwards(page, () => chooseFormat(page, format));
    const { name, bytes } = await download(page);
    assert.equal(name, `coffee.${formats[format].extensions[0]}`);
    assert.match(Buffer.from(bytes).toString('hex', 0, 12), new RegExp(`^${testFacts(format).magic}`));
    const original = await photo('coffee.png');
    const { data } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    const exact = Buffer.compare(data, Buffer.from(original.data)) === 0;
    assert.equal(exact, testFacts(format).isLossless({}));
    assert.equal(await page.textContent('#psnr').then((text) => text === 'None'), exact);
    const shown = await page.locator('#result').evaluate((canvas) => [canvas.hidden, canvas.width, canvas.height]);
    assert.deepEqual(shown, [false, 600, 400]);
    await expectClean();
  });
}

test('every option of every format has a labelled control, and a changed one reaches the call', async (t) => {
  const { page, expectClean } = await openDemo(t, site);
  for (const [format, { options, commonOptions }] of Object.entries(formats)) {
    await chooseFormat(page, format);
    const all = [...options, ...commonOptions];
    assert.equal(await page.locator('#options .row').count(), all.length);
    const unnamed = await page.evaluate(() =>
      [...document.querySelectorAll('button, input, select')]
        .filter((control) => !control.labels?.length && !control.ariaLabel && !control.textContent.trim())
        .map((control) => control.outerHTML),
    );
    assert.deepEqual(unnamed, []);
    for (const { name, type } of all) {
      const help = page.locator(`#option-${name}-help`);
      assert.ok((await help.textContent()).length > 10, name);
      if (type === 'boolean') continue;
      assert.equal(await page.locator(`#option-${name}`).count(), 1, name);
    }
  }
  await chooseFormat(page, 'webp');
  assert.equal(await page.getByLabel('Segments', { exact: true }).isVisible(), false);
  await page.getByText('Advanced options').click();
  assert.equal(await page.getByLabel('Segments', { exact: true }).isEnabled(), true);
  await page.getByLabel('Segments', { exact: true }).fill('2');
  await page.getByRole('radiogroup', { name: 'Exact' }).getByLabel('On', { exact: true }).check();
  await page.getByRole('switch', { name: 'Lossless' }).check();
  await page.getByLabel('Method', { exact: true }).fill('2');
  await page.getByLabel('Alpha', { exact: true }).selectOption({ label: 'blend' });
  await page.getByLabel('Background').fill('#336699');
  const snippet = await page.textContent('#snippet');
  // What does nothing beside `lossless` is grayed, and not passed.
  assert.equal(await page.getByLabel('Segments', { exact: true }).isEnabled(), false);
  assert.equal(snippet.includes('segments'), false);
  for (const part of [
    "'webp'",
    'exact: true',
    'lossless: true',
    'method: 2',
    "alpha: 'blend'",
    "background: '#336699'",
  ]) {
    assert.ok(snippet.includes(part), `${part} in ${snippet}`);
  }
  await page.getByRole('button', { name: 'Reset options' }).click();
  assert.match(await page.textContent('#snippet'), /imwrite\(image, 'webp'\);$/);
  await expectClean();
});

test('saves to the virtual file system, opens, downloads and deletes there', async (t) => {
  const { page, expectClean } = await openDemo(t, site);
  await afterwards(page, () => chooseFormat(page, 'png'));
  assert.equal(await page.inputValue('#path'), '/pictures/coffee.png');
  await page.fill('#path', '/deep/er/saved.png');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const item = page.locator('#files li', { hasText: '/deep/er/saved.png' });
  await item.waitFor();
  const { name, bytes } = await download(page, item.getByRole('button', { name: 'Download' }));
  assert.equal(name, 'saved.png');
  assert.equal((await sharp(bytes).metadata()).format, 'png');
  await afterwards(page, () => item.getByRole('button', { name: 'Open' }).click());
  await facts(page, 'saved.png: 600 × 400');
  await page.fill('#path', '/no-extension');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.locator('#files-error', { hasText: 'expected a path that ends in' }).waitFor();
  await item.getByRole('button', { name: 'Delete' }).click();
  await item.waitFor({ state: 'detached' });
  assert.equal(await page.locator('#files-error').isHidden(), true);
  await expectClean();
});

test('the line moves with the keyboard and the mouse, and zoom shows actual pixels', async (t) => {
  const { page } = await openDemo(t, site);
  const cut = () =>
    page.locator('.sheet').evaluate((sheet) => Number.parseFloat(getComputedStyle(sheet).getPropertyValue('--cut')));
  const start = await cut();
  await page.focus('#split');
  for (let i = 0; i < 10; ++i) await page.keyboard.press('PageUp');
  assert.ok((await cut()) > start);
  await page.keyboard.press('Home');
  assert.equal(await cut(), 0);
  const { x, y, width, height } = await page.locator('#stage').boundingBox();
  await page.mouse.click(x + width / 4, y + height / 2);
  const share = await page.inputValue('#split');
  assert.ok(Math.abs(Number(share) - 25) < 1, share);
  await page.getByRole('radiogroup', { name: 'Zoom' }).getByLabel('100').check();
  const size = await page.locator('#original').boundingBox();
  assert.deepEqual([size.width, size.height], [600, 400]);
  assert.equal(await page.locator('#original').evaluate((canvas) => canvas.width), 600);
});

test('the call can be copied', async (t) => {
  const { page } = await openDemo(t, site, { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.getByRole('button', { name: 'Copy' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await page.textContent('#snippet'));
});

for (const width of [390, 768, 1440]) {
  test(`fits ${width} px, in light and dark`, async (t) => {
    for (const colorScheme of ['light', 'dark']) {
      const { page, expectClean } = await openDemo(t, site, {
        viewport: { width, height: 844 },
        colorScheme,
        reducedMotion: 'reduce',
      });
      for (const format of Object.keys(formats)) {
        await chooseFormat(page, format);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `${overflow} px too wide`);
      }
      await expectClean();
    }
  });
}
