// Files that fail: each is named with the reason, the others are written, nothing half is left.
import assert from 'node:assert/strict';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fixture, jsonLines, metadata, run, scratch, succeed } from './support.mjs';

const coffee = fixture('coffee.png');

/** A folder with a good picture and bad ones. */
function withBadFiles(t) {
  const folder = scratch(t);
  copyFileSync(coffee, join(folder, 'good.png'));
  writeFileSync(join(folder, 'broken.png'), readFileSync(coffee).subarray(0, 30_000));
  writeFileSync(join(folder, 'text.png'), 'this is no picture');
  writeFileSync(join(folder, 'empty.png'), '');
  return folder;
}

test('bad files are reported, good ones are written, the exit code is 1', async (t) => {
  const folder = withBadFiles(t);
  const { code, stdout, stderr } = await run(folder, ['*.png', 'missing.png', '*.gif', '-o', 'out', '-f', 'webp']);
  assert.equal(code, 1);
  assert.deepEqual(readdirSync(join(folder, 'out')), ['good.webp']);
  assert.match(stdout, /^out\/good\.webp {2}/);
  for (const name of ['broken.png', 'text.png', 'empty.png'])
    assert.match(stderr, new RegExp(`^imwrite: ${name}: \\w`, 'm'));
  assert.match(stderr, /^imwrite: missing\.png: no such file or directory$/m);
  assert.match(stderr, /^imwrite: \*\.gif: no file matches$/m);
  assert.match(stderr, /^imwrite: 5 of 6 files failed$/m);
  assert.doesNotMatch(stderr, /\bat .*:\d+/, 'no stack');
});

test('--json prints one object a file, errors with their codes', async (t) => {
  const folder = withBadFiles(t);
  const { code, stdout } = await run(folder, ['*.png', 'missing.png', '-o', 'out', '-f', 'jpg', '--json']);
  assert.equal(code, 1);
  const results = Object.fromEntries(jsonLines(stdout).map((result) => [result.input, result]));
  assert.deepEqual(Object.keys(results).sort(), ['broken.png', 'empty.png', 'good.png', 'missing.png', 'text.png']);
  const { milliseconds, ...good } = results['good.png'];
  const bytes = readFileSync(join(folder, 'out/good.jpg')).length;
  const { warnings, ...facts } = good;
  assert.deepEqual(facts, {
    input: 'good.png',
    output: 'out/good.jpg',
    inputBytes: readFileSync(coffee).length,
    bytes,
  });
  assert.match(warnings.join(), /^left out of the jpeg: resolution of the source/);
  assert.ok(milliseconds > 0);
  assert.equal(results['broken.png'].error.code, 'corrupt-data');
  assert.equal(results['text.png'].error.code, 'unsupported-data');
  assert.ok(results['text.png'].error.expected && results['text.png'].error.actual);
  assert.equal(results['missing.png'].error.code, 'read-failed');
  const again = await run(folder, ['good.png', 'out/good.jpg', '--json']);
  assert.equal(jsonLines(again.stdout)[0].error.code, 'exists');
});

test('--quiet prints nothing but errors', async (t) => {
  const folder = withBadFiles(t);
  assert.equal((await succeed(folder, ['good.png', 'a.webp', '--quiet'])).stdout, '');
  const { code, stdout, stderr } = await run(folder, ['text.png', 'b.webp', '-q']);
  assert.deepEqual([code, stdout], [1, '']);
  assert.match(stderr, /^imwrite: text\.png: /);
});

test('a target that cannot be written leaves nothing behind', async (t) => {
  const folder = withBadFiles(t);
  const noFolder = await run(folder, ['good.png', 'nowhere/a.webp']);
  assert.deepEqual([noFolder.code, noFolder.stderr], [1, 'imwrite: nowhere/a.webp: no such folder\n']);
  const device = await run(folder, ['good.png', '/dev/full', '-f', 'png']);
  assert.deepEqual([device.code, device.stderr], [1, 'imwrite: /dev/full: no space left on device\n']);
  const empty = await run(folder, ['good.png', '/dev/full/x', '-o', '/dev/full', '-f', 'png']);
  assert.equal(empty.code, 2);
});

test(
  'a folder that may not be written to',
  { skip: process.getuid?.() === 0 && 'root may write anywhere' },
  async (t) => {
    const folder = withBadFiles(t);
    mkdirSync(join(folder, 'locked'));
    chmodSync(join(folder, 'locked'), 0o555);
    const { code, stderr } = await run(folder, ['good.png', 'locked/a.webp']);
    assert.deepEqual([code, stderr], [1, 'imwrite: locked/a.webp: permission denied\n']);
  },
);

test('what does not fit the format is named with what was expected', async (t) => {
  const folder = scratch(t);
  await succeed(folder, [coffee, 'float.tiff', '--depth', '32']);
  const { code, stderr } = await run(folder, ['float.tiff', 'a.png']);
  assert.equal(code, 1);
  assert.match(stderr, /^imwrite: float\.tiff: .*expected .*got /);
  await succeed(folder, ['float.tiff', 'a.png', '--depth', '16']);
  assert.equal((await metadata(join(folder, 'a.png'))).depth, 'ushort');
});
