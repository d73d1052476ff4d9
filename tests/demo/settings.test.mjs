// The demo's camera, with the stand-in that Chromium has; and its settings: the address, presets, search, the command line.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { afterwards, chooseFormat, download, facts, openDemo, useDemo } from './demo-page.mjs';
import { startBrowser } from '../browser/browser.mjs';
import { startServer } from '../browser/server.mjs';
import { fixture } from '../browser/support.mjs';

const site = {};
const demo = useDemo(site, { permissions: ['camera'] });
const run = promisify(execFile);
before(async () => {
  site.server = await startServer();
  site.browser = await startBrowser([
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    '--auto-select-desktop-capture-source=Entire screen',
  ]);
});
after(async () => {
  await site.browser?.close();
  await site.server?.close();
});

test('the camera gives a picture, and is let go', async () => {
  const { page, expectClean } = await demo();
  await afterwards(page, () => page.getByRole('button', { name: 'Camera' }).click());
  await facts(page, 'camera.png');
  assert.equal(await page.locator('#open-error').isHidden(), true);
  await expectClean();
});

test('a refused camera is told in a sentence', async () => {
  const { page } = await demo();
  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
  });
  await page.getByRole('button', { name: 'Camera' }).click();
  await page.locator('#open-error', { hasText: 'No picture was taken: Permission denied.' }).waitFor();
  await page.evaluate(() => delete navigator.mediaDevices.getUserMedia);
});

test('the address keeps all settings, presets set them, one option is reset, and search finds options', async (t) => {
  const { page, expectClean } = await demo();
  await afterwards(page, () => page.getByLabel('Preset').selectOption({ label: 'Print, 300 dpi (TIFF)' }));
  assert.match(
    await page.textContent('#snippet'),
    /'tiff', \{\n? *compression: 'deflate',\s+metadata: \{ \.\.\.image\.metadata, dpi: 300 \}/,
  );
  const address = page.url();
  assert.match(address, /#format=tiff&compression=deflate&metadata=keep&dpi=300$/);
  const { page: other } = await openDemo(t, site, { path: new URL(address).hash });
  assert.equal(await other.textContent('#snippet'), await page.textContent('#snippet'));
  await afterwards(page, () => page.getByRole('button', { name: 'Reset Compression', exact: true }).click());
  assert.equal((await page.textContent('#snippet')).includes('deflate'), false);
  await page.getByLabel('Search in options').fill('tile');
  assert.equal(await page.getByLabel('Tile width', { exact: true }).isVisible(), true);
  assert.equal(await page.getByLabel('Compression', { exact: true }).isVisible(), false);
  await page.getByLabel('Search in options').fill('no such word');
  await page.getByText('No option of this format').waitFor();
  await expectClean();
});

test('an address of nothing known is left alone', async (t) => {
  for (const [path, call] of [
    ['#format=nothing&quality=%7B', /imwrite\(image, 'jpeg'\)/],
    ['#format=jpeg&quality=40&unheard=5', /\{ quality: 40 \}/],
  ]) {
    const { page, expectClean } = await openDemo(t, site, { path });
    assert.match(await page.textContent('#snippet'), call);
    await expectClean();
  }
});

test('the command line that is shown writes the same file', async (t) => {
  const { page } = await demo();
  await chooseFormat(page, 'png');
  await afterwards(page, () => page.getByLabel('Preset').selectOption({ label: 'Archive (PNG)' }));
  await afterwards(page, () => page.getByRole('switch', { name: 'Interlaced' }).check());
  const folder = await mkdtemp(join(tmpdir(), 'demo-command-'));
  t.after(() => rm(folder, { recursive: true }));
  const command = await page.textContent('#command');
  assert.match(command, /^npx imwrite coffee\.png coffee\.png --format png /);
  const words = command.split(' ').slice(4);
  const cli = new URL('../../npm/dist/cli.js', import.meta.url).pathname;
  await run(process.execPath, [cli, fixture('coffee.png'), join(folder, 'out.png'), ...words]);
  const { bytes } = await download(page);
  assert.ok(Buffer.compare(bytes, await readFile(join(folder, 'out.png'))) === 0);
});
