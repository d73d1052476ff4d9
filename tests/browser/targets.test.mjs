// Where written images go in a browser: the virtual file system, a download, a stream.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { formats, writtenNames } from '../support/package.mjs';
import { rgbaPattern } from './page/tools.js';
import { assertExactRgba, openBlank, useSite, workersEnd } from './support.mjs';

const site = useSite();
const picture = { data: rgbaPattern(20, 10), width: 20, height: 10 };

test('imwriteFile writes into the virtual file system, and imread reads from it', async (t) => {
  const { page, expectClean } = await openBlank(t, site);
  const { bytes, back, names, same } = await page.evaluate(async () => {
    const FS = await imw.loadFS();
    FS.mkdir('/out');
    const image = { data: tools.rgbaPattern(20, 10), width: 20, height: 10 };
    await imw.imwriteFile('/out/a.PNG', image);
    await imw.imwriteFile('/new/deep/folder/b.tif', image, { recursive: true, compression: 'deflate' });
    const back = await imw.imread('/new/deep/folder/b.tif');
    return { bytes: FS.readFile('/out/a.PNG'), back, names: FS.readdir('/out'), same: FS === (await imw.loadFS()) };
  });
  await assertExactRgba(bytes, picture);
  assert.deepEqual([back.format, back.width, back.height, back.channels], ['tiff', 20, 10, 4]);
  assert.deepEqual([...back.data], [...picture.data]);
  assert.deepEqual(names.sort(), ['.', '..', 'a.PNG']);
  assert.equal(same, true);
  await expectClean();
});

test('the virtual file system has Emscripten’s errno errors', async (t) => {
  const { page } = await openBlank(t, site);
  const errors = await page.evaluate(async () => {
    const FS = await imw.loadFS();
    FS.mkdir('/d');
    FS.writeFile('/f', new Uint8Array(3));
    const attempts = {
      missing: () => FS.readFile('/none'),
      exists: () => FS.mkdir('/d'),
      notFolder: () => FS.mkdir('/f/x'),
      isFolder: () => FS.unlink('/d'),
      notEmpty: () => (FS.writeFile('/d/x', new Uint8Array(1)), FS.rmdir('/d')),
      noParent: () => FS.mkdir('/none/x'),
    };
    const caught = (work) => {
      try {
        work();
      } catch (error) {
        return [error.name, error.errno];
      }
    };
    return Object.fromEntries(Object.entries(attempts).map(([name, work]) => [name, caught(work)]));
  });
  // WASI's numbers: ENOENT, EEXIST, ENOTDIR, EISDIR, ENOTEMPTY.
  assert.deepEqual(errors, {
    missing: ['ErrnoError', 44],
    exists: ['ErrnoError', 20],
    notFolder: ['ErrnoError', 54],
    isFolder: ['ErrnoError', 31],
    notEmpty: ['ErrnoError', 55],
    noParent: ['ErrnoError', 44],
  });
});

test('a failed write leaves nothing behind and the old file as it was; a good one replaces it', async (t) => {
  const { page } = await openBlank(t, site);
  const seen = await page.evaluate(async () => {
    const FS = await imw.loadFS();
    FS.mkdir('/out');
    const image = { data: tools.rgbaPattern(20, 10), width: 20, height: 10 };
    const codeOf = (promise) =>
      promise.then(
        () => 'written',
        (error) => [error.code, error.message],
      );
    FS.writeFile('/out/x.png', 'old');
    const bad = await codeOf(imw.imwriteFile('/out/x.png', image, { compressionLevel: 99 }));
    const afterBad = FS.readFile('/out/x.png', { encoding: 'utf8' });
    const noFolder = await codeOf(imw.imwriteFile('/none/x.png', image));
    FS.mkdir('/out/folder.png');
    const onFolder = await codeOf(imw.imwriteFile('/out/folder.png', image));
    const write = FS.writeFile;
    FS.writeFile = (path, bytes) => {
      write.call(FS, path, bytes.subarray(0, 10));
      throw new Error('disk full');
    };
    const full = await codeOf(imw.imwriteFile('/out/x.png', image));
    FS.writeFile = write;
    const afterFull = FS.readFile('/out/x.png', { encoding: 'utf8' });
    const names = FS.readdir('/out').sort();
    await imw.imwriteFile('/out/x.png', image);
    const missing = await codeOf(imw.imread('/out/none.png'));
    return {
      bad,
      afterBad,
      noFolder,
      onFolder,
      full,
      afterFull,
      names,
      bytes: FS.readFile('/out/x.png'),
      last: FS.readdir('/out').sort(),
      missing,
    };
  });
  assert.equal(seen.bad[0], 'invalid-option');
  assert.deepEqual([seen.afterBad, seen.afterFull], ['old', 'old']);
  assert.equal(seen.noFolder[0], 'write-failed');
  assert.match(seen.noFolder[1], /recursive: true/);
  assert.equal(seen.onFolder[0], 'write-failed');
  assert.equal(seen.full[0], 'write-failed');
  assert.match(seen.full[1], /disk full/);
  assert.deepEqual(seen.names, ['.', '..', 'folder.png', 'x.png']);
  assert.deepEqual(seen.last, seen.names);
  assert.equal(seen.missing[0], 'read-failed');
  await assertExactRgba(seen.bytes, picture);
});

test('options.fs takes anything with a writeFile', async (t) => {
  const { page } = await openBlank(t, site);
  const written = await page.evaluate(async () => {
    const written = [];
    const fs = { writeFile: async (path, bytes) => void written.push({ path, bytes }) };
    await imw.imwriteFile('somewhere/x.png', { data: tools.rgbaPattern(20, 10), width: 20, height: 10 }, { fs });
    return written;
  });
  assert.deepEqual(
    written.map(({ path }) => path),
    ['somewhere/x.png'],
  );
  await assertExactRgba(written[0].bytes, picture);
});

test('download() offers the file under its name', async (t) => {
  const { page, expectClean } = await openBlank(t, site);
  const [offered] = await Promise.all([
    page.waitForEvent('download'),
    page.evaluate(() => imw.download({ data: tools.rgbaPattern(20, 10), width: 20, height: 10 }, 'my shot.png')),
  ]);
  assert.equal(offered.suggestedFilename(), 'my shot.png');
  await assertExactRgba(await readFile(await offered.path()), picture);
  const code = await page.evaluate(() => imw.download(new ImageData(1, 1), 'shot.psd').catch((error) => error.code));
  assert.equal(code, 'unknown-format');
  await expectClean();
});

for (const worker of [false, true]) {
  test(`imwriteStream gives the bytes of imwrite${worker ? ' in worker mode' : ''}`, async (t) => {
    const { page } = await openBlank(t, site);
    const outcome = await page.evaluate(
      async ({ worker, names }) => {
        imw.configure({ worker });
        const image = { data: tools.photoPattern(1600, 1200, 3), width: 1600, height: 1200 };
        const outcome = {};
        for (const format of names) {
          const chunks = [];
          for await (const chunk of imw.imwriteStream(image, format)) chunks.push(chunk);
          const joined = new Uint8Array(await new Blob(chunks).arrayBuffer());
          const whole = await imw.imwrite(image, format);
          const same = joined.length === whole.length && joined.every((byte, i) => byte === whole[i]);
          outcome[format] = { same, one: chunks.length === 1 };
        }
        return outcome;
      },
      { worker, names: writtenNames.filter((name) => formats[name].maxWidth >= 1600) },
    );
    for (const format of Object.keys(outcome)) assert.equal(outcome[format].same, true, format);
    assert.equal(outcome.png.one, false);
    assert.equal(outcome.jpeg.one, false);
    assert.equal(outcome.tiff.one, true);
  });
}

test('in worker mode chunks arrive while the encode runs, and cancelling ends the worker', async (t) => {
  const { page } = await openBlank(t, site);
  const { early, cancelled } = await page.evaluate(async () => {
    imw.configure({ worker: true });
    const image = { data: tools.photoPattern(3000, 2000, 3), width: 3000, height: 2000 };
    let last = 0;
    const reader = imw.imwriteStream(image, 'png', { onProgress: (fraction) => (last = fraction) }).getReader();
    await reader.read();
    const early = last;
    await reader.cancel('enough');
    const after = last;
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { early, cancelled: last === after };
  });
  assert.ok(early < 0.9, `${early}`);
  assert.equal(cancelled, true);
  await workersEnd(page);
});

test('an error comes through the stream', async (t) => {
  const { page } = await openBlank(t, site);
  const code = await page.evaluate(() =>
    imw
      .imwriteStream(new ImageData(2, 2), 'png', { compressionLevel: 77 })
      .getReader()
      .read()
      .catch((error) => error.code),
  );
  assert.equal(code, 'invalid-option');
});
