// What was once found wrong on the demo page, each a test of its own.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { imread, imwrite, imwriteAnimation, imwriteMulti } from '../../npm/dist/node/index.js';
import { afterwards, chooseFormat, download, drop, facts, openDemo, useDemo } from './demo-page.mjs';
import { photoPattern } from '../browser/page/tools.js';
import { fixture, sharp, useSite } from '../browser/support.mjs';

const site = useSite();

/** Makes the page count what it asks its worker for. */
const counting = (page) =>
  page.addInitScript(() => {
    globalThis.asked = [];
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (message, ...more) {
      if (message.kind) globalThis.asked.push(message.kind);
      return postMessage.call(this, message, ...more);
    };
  });
const demo = useDemo(site, { before: counting });
const asked = (page, kind) => page.evaluate((kind) => globalThis.asked.filter((one) => one === kind).length, kind);

test('Display P3 is shown as it is, and written with its profile', async () => {
  const { page, expectClean } = await demo();
  const red = { create: { width: 400, height: 300, channels: 3, background: '#ff0000' } };
  // Of these numbers sRGB has the reddest red, and Display P3 a redder one, which a screen of sRGB clips to the same.
  const dull = await sharp(red).withIccProfile('p3').raw().toBuffer();
  const png = await sharp(red).withIccProfile('p3').png().toBuffer();
  assert.ok(dull[0] < 250, `a P3 picture whose numbers are duller than its color: ${dull[0]}`);
  await afterwards(page, () => drop(page, 'wide.png', png, 'image/png'));
  await facts(page, 'P3');
  for (const id of ['original', 'result']) {
    const shot = await sharp(await page.locator(`#${id}`).screenshot())
      .raw()
      .toBuffer({ resolveWithObject: true });
    const at = (150 * shot.info.width + (id === 'original' ? 30 : shot.info.width - 30)) * shot.info.channels;
    assert.ok(shot.data[at] > 250, `${id} is shown with a red of ${shot.data[at]}`);
  }
  const { bytes } = await download(page);
  assert.ok((await imread(bytes)).metadata.icc.length > 100);
  // What only the browser reads.
  const data = new Uint8Array(64 * 64 * 3).map((_, at) => (at % 3 ? 0 : 255));
  const reddest = await imwrite({ data, width: 64, height: 64, colorSpace: 'display-p3' }, 'tiff');
  const avif = await sharp(reddest).keepIccProfile().avif({ lossless: true }).toBuffer();
  await afterwards(page, () => drop(page, 'wide.avif', avif, 'image/avif'));
  await afterwards(page, () => chooseFormat(page, 'png'));
  assert.ok((await imread((await download(page)).bytes)).metadata.icc, 'its profile goes along');
  await expectClean();
});

test('the error of a failed drop stays when an encode ends', async () => {
  const { page } = await demo();
  await afterwards(page, async () => {
    await chooseFormat(page, 'webp');
    await drop(page, 'notes.txt', Buffer.from('hello'), 'text/plain');
  });
  assert.match(await page.textContent('#open-error'), /notes\.txt cannot be opened: it is no picture/);
  assert.doesNotMatch(await page.textContent('#open-error'), /68 65|bytes that begin/);
  await afterwards(page, () => page.getByRole('button', { name: 'Chelsea' }).click());
  assert.equal(await page.locator('#open-error').isHidden(), true);
});

test('while the next format is encoded, the old result does not pose as it', async () => {
  const { page } = await demo();
  const during = await page.evaluate(() => {
    document.querySelector('#formats input:not(:checked)').click();
    return {
      stale: document.getElementById('stage').classList.contains('stale'),
      numbers: document.getElementById('numbers').classList.contains('stale'),
      tag: document.getElementById('result-tag').textContent,
      download: document.getElementById('download').disabled,
    };
  });
  assert.deepEqual(during, { stale: true, numbers: true, tag: 'AVIF…', download: true });
  await page.locator('#download:not([disabled])').waitFor();
  assert.match(await page.textContent('#result-tag'), /^AVIF, \d/);
  assert.equal(await page.locator('.stale').count(), 0);
});

test('the first time shown is not that of warming up', async (t) => {
  // A machine that is busy with other things stretches times, so the best of three attempts counts.
  const excess = [];
  do {
    const { page } = await openDemo(t, site);
    const milliseconds = async () => Number.parseFloat(await page.textContent('#time'));
    assert.match(await page.textContent('#time'), / ms$/);
    const first = await milliseconds();
    await afterwards(page, () => page.getByLabel('Quality', { exact: true }).fill('94'));
    excess.push(first - 1.5 * (await milliseconds()));
  } while (excess.at(-1) > 10 && excess.length < 3);
  assert.ok(excess.at(-1) <= 10, `${excess} ms`);
});

test('animations and pages: a strip shows them, one is chosen, and the page says that the others are left out', async () => {
  const { page, expectClean } = await demo();
  const [a, b] = [await imread(fixture('coffee.png')), await imread(fixture('chelsea.png'))];
  const pages = await imwriteMulti([a, b, a], 'tiff');
  await afterwards(page, () => drop(page, 'scan.tif', pages));
  await facts(page, '600 × 400');
  assert.match(await page.textContent('#facts'), /3 pages/);
  assert.match(await page.textContent('#losses'), /Only this one of 3 pictures/);
  const strip = page.getByRole('radiogroup', { name: 'Pages or frames' });
  await strip.getByRole('radio').nth(2).waitFor();
  assert.equal(await strip.getByRole('radio').count(), 3);
  await afterwards(page, () => strip.getByRole('radio', { name: 'Picture 2' }).check());
  assert.match(await page.textContent('#facts'), /451 × 300/);
  assert.equal(await strip.getByRole('radio', { name: 'Picture 2' }).isChecked(), true);
  const frames = await imwriteAnimation(
    { frames: [a, { ...a, data: a.data.map((v) => 255 - v) }], durations: 90 },
    'webp',
  );
  await afterwards(page, () => drop(page, 'moving.webp', frames));
  await facts(page, '2 frames');
  await afterwards(page, () => page.getByRole('button', { name: 'Coffee' }).click());
  assert.equal(await strip.isHidden(), true);
  await expectClean();
});

test('saving what is encoded already stores it, and encodes nothing anew', async () => {
  const { page } = await demo();
  const before = await asked(page, 'encode');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.locator('#files .file').waitFor();
  assert.deepEqual([await asked(page, 'encode'), await asked(page, 'convert')], [before, 0]);
  await page.fill('#path', '/other.qoi');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.locator('#files [data-path="/other.qoi"]').waitFor();
  assert.equal(await asked(page, 'convert'), 1);
});

test('back at a format nothing is encoded anew', async () => {
  const { page } = await demo();
  const size = await page.textContent('#size');
  await afterwards(page, () => chooseFormat(page, 'png'));
  const before = await asked(page, 'encode');
  await afterwards(page, () => chooseFormat(page, 'jpeg'));
  assert.equal(await asked(page, 'encode'), before);
  assert.equal(await page.textContent('#size'), size);
});

test('the share says saved or grown', async () => {
  const { page } = await demo();
  assert.match(await page.textContent('#ratio'), /^\d+ % saved$/);
  await afterwards(page, () => chooseFormat(page, 'bmp'));
  assert.match(await page.textContent('#ratio'), /^\d+ % more$/);
});

test('help has no raw backticks', async () => {
  const { page } = await demo();
  for (const format of await page.locator('#formats input').evaluateAll((all) => all.map(({ value }) => value))) {
    await chooseFormat(page, format);
    assert.doesNotMatch(await page.textContent('#options'), /`/);
  }
  await chooseFormat(page, 'webp');
  assert.ok((await page.locator('#options .help code').count()) > 0);
});

test('the small pictures to try are small files', async () => {
  for (const name of ['coffee', 'chelsea', 'astronaut'])
    assert.ok((await readFile(new URL(`../../demo/thumbnails/${name}.jpg`, import.meta.url))).length < 6000);
});

test('forced colors show what is chosen', async () => {
  const { page } = await demo();
  await page.emulateMedia({ forcedColors: 'active' });
  /** The color of a corner of a label, as it is on the screen. */
  const corner = async (selector) => {
    const picture = sharp(await page.locator(selector).first().screenshot()).extract({
      left: 8,
      top: 6,
      width: 1,
      height: 1,
    });
    return [...(await picture.removeAlpha().raw().toBuffer())];
  };
  assert.notDeepEqual(await corner('#formats label:has(:checked)'), await corner('#formats label:not(:has(:checked))'));
});

test('wide screens are used, and in phone landscape the stage fits the window', async () => {
  const { page } = await demo();
  await page.setViewportSize({ width: 2560, height: 1300 });
  const { width } = await page.locator('main').boundingBox();
  assert.ok(width > 2300, `${width} px`);
  for (const [id, bottom] of [
    ['#stage', 1300],
    ['.outcome', 1300],
    ['.panel', 1300],
  ]) {
    const box = await page.locator(id).boundingBox();
    assert.ok(box.y + box.height <= bottom, `${id} ends at ${box.y + box.height}`);
  }
  await page.setViewportSize({ width: 844, height: 390 });
  assert.ok((await page.locator('#stage').boundingBox()).height < 390);
});

test('stop works at once, and the next change encodes again', async () => {
  const { page } = await demo();
  const [width, height] = [2400, 1800];
  const png = await sharp(photoPattern(width, height, 3), { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
  await chooseFormat(page, 'webp');
  await drop(page, 'big.png', png, 'image/png');
  await facts(page, 'big.png');
  await page.locator('#stop:not([disabled])').waitFor();
  const took = await page.evaluate(() => {
    const start = performance.now();
    document.getElementById('stop').click();
    return [
      performance.now() - start,
      document.getElementById('progress').hidden,
      document.getElementById('result-tag').textContent,
    ];
  });
  assert.ok(took[0] < 50);
  assert.deepEqual(took.slice(1), [true, 'Stopped']);
  await afterwards(page, () => chooseFormat(page, 'jpeg'));
  assert.match(await page.textContent('#size'), /B$/);
});
