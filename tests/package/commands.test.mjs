// The repository's own command `npm start`: the bundled picture in every format, or the caller's files.
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fixture, npm, npmFolder, root } from './support.mjs';

test('npm start writes the bundled picture in every format and prints a table', async () => {
  const { stdout } = await npm(root, '--prefix', npmFolder, 'start');
  assert.match(stdout, /coffee\.png: 600 × 400 pixels, 720\.0 kB of raw samples/);
  for (const extension of ['jpg', 'png', 'webp', 'tiff']) {
    const [, size] = new RegExp(`out/coffee\\.${extension} +([\\d.]+) kB +[\\d.]+ % +\\d+ ms`).exec(stdout) ?? [];
    assert.equal(size, (statSync(join(root, `out/coffee.${extension}`)).size / 1000).toFixed(1));
  }
});

test('npm start with arguments is the command line, in the folder it was called from', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'imwrite-start-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  copyFileSync(fixture('coffee.png'), join(folder, 'my photo.png'));
  const start = (...args) => npm(folder, '--prefix', npmFolder, 'start', '--silent', '--', ...args);
  await start('my photo.png', 'ö.webp', '--quality', '70');
  assert.ok(existsSync(join(folder, 'ö.webp')));
  await assert.rejects(
    start('missing.png', 'a.png'),
    ({ code, stderr }) => code === 1 && /missing\.png: no such file/.test(stderr),
  );
  await assert.rejects(start('a.png'), ({ code }) => code === 2);
});
