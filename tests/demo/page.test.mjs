// The demo page: formats, options, virtual files, comparing, copying, and how it fits.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formats } from '../../npm/dist/node/index.js';
import { testFacts } from '../formats/index.mjs';
import { formatNames } from '../support/package.mjs';
import { afterwards, chooseFormat, download, useDemo, photo } from './demo-page.mjs';
import { sharp, useSite } from '../browser/support.mjs';

const site = useSite();
const demo = useDemo(site, { permissions: ['clipboard-read', 'clipboard-write'] });

test('opens with a picture encoded, without isolation, complaints or requests elsewhere', async () => {
  const { page, expectClean } = await demo();
  assert.equal(await page.evaluate(() => crossOriginIsolated), false);
  assert.match(await page.textContent('#facts'), /coffee\.png: 600 × 400, RGB 8-bit/);
  assert.match(await page.textContent('#size'), /^[\d.]+ kB$/);
  assert.match(await page.textContent('#psnr'), /^\d\d\.\d dB$/);
  assert.match(await page.textContent('#versions'), /imwrite \d.*libjpeg-turbo/);
  await expectClean();
});

test('every format: encoded, shown, downloaded', async () => {
  const { page, expectClean } = await demo();
  const original = await photo('coffee.png');
  // An icon has no room for it.
  for (const format of formatNames.filter((name) => formats[name].maxWidth >= original.width)) {
    if (!(await page.locator(`#formats [value=${format}]`).isChecked()))
      await afterwards(page, () => chooseFormat(page, format));
    const { name, bytes } = await download(page);
    assert.equal(name, `coffee.${formats[format].extensions[0]}`);
    assert.match(Buffer.from(bytes).toString('hex', 0, 12), new RegExp(`^${testFacts(format).magic}`));
    const { data } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    const exact = Buffer.compare(data, Buffer.from(original.data)) === 0;
    assert.equal(exact, testFacts(format).isLossless({}));
    assert.equal(await page.textContent('#psnr').then((text) => text === 'None'), exact);
    const shown = await page
      .locator('#result')
      .evaluate((canvas) => [canvas.checkVisibility({ visibilityProperty: true }), canvas.width, canvas.height]);
    assert.deepEqual(shown, [true, 600, 400]);
  }
  await expectClean();
});

test('every option of every format has a labelled control, and a changed one reaches the call', async () => {
  const { page, expectClean } = await demo();
  for (const [format, { options, commonOptions }] of Object.entries(formats)) {
    await chooseFormat(page, format);
    const all = [...options, ...commonOptions];
    for (const { name } of all) assert.equal(await page.locator(`#option-${name}-row`).count(), 1, name);
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
  assert.match(await page.textContent('#option-exact-row .reason'), /No effect with images without alpha/);
  await page.getByRole('switch', { name: 'To gray' }).check();
  await page.getByRole('switch', { name: 'Lossless' }).check();
  await page.getByLabel('Method', { exact: true }).fill('2');
  await page.getByLabel('Alpha', { exact: true }).selectOption({ label: 'blend' });
  await page.getByLabel('Background', { exact: true }).fill('#336699');
  const snippet = await page.textContent('#snippet');
  // What does nothing beside `lossless` is grayed, and not passed.
  assert.equal(await page.getByLabel('Segments', { exact: true }).isEnabled(), false);
  assert.equal(snippet.includes('segments'), false);
  for (const part of [
    "'webp'",
    'toGray: true',
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

test('the line moves with the keyboard and the mouse', async () => {
  const { page } = await demo();
  const cut = () =>
    page
      .locator('.pane-result')
      .evaluate((pane) => Number.parseFloat(getComputedStyle(pane).clipPath.split(' ').at(-1)));
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
});

test('zoom: actual pixels, 1600 %, wheel, keys and dragging', async () => {
  const { page } = await demo();
  const stage = page.locator('#stage');
  const sheet = page.locator('.pane-original .sheet');
  const width = async () => (await sheet.boundingBox()).width;
  const fit = await width();
  await page.getByRole('group', { name: 'Zoom' }).getByRole('button', { name: '100' }).click();
  assert.equal(await width(), 600);
  await stage.focus();
  await page.keyboard.press('+');
  assert.equal(await width(), 750);
  for (let i = 0; i < 20; ++i) await page.keyboard.press('+');
  assert.equal(await width(), 9600);
  assert.equal(await page.textContent('#zoom-text'), '1600 %');
  assert.equal(
    await page.locator('#result').evaluate((canvas) => getComputedStyle(canvas).imageRendering),
    'pixelated',
  );
  const box = await stage.boundingBox();
  const before = await sheet.boundingBox();
  await page.mouse.move(box.x + 100, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(box.x + 140, box.y + 130);
  await page.mouse.up();
  const after = await sheet.boundingBox();
  assert.deepEqual([after.x - before.x, after.y - before.y], [40, 30]);
  await page.keyboard.press('ArrowLeft');
  assert.equal((await sheet.boundingBox()).x - after.x, 60);
  await page.keyboard.press('0');
  assert.equal(await width(), fit);
  await page.mouse.move(box.x + 100, box.y + 100);
  await page.mouse.wheel(0, -120);
  assert.ok((await width()) > fit * 1.4);
});

test('views: side by side shows both whole, flicker turns, difference is black where nothing differs', async () => {
  const { page, expectClean } = await demo();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const choose = (name) => page.getByRole('radiogroup', { name: 'Compare by' }).getByLabel(name).check();
  const isSeen = (id) => page.locator(id).evaluate((canvas) => canvas.checkVisibility({ visibilityProperty: true }));
  await choose('Side by side');
  const [left, right] = [await page.locator('#original').boundingBox(), await page.locator('#result').boundingBox()];
  assert.ok(left.x + left.width <= right.x && Math.abs(left.width - right.width) < 1);
  await choose('Flicker');
  assert.deepEqual([await isSeen('#original'), await isSeen('#result')], [true, false]);
  await page.locator('#stage').focus();
  await page.keyboard.press(' ');
  assert.equal(await isSeen('#result'), true);
  await afterwards(page, () => chooseFormat(page, 'png'));
  await choose('Difference');
  assert.deepEqual(await shades(page, '#difference'), [0, 0]);
  await afterwards(page, () => chooseFormat(page, 'jpeg'));
  assert.deepEqual(
    (await shades(page, '#difference')).map((shade) => shade > 0),
    [false, true],
  );
  await expectClean();
});

/** The darkest and the brightest pixel of a canvas in view. */
async function shades(page, canvas) {
  await page.waitForTimeout(300);
  const { data } = await sharp(await page.locator(canvas).screenshot())
    .extract({ left: 60, top: 80, width: 300, height: 200 })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return data.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [255, 0]);
}

test('the call can be copied', async () => {
  const { page } = await demo();
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await page.textContent('#snippet'));
});

test('fits from 360 px in light to 4K in dark, and at 200 % text', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const { page, expectClean } = await demo();
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const [width, text] of colorScheme === 'light'
      ? [
          [360, 100],
          [360, 200],
          [768, 100],
        ]
      : [
          [1440, 200],
          [3840, 100],
        ]) {
      await page.setViewportSize({ width, height: 844 });
      await page.evaluate((share) => (document.documentElement.style.fontSize = `${share}%`), text);
      for (const format of Object.keys(formats)) {
        await chooseFormat(page, format);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `${overflow} px too wide at ${width} px and ${text} %`);
      }
    }
    await expectClean();
  }
});
