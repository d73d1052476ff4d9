// Files of the caller: imwriteFile(), cv.imwrite() and the command line save them in one way, which respects what is there.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { imwrite } from '../../npm/dist/node/index.js';
import { assertExact, pattern } from './support.mjs';

const folder = fs.mkdtempSync(join(tmpdir(), 'imwrite-save-'));
fs.chmodSync(folder, 0o755);
after(() => fs.rmSync(folder, { recursive: true, force: true }));

// Of 360 kB: noise, which is not compressed.
const image = pattern(400, 300, 3);
const input = join(folder, 'input.png');
fs.writeFileSync(input, await imwrite(image, 'png'));

const child = fileURLToPath(new URL('save-child.mjs', import.meta.url));
const commandLine = fileURLToPath(new URL('../../npm/dist/cli.js', import.meta.url));
const ways = {
  imwriteFile: (path) => [child, 'imwriteFile', input, path],
  'cv.imwrite': (path) => [child, 'cv', input, path],
  'the command line': (path) => [
    commandLine,
    input,
    path,
    '--force',
    '--quiet',
    '-f',
    'png',
    '--compression-level',
    '0',
  ],
};

/** Saves to a path, after this line of bash, in `cwd`. */
function save(way, path, { before = ':', cwd = folder, ...options } = {}) {
  const command = [process.execPath, ...ways[way](path)];
  // With a socket as its input, bash would take itself for a remote shell and read the user's own settings.
  return spawnSync('bash', ['--norc', '-c', `${before}; exec "$@"`, 'bash', ...command], {
    cwd,
    encoding: 'buffer',
    timeout: 20_000,
    ...options,
  });
}

function succeed(way, path, options) {
  const { status, stderr, stdout } = save(way, path, options);
  assert.deepEqual([status, stderr.toString()], [0, ''], `${way} ${path}`);
  return stdout;
}

/** Saves to a path, which must fail for this reason, told in one line. */
function fail(way, path, reason, options) {
  const { status, stderr } = save(way, path, options);
  assert.equal(status, 1, `${way} ${path}`);
  assert.match(stderr.toString(), reason);
  assert.match(stderr.toString(), /^[^\n]+\n$/);
}

const assertSaved = (path) => assertExact(fs.readFileSync(path), image);
const modeOf = (path) => fs.statSync(path).mode & 0o7777;
const isRoot = process.getuid?.() === 0;
let count = 0;

/** A folder of this test's own, and what is in it at the end. */
function scratch() {
  const path = join(folder, `scratch-${++count}`);
  fs.mkdirSync(path);
  return path;
}

for (const way of Object.keys(ways)) {
  test(`${way}: a new file has the mode of the process, one that was there keeps its mode and owner`, async () => {
    const own = scratch();
    const [fresh, there] = [join(own, 'new.png'), join(own, 'there.png')];
    succeed(way, fresh, { before: 'umask 027' });
    assert.equal(modeOf(fresh), 0o640);
    for (const mode of [0o600, 0o604, 0o755]) {
      fs.writeFileSync(there, 'before');
      fs.chmodSync(there, mode);
      if (isRoot) fs.chownSync(there, 12345, 23456);
      succeed(way, there, { before: 'umask 077' });
      assert.equal(modeOf(there), mode);
      if (isRoot) assert.deepEqual([fs.statSync(there).uid, fs.statSync(there).gid], [12345, 23456]);
      await assertSaved(there);
      fs.rmSync(there);
    }
    assert.deepEqual(fs.readdirSync(own), ['new.png']);
    await assertSaved(fresh);
  });

  test(`${way}: links are followed, also to files that are still to be made, and other names of a file stay its names`, async () => {
    const own = scratch();
    for (const name of ['a', 'a/b', 'far']) fs.mkdirSync(join(own, name));
    fs.symlinkSync('../a/b', join(own, 'far/deep')); // so that far/deep/.. is a
    fs.symlinkSync('../made.png', join(own, 'a/b/dangling.png'));
    fs.symlinkSync('dangling.png', join(own, 'a/b/twice.png'));
    succeed(way, 'far/deep/twice.png', { cwd: own });
    await assertSaved(join(own, 'a/made.png'));
    fs.symlinkSync(join(own, 'nowhere/x.png'), join(own, 'lost.png'));
    fail(way, join(own, 'lost.png'), /ENOENT|no such folder/);
    fs.symlinkSync('round.png', join(own, 'round.png'));
    fail(way, join(own, 'round.png'), /ELOOP|too many symbolic links/i);
    fs.writeFileSync(join(own, 'one.png'), 'before');
    fs.linkSync(join(own, 'one.png'), join(own, 'other.png'));
    succeed(way, join(own, 'one.png'));
    await assertSaved(join(own, 'other.png'));
    assert.deepEqual(fs.readdirSync(own), ['a', 'far', 'lost.png', 'one.png', 'other.png', 'round.png']);
    assert.deepEqual(fs.readdirSync(join(own, 'a/b')), ['dangling.png', 'twice.png']);
  });

  test(`${way}: names as long as the disk allows`, async () => {
    const own = scratch();
    for (const length of [239, 250, 255]) succeed(way, join(own, `${'n'.repeat(length - 4)}.png`));
    succeed(way, join(own, `x${'語'.repeat(83)}.png`));
    fail(way, join(own, `${'n'.repeat(252)}.png`), /ENAMETOOLONG|name too long/);
    const names = fs.readdirSync(own);
    assert.deepEqual(names.map(Buffer.byteLength).sort(), [239, 250, 254, 255]);
    for (const name of names) await assertSaved(join(own, name));
  });

  test(
    `${way}: devices and FIFOs are written to`,
    { skip: process.platform === 'win32' && 'Windows has none in folders' },
    async (t) => {
      const own = scratch();
      // Devices of our own, as a link to /dev/null would endanger that of the machine.
      const device = (name, minor) => {
        const made = spawnSync('mknod', [join(own, name), 'c', '1', String(minor)]).status === 0;
        if (!made) fs.symlinkSync(`/dev/${name.replace('.png', '')}`, join(own, name));
      };
      device('null.png', 3);
      device('full.png', 7);
      succeed(way, join(own, 'null.png'));
      fail(way, join(own, 'full.png'), /ENOSPC|no space left/);
      for (const name of ['null.png', 'full.png']) assert.ok(fs.statSync(join(own, name)).isCharacterDevice(), name);

      execFileSync('mkfifo', [join(own, 'fifo.png')]);
      // The reader's output is a file: save() keeps this process from taking it out of a pipe.
      const copy = fs.openSync(join(own, 'copy'), 'w');
      const reader = spawn('cat', [join(own, 'fifo.png')], { stdio: ['ignore', copy, 'inherit'] });
      t.after(() => reader.kill());
      const ended = once(reader, 'close');
      succeed(way, join(own, 'fifo.png'));
      await ended;
      await assertSaved(join(own, 'copy'));
      assert.ok(fs.lstatSync(join(own, 'fifo.png')).isFIFO());
      assert.deepEqual(fs.readdirSync(own).sort(), ['copy', 'fifo.png', 'full.png', 'null.png']);
    },
  );

  test(`${way}: standard output by its name, as the pipe or the end of the file that it is`, async () => {
    const own = scratch();
    fs.symlinkSync('/dev/stdout', join(own, 'link.png'));
    const paths = way === 'the command line' ? ['/dev/stdout', 'link.png', '-'] : ['link.png'];
    for (const path of paths) {
      await assertExact(succeed(way, path, { cwd: own }), image);
      fs.writeFileSync(join(own, 'log'), 'before');
      succeed(way, path, { cwd: own, before: 'exec >> log' });
      const log = fs.readFileSync(join(own, 'log'));
      assert.equal(log.subarray(0, 6).toString(), 'before');
      await assertExact(log.subarray(6), image);
    }
    assert.deepEqual(fs.readdirSync(own), ['link.png', 'log']);
  });

  test(`${way}: a file that may not grow further, and a file of a folder that may not be written to`, async () => {
    const own = scratch();
    // Files may have 100 blocks of 1024 bytes, and the signal about more is ignored.
    const limited = { before: "trap '' XFSZ; ulimit -f 100" };
    fs.writeFileSync(join(own, 'there.png'), 'before');
    fs.writeFileSync(join(own, 'twin.png'), Buffer.alloc(60_000, 'twin'));
    fs.linkSync(join(own, 'twin.png'), join(own, 'other.png'));
    for (const name of ['new.png', 'there.png', 'twin.png']) fail(way, join(own, name), /EFBIG|too large/, limited);
    assert.equal(fs.readFileSync(join(own, 'there.png'), 'utf8'), 'before');
    assert.deepEqual(fs.readFileSync(join(own, 'twin.png')), Buffer.alloc(60_000, 'twin'));
    assert.deepEqual(fs.readdirSync(own), ['other.png', 'there.png', 'twin.png']);

    fs.chmodSync(join(own, 'there.png'), 0o666);
    fs.chmodSync(own, 0o555);
    const nobody = isRoot ? { uid: 65534, gid: 65534 } : {};
    succeed(way, join(own, 'there.png'), nobody);
    fail(way, join(own, 'new.png'), /EACCES|permission denied/, nobody);
    if (isRoot) fail(way, join(own, 'twin.png'), /EACCES|permission denied/, nobody);
    fs.chmodSync(own, 0o755);
    await assertSaved(join(own, 'there.png'));
    assert.deepEqual(fs.readdirSync(own), ['other.png', 'there.png', 'twin.png']);
  });

  test(`${way}: a full disk`, async (t) => {
    const own = scratch();
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'none', own]).status !== 0)
      return t.skip('may not mount');
    try {
      fs.writeFileSync(join(own, 'there.png'), 'before');
      for (const name of ['new.png', 'there.png']) fail(way, join(own, name), /ENOSPC|no space left/);
      assert.deepEqual(fs.readdirSync(own), ['there.png']);
      assert.equal(fs.readFileSync(join(own, 'there.png'), 'utf8'), 'before');
      fs.symlinkSync('/dev/stdout', join(own, 'out.png'));
      fail(way, join(own, 'out.png'), /ENOSPC|no space left/, { before: `exec >> '${own}/there.png'` });
      assert.equal(fs.readFileSync(join(own, 'there.png'), 'utf8'), 'before');
    } finally {
      execFileSync('umount', [own]);
    }
  });
}
