// Files: on the disk, in the virtual file system, and in whatever has a writeFile; whole or not at all.
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, realpath, symlink, writeFile } from 'node:fs/promises';
import * as nodeFs from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { createCv } from '../../npm/dist/node/cv.js';
import { imread, imwrite, imwriteFile, loadFS } from '../../npm/dist/node/index.js';
import { assertFails, fixture, pattern } from './support.mjs';
import { temporaryFolder } from '../support/files.mjs';

const folder = temporaryFolder('files');
const image = pattern(40, 30, 3);

test('the extension decides the format, and nothing else is left in the folder', async () => {
  const names = ['a.jpg', 'b.PNG', 'c.webp', 'd.tif'];
  for (const name of names) {
    const path = join(folder, name);
    await imwriteFile(path, image);
    assert.deepEqual(new Uint8Array(await readFile(path)), await imwrite(image, path));
  }
  assert.deepEqual(await readdir(folder), names);
});

test('missing folders: an error that names the way out, or made', async () => {
  const path = join(folder, 'new/deep/e.png');
  await assertFails(imwriteFile(path, image), 'write-failed', /recursive: true/);
  await imwriteFile(path, image, { recursive: true, compressionLevel: 9 });
  assert.deepEqual(new Uint8Array(await readFile(path)), await imwrite(image, 'png', { compressionLevel: 9 }));
});

test('a failed encode leaves the file that was there, and nothing new', async () => {
  const inside = join(folder, 'kept');
  await mkdir(inside);
  await writeFile(join(inside, 'old.png'), 'old');
  await assertFails(imwriteFile(join(inside, 'old.png'), image, { nonsense: 1 }), 'unknown-option');
  await assertFails(imwriteFile(join(inside, 'old.png'), { ...image, width: 1 }), 'invalid-image');
  await assertFails(imwriteFile(join(inside, 'new/x.png'), image, { recursive: true, nonsense: 1 }), 'unknown-option');
  const stopping = new AbortController();
  const onProgress = () => stopping.abort(new Error('stop'));
  await assert.rejects(imwriteFile(join(inside, 'old.png'), image, { signal: stopping.signal, onProgress }), /stop/);
  assert.deepEqual(await readdir(inside), ['old.png']);
  assert.equal(await readFile(join(inside, 'old.png'), 'utf8'), 'old');
});

test('a failed write leaves the file that was there, and no temporary file', async () => {
  const path = join(folder, 'is-a-folder.png');
  await mkdir(path);
  await writeFile(join(path, 'content'), '');
  await assertFails(imwriteFile(path, image), 'write-failed', /is-a-folder\.png could not be written/);

  for (const broken of ['writeFile', 'rename']) {
    const breaking = {
      ...nodeFs,
      [broken]: async () => {
        throw new Error('no space');
      },
    };
    const target = join(folder, 'a.jpg');
    const before = await readFile(target);
    await assertFails(imwriteFile(target, image, { fs: breaking }), 'write-failed', /no space/);
    assert.deepEqual(await readFile(target), before);
  }
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.includes('tmp')),
    [],
  );
});

test('a symbolic link stays one', async () => {
  await imwriteFile(join(folder, 'real.png'), image);
  await symlink(join(folder, 'real.png'), join(folder, 'link.png'));
  await imwriteFile(join(folder, 'link.png'), pattern(5, 5, 1));
  assert.equal(await realpath(join(folder, 'link.png')), await realpath(join(folder, 'real.png')));
  assert.equal((await imread(join(folder, 'real.png'))).width, 5);
});

test('the same file written many times at once is always whole', async () => {
  const path = join(folder, 'busy.png');
  await Promise.all([...Array(20).keys()].map((i) => imwriteFile(path, pattern(50 + i, 20, 3))));
  assert.ok((await imread(path)).width >= 50);
});

test('any target with writeFile, synchronous or not', async () => {
  for (const wrap of [(value) => value, async (value) => value]) {
    const written = [];
    const fs = { writeFile: (path, bytes) => wrap(written.push([path, bytes])) };
    await imwriteFile('anywhere/x.png', image, { fs });
    assert.deepEqual(written, [['anywhere/x.png', await imwrite(image, 'png')]]);
  }
});

test("Emscripten's virtual file system", async () => {
  const FS = await loadFS();
  assert.equal(await loadFS(), FS);
  await imwriteFile('/out/deep/x.png', image, { fs: FS, recursive: true });
  await imwriteFile('/out/deep/x.png', image, { fs: FS });
  assert.deepEqual(
    FS.readdir('/out/deep').filter((name) => !name.startsWith('.')),
    ['x.png'],
  );
  assert.deepEqual(FS.readFile('/out/deep/x.png'), await imwrite(image, 'png'));
  await assertFails(imwriteFile('/none/x.png', image, { fs: FS }), 'write-failed', /errno 44.*recursive/);
  assert.throws(
    () => FS.readFile('/missing'),
    (error) => error.name === 'ErrnoError' && error.errno === 44,
  );
});

test("Emscripten's virtual file system keeps links, modes and devices, and what was there when it is full", async () => {
  const FS = await loadFS();
  const cv = await createCv({ formats: ['png'] });
  const merged = Object.assign({ Mat: cv.Mat, FS }, cv);
  const mat = new cv.Mat(30, 40, cv.CV_8UC3);
  const ways = {
    imwriteFile: (path, fs = FS) => imwriteFile(path, image, { fs }),
    'cv.imwrite': async (path, fs = FS) =>
      assert.equal(Object.assign({ ...merged, FS: fs }).imwrite(path, mat), fs === FS),
  };
  for (const [way, save] of Object.entries(ways)) {
    const own = `/${way}`;
    FS.mkdir(own);
    FS.writeFile(`${own}/real.png`, 'before');
    FS.chmod(`${own}/real.png`, 0o600);
    FS.symlink(`${own}/real.png`, `${own}/link.png`);
    await save(`${own}/link.png`);
    assert.ok(FS.isLink(FS.lstat(`${own}/link.png`).mode), way);
    assert.equal(FS.stat(`${own}/real.png`).mode & 0o777, 0o600);
    assert.equal((await imread(FS.readFile(`${own}/real.png`))).width, 40);
    FS.symlink('/dev/null', `${own}/null.png`);
    await save(`${own}/null.png`);
    assert.equal(FS.isFile(FS.stat('/dev/null').mode), false);

    const before = FS.readFile(`${own}/real.png`);
    const full = { ...FS, writeFile: (path, bytes) => FS.writeFile(path, bytes.subarray(0, 100)) };
    for (const name of ['real.png', 'new.png']) {
      const saved = save(`${own}/${name}`, full);
      await (way === 'imwriteFile' ? assertFails(saved, 'write-failed', /only 100 of \d+ bytes were taken/) : saved);
    }
    assert.deepEqual(FS.readFile(`${own}/real.png`), before);
    assert.deepEqual(FS.readdir(own), ['.', '..', 'real.png', 'link.png', 'null.png']);
  }
});

test(
  "Node's own functions, given as a target, are the disk",
  { skip: process.platform === 'win32' && 'files have no modes' },
  async () => {
    const path = join(folder, 'mode.png');
    await writeFile(path, 'before', { mode: 0o604 });
    await imwriteFile(path, image, { fs: nodeFs });
    assert.equal((await nodeFs.stat(path)).mode & 0o777, 0o604);
    await symlink('later.png', join(folder, 'dangling.png'));
    await imwriteFile(join(folder, 'dangling.png'), image, { fs: nodeFs });
    assert.equal((await imread(join(folder, 'later.png'))).width, 40);
  },
);

test('imread reads paths', async () => {
  const { data, metadata, ...facts } = await imread(fixture('camera.png'));
  assert.deepEqual(facts, {
    width: 512,
    height: 512,
    channels: 1,
    format: 'png',
    orientation: 1,
    pages: 1,
    warnings: [],
  });
  assert.deepEqual(metadata.dpi, [72, 72]);
  assert.equal(data.length, 512 * 512);
  await assertFails(imread(join(folder, 'missing.png')), 'read-failed', /missing\.png could not be read: ENOENT/);
});
