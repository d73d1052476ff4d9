// Many pictures: memory stays flat, Ctrl-C leaves no half files, the progress bar is for terminals.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { linkSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { leastOf } from '../support/attempts.mjs';
import { commandLine, fixture, jsonLines, metadata, outcome, run, scratch, sharp } from './support.mjs';

/** A folder `in` with `count` names of one picture. */
async function manyPictures(t, count, { width, height }) {
  const folder = scratch(t);
  mkdirSync(join(folder, 'in'));
  const name = (i) => join(folder, 'in', `${String(i).padStart(4, '0')}.png`);
  await sharp(fixture('chelsea.png')).resize(width, height, { fit: 'fill' }).png().toFile(name(0));
  for (let i = 1; i < count; ++i) linkSync(name(0), name(i));
  return folder;
}

const temporaries = (folder) => readdirSync(folder).filter((name) => name.endsWith('.tmp'));

test(
  'a thousand files: flat memory, all written, the process ends',
  { skip: process.platform !== 'linux' && 'reads /proc' },
  async (t) => {
    const folder = await manyPictures(t, 1000, { width: 500, height: 400 });
    const samples = [];
    let timer;
    const { code, stdout } = await run(folder, ['in', '-o', 'out', '-f', 'jpg', '--json'], {
      started(child) {
        timer = setInterval(() => samples.push(residentMegabytes(child.pid)), 100);
        child.on('exit', () => clearInterval(timer));
      },
    });
    assert.equal(code, 0);
    assert.equal(jsonLines(stdout).length, 1000);
    assert.equal(readdirSync(join(folder, 'out')).length, 1000);
    // 1,000 decoded pictures would be 600 MB, what was read 200 MB.
    const known = samples.filter((megabytes) => megabytes > 0);
    const middle = Math.max(...known.slice(known.length / 4, known.length / 2));
    const end = Math.max(...known.slice(known.length / 2));
    t.diagnostic(`resident memory: ${middle.toFixed(0)} MB in the second quarter, then at most ${end.toFixed(0)} MB`);
    assert.ok(end < middle * 1.15 + 15, `grew from ${middle} to ${end} MB`);
  },
);

function residentMegabytes(pid) {
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

for (const [signal, expected] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
]) {
  test(`${signal} leaves whole files only`, async (t) => {
    const folder = await manyPictures(t, 300, { width: 600, height: 400 });
    const { code, stdout } = await run(folder, ['in', '-o', 'out', '-f', 'png'], {
      started(child) {
        child.stdout.once('data', () => setTimeout(() => child.kill(signal), 200));
      },
    });
    assert.equal(code, expected);
    const written = readdirSync(join(folder, 'out'));
    assert.deepEqual(temporaries(join(folder, 'out')), []);
    assert.ok(
      written.length > 0 && written.length < 300,
      `${written.length} files, ${stdout.split('\n').length} lines`,
    );
    for (const name of written) assert.equal((await metadata(join(folder, 'out', name))).width, 600);
    for (const name of written.slice(-3))
      await sharp(join(folder, 'out', name))
        .raw()
        .toBuffer();
  });
}

/** How long a command that is at work lives on after SIGINT, in milliseconds. */
async function timeToEnd(folder, args) {
  let killed;
  const { code } = await run(folder, args, {
    started: (child) => setTimeout(() => (killed = Date.now()) && child.kill('SIGINT'), 1500),
  });
  assert.equal(code, 130);
  return Date.now() - killed;
}

test('a signal stops a long encode at once', async (t) => {
  const folder = await manyPictures(t, 1, { width: 4000, height: 4000 });
  const took = await leastOf(3, 500, () =>
    timeToEnd(folder, ['in/0000.png', 'a.webp', '--lossless', '--method', '6', '--quality', '100']),
  );
  assert.ok(took <= 500, `took ${took} ms`);
  assert.deepEqual(readdirSync(folder), ['in']);
});

test(
  'a signal ends a command whose FIFO nobody reads',
  { skip: process.platform === 'win32' && 'there are none' },
  async (t) => {
    const folder = await manyPictures(t, 1, { width: 40, height: 30 });
    spawnSync('mkfifo', [join(folder, 'a.png')]);
    const took = await leastOf(3, 2000, () => timeToEnd(folder, ['in/0000.png', 'a.png']));
    assert.ok(took <= 2000, `took ${took} ms`);
  },
);

test('the same bytes for any number of jobs', async (t) => {
  const folder = await manyPictures(t, 6, { width: 300, height: 200 });
  for (const jobs of ['1', '4'])
    assert.equal((await run(folder, ['in', '-o', `out${jobs}`, '-f', 'webp', '--jobs', jobs])).code, 0);
  for (const name of readdirSync(join(folder, 'out1'))) {
    assert.ok(readFileSync(join(folder, 'out1', name)).equals(readFileSync(join(folder, 'out4', name))), name);
  }
});

const noTerminal =
  spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0
    ? false
    : 'needs the program script, and a pseudo-terminal';

test('a progress bar on a terminal, none with --quiet or without one', { skip: noTerminal }, async (t) => {
  const folder = await manyPictures(t, 8, { width: 300, height: 200 });
  const onTerminal = (args) => {
    const command = [process.execPath, commandLine, ...args].map((word) => `'${word}'`).join(' ');
    return outcome(
      spawn('script', ['-qec', command, '/dev/null'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] }),
    );
  };
  const shown = await onTerminal(['in', 'missing.png', '-o', 'a', '-f', 'jpg']);
  assert.equal(shown.code, 1);
  assert.match(shown.stdout, /\d+ % {2}\d of 9 files/);
  assert.match(shown.stdout, /a\/0007\.jpg {2}\S+ kB/);
  assert.match(shown.stdout, /imwrite: missing\.png: no such file/);
  assert.match(shown.stdout, /\x1b\[\?25h/, 'the cursor is back');
  assert.equal((await onTerminal(['in', '-o', 'b', '-f', 'jpg', '--quiet'])).stdout, '');
  assert.doesNotMatch((await run(folder, ['in', '-o', 'c', '-f', 'jpg'])).stdout, /%/);
  const image = await onTerminal(['in/0000.png', '-', '-f', 'png']);
  assert.equal(image.code, 2);
  assert.match(image.stdout, /standard output is a terminal/);
});

test('a reader that goes away ends the command', async (t) => {
  const folder = await manyPictures(t, 200, { width: 600, height: 400 });
  const command = `"${process.execPath}" "${commandLine}" in -o out -f png --json | head -n 1`;
  const start = Date.now();
  const { status, stderr } = spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' });
  assert.deepEqual([status, stderr], [0, '']);
  assert.ok(readdirSync(join(folder, 'out')).length < 200, `${Date.now() - start} ms`);
  assert.deepEqual(temporaries(join(folder, 'out')), []);
});
