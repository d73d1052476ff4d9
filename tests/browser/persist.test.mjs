// Folders that outlive the page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBlank, useSite } from './support.mjs';

const site = useSite();

/** Opens the page anew, as a user would the next day. */
async function reload(page) {
  await page.reload();
  await page.waitForFunction(() => globalThis.ready === true);
}

test('files in a persistent folder are there after a reload, and gone when they were removed', async (t) => {
  const { page, expectClean } = await openBlank(t, site);
  const written = await page.evaluate(async () => {
    await imw.persistFolder('/photos/best');
    await imw.imwriteFile(
      '/photos/best/sub/a.png',
      { data: tools.rgbaPattern(20, 10), width: 20, height: 10 },
      { recursive: true },
    );
    await imw.imwriteFile('/photos/b.png', { data: tools.rgbaPattern(2, 1), width: 2, height: 1 });
    await imw.syncFS();
    return (await imw.loadFS()).readFile('/photos/best/sub/a.png');
  });
  await reload(page);
  const read = await page.evaluate(async () => {
    await imw.persistFolder('/photos/best');
    const FS = await imw.loadFS();
    const bytes = FS.readFile('/photos/best/sub/a.png');
    const names = FS.readdir('/photos');
    FS.unlink('/photos/best/sub/a.png');
    await imw.syncFS();
    return { bytes, names };
  });
  assert.deepEqual([...read.bytes], [...written]);
  assert.deepEqual(read.names.sort(), ['.', '..', 'best'], 'what lies outside the folder does not persist');
  await reload(page);
  const names = await page.evaluate(async () => {
    await imw.persistFolder('/photos/best');
    return (await imw.loadFS()).readdir('/photos/best/sub');
  });
  assert.deepEqual(names.sort(), ['.', '..']);
  await expectClean();
});

test('changes are saved by themselves, and a second folder leaves the first as it is', async (t) => {
  const { page } = await openBlank(t, site);
  const kept = await page.evaluate(async () => {
    await imw.persistFolder('/one');
    const FS = await imw.loadFS();
    FS.writeFile('/one/unsaved', 'text');
    await imw.persistFolder('/two');
    return FS.readdir('/one').includes('unsaved');
  });
  assert.ok(kept);
  await page.waitForTimeout(1000);
  await reload(page);
  const text = await page.evaluate(async () => {
    await imw.persistFolder('/one');
    return (await imw.loadFS()).readFile('/one/unsaved', { encoding: 'utf8' });
  });
  assert.equal(text, 'text');
});

test('a folder that cannot be made persistent', async (t) => {
  const { page } = await openBlank(t, site);
  const error = await page.evaluate(async () => {
    await imw.persistFolder('/again');
    return imw.persistFolder('/again').catch(({ code, message }) => ({ code, message }));
  });
  assert.equal(error.code, 'read-failed');
  assert.match(error.message, /\/again could not be made persistent/);
});
