// The demo's virtual files: a tree, by mouse and by keyboard alone, one ZIP of all, and kept in the browser or not.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { afterwards, chooseFormat, download, facts, openDemo, useDemo, written } from './demo-page.mjs';
import { sharp, useSite } from '../browser/support.mjs';

const site = useSite();
const demo = useDemo(site);
const run = promisify(execFile);

const item = (page, path) => page.locator(`#files [data-path="${path}"]`);
const act = (page, action, path) => page.getByRole('button', { name: `${action} ${path}`, exact: true });
const focused = (page) => page.evaluate(() => document.activeElement.ariaLabel ?? document.activeElement.id);

async function save(page, path) {
  await page.fill('#path', path);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await item(page, path).waitFor();
}

test('saves, opens, downloads and deletes; a path without a format is refused', async () => {
  const { page, expectClean } = await demo();
  await afterwards(page, () => chooseFormat(page, 'png'));
  assert.equal(await page.inputValue('#path'), '/pictures/coffee.png');
  const path = '/deep/er/saved.png';
  await save(page, path);
  const { name, bytes } = await download(page, act(page, 'Download', path));
  assert.equal(name, 'saved.png');
  assert.equal((await sharp(bytes).metadata()).format, 'png');
  await afterwards(page, () => act(page, 'Open', path).click());
  await facts(page, 'saved.png: 600 × 400');
  await page.fill('#path', '/no-extension');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.locator('#files-error', { hasText: 'xpected a path that ends in' }).waitFor();
  await act(page, 'Delete', path).click();
  await item(page, path).waitFor({ state: 'detached' });
  assert.equal(await page.locator('#files-error').isHidden(), true);
  assert.equal(await page.locator('#files li').count(), 0, 'no folder stays that holds nothing');
  assert.equal(await page.locator('#files-zip').isDisabled(), true);
  await expectClean();
});

test('a tree: folders close and stay closed, and a file is moved by its new path', async () => {
  const { page, expectClean } = await demo();
  await save(page, '/a/one.jpg');
  await save(page, '/a/b/two.jpg');
  await save(page, '/three.jpg');
  const order = await page.locator('#files .file-path').allTextContents();
  assert.deepEqual(order, ['a/', 'b/', 'two.jpg', 'one.jpg', 'three.jpg']);
  await page.locator('#files summary', { hasText: 'a/' }).click();
  assert.equal(await item(page, '/a/one.jpg').isVisible(), false);
  await act(page, 'Rename', '/three.jpg').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('/c/four.jpg');
  await page.keyboard.press('Enter');
  await item(page, '/c/four.jpg').waitFor();
  assert.equal(await item(page, '/three.jpg').count(), 0);
  assert.equal(await item(page, '/a/one.jpg').isVisible(), false, 'the folder is still closed');
  for (const [wrong, why] of [
    ['/a/one.jpg', 'There is a /a/one.jpg already.'],
    ['/c/four', 'xpected a path that ends in'],
    ['four.jpg', 'xpected a path such as'],
  ]) {
    await act(page, 'Rename', '/c/four.jpg').click();
    await page.getByLabel('New path of /c/four.jpg').fill(wrong);
    await page.keyboard.press('Enter');
    await page.locator('#files-error', { hasText: why }).waitFor();
    assert.equal(await item(page, '/c/four.jpg').count(), 1);
  }
  await expectClean();
});

test('by keyboard alone: preview, rename, escape and delete, and the focus is never lost', async () => {
  const { page, expectClean } = await demo();
  await save(page, '/pictures/first.jpg');
  await save(page, '/pictures/second.jpg');
  await page.locator('#files summary').focus();
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await press('Tab');
  assert.equal(await focused(page), 'Preview /pictures/first.jpg');
  await press('Enter');
  const preview = page.getByRole('img', { name: 'Preview of /pictures/first.jpg' });
  await preview.waitFor();
  assert.deepEqual(await preview.evaluate(({ width, height }) => [width, height]), [180, 120]);
  const shot = sharp(await preview.screenshot());
  assert.ok((await shot.stats()).channels[0].stdev > 20, 'a picture is drawn');
  await press('Enter');
  assert.equal(await preview.count(), 0);
  await press('Tab', 'Enter', 'Escape');
  assert.equal(await focused(page), 'Rename /pictures/first.jpg');
  await press('Enter');
  await page.keyboard.type('third'); // the name is selected, without folder and extension
  await press('Enter');
  await item(page, '/pictures/third.jpg').waitFor();
  assert.equal(await focused(page), 'Rename /pictures/third.jpg');
  await press('Tab', 'Tab', 'Tab', 'Enter');
  await item(page, '/pictures/third.jpg').waitFor({ state: 'detached' });
  assert.equal(await focused(page), 'Preview /pictures/second.jpg');
  await expectClean();
});

test('all files are downloaded as one ZIP, with their folders', async (t) => {
  const { page } = await demo();
  await save(page, '/a/one.jpg');
  await save(page, '/a/b/two.png');
  const { name, bytes } = await download(page, page.getByRole('button', { name: 'Download all as ZIP' }));
  assert.equal(name, 'files.zip');
  const folder = await mkdtemp(join(tmpdir(), 'demo-files-'));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, name), bytes);
  await run('python3', ['-m', 'zipfile', '-e', join(folder, name), folder]);
  assert.equal((await sharp(await readFile(join(folder, 'a/one.jpg'))).metadata()).format, 'jpeg');
  assert.equal((await sharp(await readFile(join(folder, 'a/b/two.png'))).metadata()).format, 'png');
});

test('a folder is kept in the browser, with what was in it, until the box is unchecked', async (t) => {
  const { page, expectClean } = await openDemo(t, site);
  const reload = async () => {
    await page.reload();
    await written(page);
  };
  const keeps = (setting) => page.waitForFunction((wanted) => Object.values(localStorage).join() === wanted, setting);
  await save(page, '/pictures/before.jpg');
  await page.getByLabel('Keep /pictures').check();
  await keeps('yes');
  await save(page, '/pictures/in/after.jpg');
  await save(page, '/gone.jpg');
  await act(page, 'Rename', '/gone.jpg').click();
  await page.getByLabel('New path of /gone.jpg').fill('/pictures/moved.jpg');
  await page.keyboard.press('Enter');
  await item(page, '/pictures/moved.jpg').waitFor();
  await save(page, '/gone.jpg');
  await page.evaluate(async () => (await import('./imwrite/browser/index.js')).syncFS());
  await reload();
  await item(page, '/pictures/moved.jpg').waitFor();
  const paths = await page.locator('#files .file').evaluateAll((all) => all.map(({ dataset }) => dataset.path));
  assert.deepEqual(paths, ['/pictures/in/after.jpg', '/pictures/before.jpg', '/pictures/moved.jpg']);
  assert.ok((await download(page, act(page, 'Download', '/pictures/in/after.jpg'))).bytes.length > 1000);
  await page.getByLabel('Keep /pictures').uncheck();
  await keeps('');
  assert.equal(await item(page, '/pictures/before.jpg').isVisible(), true, 'still there until the page is left');
  await reload();
  await page.getByLabel('Keep /pictures').check();
  await keeps('yes');
  assert.equal(await page.locator('#files .file').count(), 0, 'the browser has forgotten them');
  await expectClean();
});
