// What the demo takes from the system: two fingers, files that it is opened with, a folder to write into. Stand-ins play the system.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { imread } from '../../npm/dist/node/index.js';
import { facts, openDemo, useDemo } from './demo-page.mjs';
import { fixture, sharp, useSite } from '../browser/support.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { run } from '../support/programs.mjs';

const site = useSite();
const demo = useDemo(site, { before: (page) => page.addInitScript(standIns), hasTouch: true });

/** The launch queue of an installed program, and a folder that remembers what is written into it. */
function standIns() {
  const consumers = [];
  Object.defineProperty(globalThis, 'launchQueue', { value: { setConsumer: (consumer) => consumers.push(consumer) } });
  globalThis.launch = (files) => {
    for (const consumer of consumers) consumer({ files: files.map((file) => ({ getFile: async () => file })) });
  };
  globalThis.written = {};
  globalThis.showDirectoryPicker = async ({ mode }) => {
    if (globalThis.refuses) throw new DOMException('The user aborted a request.', 'AbortError');
    return {
      name: `Holiday (${mode})`,
      getFileHandle: async (name, { create }) => ({
        createWritable: async () => {
          const parts = [];
          return {
            write: async (part) => parts.push(part),
            close: async () => create && (globalThis.written[name] = new Blob(parts)),
          };
        },
      }),
    };
  };
}

test('two fingers zoom, and what is between them stays there', async () => {
  const { page, expectClean } = await demo();
  const sheet = page.locator('.pane-original .sheet');
  // Larger than the stage both ways: what is smaller is kept in the middle.
  for (let i = 0; i < 3; ++i) await page.locator('#zoom-in').click();
  const before = await sheet.boundingBox();
  const stage = await page.locator('#stage').boundingBox();
  const middle = { x: stage.x + stage.width / 3, y: stage.y + stage.height / 3 };
  const session = await page.context().newCDPSession(page);
  const touch = (type, apart) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: apart ? [-1, 1].map((side, id) => ({ id, x: middle.x + side * apart, y: middle.y })) : [],
    });
  await touch('touchStart', 30);
  for (let apart = 35; apart <= 90; apart += 5) await touch('touchMove', apart);
  await touch('touchEnd');
  const after = await sheet.boundingBox();
  const by = after.width / before.width;
  assert.ok(by > 2.4 && by < 3.6, `three times as far apart: ${by}`);
  const [was, is] = [before, after].map((box) => (middle.x - box.x) / box.width);
  assert.ok(Math.abs(was - is) < 0.02, `${was} and ${is} of the width are between the fingers`);
  await touch('touchStart', 90);
  for (let apart = 85; apart >= 10; apart -= 5) await touch('touchMove', apart);
  await touch('touchEnd');
  assert.ok((await sheet.boundingBox()).width < before.width);
  await expectClean();
});

test('the system opens one file, or several, which are a batch', async () => {
  const { page, expectClean } = await demo();
  const launch = (...names) =>
    page.evaluate(async (names) => {
      const blob = await (await fetch('pictures/chelsea.png')).blob();
      globalThis.launch(names.map((name) => new File([blob], name)));
    }, names);
  await launch('from-system.png');
  await facts(page, 'from-system.png: 451 × 300');
  assert.equal(await page.locator('#batch li').count(), 0);
  await launch();
  await launch('two.png', 'three.png');
  await facts(page, 'two.png: 451 × 300');
  assert.equal(await page.locator('#batch li').count(), 2);
  await expectClean();
});

test('a batch is written into a folder; a folder that is not given changes nothing', async () => {
  const { page, expectClean } = await demo();
  const buffer = await readFile(fixture('chelsea.png'));
  const files = ['a.png', 'b.png'].map((name) => ({ name, mimeType: 'image/png', buffer }));
  await page.setInputFiles('#batch-file', files);
  const status = page.locator('#batch-status');
  await status.filter({ hasText: '2 of 2 written' }).waitFor();
  const button = page.getByRole('button', { name: 'Write into a folder' });
  await page.evaluate(() => (globalThis.refuses = true));
  await button.click();
  assert.match(await status.textContent(), /2 of 2 written/);
  await page.evaluate(() => (globalThis.refuses = false));
  await button.click();
  await status.filter({ hasText: '2 files are in Holiday (readwrite)' }).waitFor();
  const written = await page.evaluate(async () => {
    const entries = Object.entries(globalThis.written);
    return Promise.all(entries.map(async ([name, blob]) => [name, [...new Uint8Array(await blob.arrayBuffer())]]));
  });
  assert.deepEqual(
    written.map(([name]) => name),
    ['a.jpg', 'b.jpg'],
  );
  for (const [, bytes] of written) assert.equal((await imread(Uint8Array.from(bytes))).width, 451);
  await expectClean();
});

test('an animation in a format that is written as single pictures: the facts count its frames', async (t) => {
  const { page, expectClean } = await openDemo(t, site);
  const folder = temporaryFolder('moving');
  const frames = ['#ff0000', '#00ff00', '#0000ff'].map((background, i) => ({
    file: join(folder, `${i}.png`),
    create: { width: 60, height: 40, channels: 3, background },
  }));
  await Promise.all(frames.map(({ file, create }) => sharp({ create }).png().toFile(file)));
  const gif = join(folder, 'moving.gif');
  await sharp(
    frames.map(({ file }) => file),
    { join: { animated: true } },
  )
    .gif({ delay: [100, 100, 100] })
    .toFile(gif);
  run('cjxl', '--quiet', gif, join(folder, 'moving.jxl'));
  const moving = await readFile(join(folder, 'moving.jxl'));
  await page.setInputFiles('#file', { name: 'moving.jxl', mimeType: 'image/jxl', buffer: moving });
  await facts(page, 'moving.jxl: 60 × 40');
  assert.match(await page.textContent('#facts'), /, JPEG XL, [^,]+, 3 frames$/);
  run('cjxl', '--quiet', fixture('chelsea.png'), join(folder, 'still.jxl'));
  const still = await readFile(join(folder, 'still.jxl'));
  await page.setInputFiles('#file', { name: 'still.jxl', mimeType: 'image/jxl', buffer: still });
  await facts(page, 'still.jxl: 451 × 300');
  assert.doesNotMatch(await page.textContent('#facts'), /frames/);
  await expectClean();
});
