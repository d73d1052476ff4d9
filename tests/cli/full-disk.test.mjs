// Disks that are full: exit code 1, one line that says so, and no part of a file where that can be helped.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertSamePixels, commandLine, fixture, scratch } from './support.mjs';

const coffee = fixture('coffee.png');

/** Runs a line of bash in which `imwrite` is the command. */
function shell(folder, line) {
  const command = `imwrite() { "${process.execPath}" "${commandLine}" "$@"; }; coffee="${coffee}"; ${line}`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', command], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { status, stdout, stderr };
}

const full = /^imwrite: standard output: (no space left on device|file too large)\n$/;

test('the picture to a full device', { skip: !existsSync('/dev/full') && 'there is no /dev/full' }, (t) => {
  const { status, stderr } = shell(scratch(t), 'imwrite "$coffee" - -f png > /dev/full');
  assert.equal(status, 1);
  assert.match(stderr, full);
});

test('the picture to a file that may not grow further', async (t) => {
  const folder = scratch(t);
  // Files may have 100 blocks of 1024 bytes, and the signal about more is ignored.
  const limit = "trap '' XFSZ; ulimit -f 100;";
  const cut = shell(folder, `${limit} imwrite "$coffee" - -f png > cut.png`);
  assert.equal(cut.status, 1);
  assert.match(cut.stderr, full);
  assert.equal(readFileSync(join(folder, 'cut.png')).length, 0, 'nothing of a picture');
  writeFileSync(join(folder, 'log'), 'before');
  assert.equal(shell(folder, `${limit} imwrite "$coffee" - -f png >> log`).status, 1);
  assert.equal(readFileSync(join(folder, 'log'), 'utf8'), 'before');
  assert.deepEqual(shell(folder, `${limit} imwrite "$coffee" --metadata none - -f jpg --quality 50 > fits.jpg`), {
    status: 0,
    stdout: '',
    stderr: '',
  });
  assert.deepEqual(shell(folder, 'imwrite "$coffee" --metadata none - -f png > whole.png'), {
    status: 0,
    stdout: '',
    stderr: '',
  });
  await assertSamePixels(join(folder, 'whole.png'), coffee);
});

test('the picture, and files, to a full disk', (t) => {
  const folder = scratch(t);
  mkdirSync(join(folder, 'disk'));
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'none', join(folder, 'disk')]).status !== 0)
    return t.skip('may not mount');
  try {
    const { status, stderr } = shell(folder, 'imwrite "$coffee" - -f png > disk/out.png');
    assert.equal(status, 1);
    assert.match(stderr, full);
    assert.equal(readFileSync(join(folder, 'disk/out.png')).length, 0);
    const files = shell(folder, 'imwrite "$coffee" -o disk -f png');
    assert.deepEqual(files, { status: 1, stdout: '', stderr: 'imwrite: disk/coffee.png: no space left on device\n' });
    assert.deepEqual(readdirSync(join(folder, 'disk')), ['out.png']);
  } finally {
    spawnSync('umount', [join(folder, 'disk')]);
  }
});

test(
  'what is said of files, and information, to a full device',
  { skip: !existsSync('/dev/full') && 'there is no /dev/full' },
  async (t) => {
    const folder = scratch(t);
    for (const line of [
      'imwrite "$coffee" a.png --metadata none',
      'imwrite "$coffee" "$coffee" -o out -f png --json',
      'imwrite --help',
      'imwrite --version',
      'imwrite --formats',
    ]) {
      const { status, stderr } = shell(folder, `${line} > /dev/full`);
      assert.equal(status, 1, line);
      assert.match(stderr, full, line);
    }
    await assertSamePixels(join(folder, 'a.png'), coffee);
    assert.equal(shell(folder, 'imwrite "$coffee" b.png 2> /dev/full').status, 0);
    assert.equal(shell(folder, 'imwrite none.png b.png 2> /dev/full').status, 1);
  },
);

test('any number of jobs', (t) => {
  const folder = scratch(t);
  for (const jobs of ['99999999999', '9'.repeat(400)]) {
    const { status, stderr } = shell(folder, `imwrite "$coffee" --metadata none -o out -f jpg --force --jobs ${jobs}`);
    assert.deepEqual([status, stderr], [0, '']);
  }
});
