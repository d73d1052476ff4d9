// What is read has limits, which flags change.
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { limits } from '../../npm/dist/node/index.js';
import { apng, emptyScans, pngOf, pngText, webp, webpAnimation } from '../support/bombs.mjs';
import { jsonLines, refuse, run, scratch, succeed } from './support.mjs';

const bombs = {
  'text.png': [pngOf([pngText(917e6)]), '--limit-metadata-bytes'],
  'small.webp': [webp(16383, 16383), '--limit-memory-bytes'],
  'many.webp': [webpAnimation(1013, 1013, 300), '--limit-pixels'],
  'frames.png': [apng(1, 1, 20_000, 0), '--limit-frames'],
  'scans.jpg': [emptyScans(3000, 3000, 10_000), '--limit-scans'],
};

test('a bomb is refused, by the name of the limit and of the flag that raises it', async (t) => {
  const folder = scratch(t);
  for (const [name, [bytes, flag]] of Object.entries(bombs)) {
    writeFileSync(join(folder, name), bytes);
    const target = name.endsWith('.jpg') ? 'out.png' : `out.${name.split('.')[1]}`;
    const { code, stdout, stderr } = await run(folder, [name, target]);
    assert.deepEqual([name, code, stdout], [name, 1, '']);
    const option = `limits.${flag.slice('--limit-'.length).replace(/-b/, 'B')}`;
    assert.match(
      stderr,
      new RegExp(
        `^imwrite: ${name}: \\w+ file: expected at most \\d+ .* \\(${option}\\), got .*; ${flag} allows more\\n$`,
      ),
    );
    assert.ok(!existsSync(join(folder, target)));
  }
  const { stdout } = await run(folder, ['small.webp', 'out.webp', '--json']);
  assert.deepEqual(
    [jsonLines(stdout)[0].error.code, jsonLines(stdout)[0].error.option],
    ['image-too-large', 'limits.memoryBytes'],
  );
});

test('a flag sets a limit, or lifts it', async (t) => {
  const folder = scratch(t);
  writeFileSync(join(folder, 'a.png'), apng(20, 10, 5));
  writeFileSync(join(folder, 'text.png'), pngOf([pngText(5000)]));
  await succeed(folder, ['a.png', 'b.png', '--limit-pixels', '1000', '--limit-frames', '5']);
  assert.match((await run(folder, ['a.png', 'c.png', '--limit-pixels', '999'])).stderr, /at most 999 pixels/);
  assert.match((await run(folder, ['a.png', 'c.png', '--limit-frames', '4'])).stderr, /at most 4 pages or frames/);
  assert.match(
    (await run(folder, ['text.png', 'c.png', '--limit-metadata-bytes', '4999'])).stderr,
    /at most 4999 bytes of metadata/,
  );
  assert.match(
    (await run(folder, ['a.png', 'c.webp', '--page', '2', '--limit-pixels', '199'])).stderr,
    /at most 199 pixels/,
  );
  await succeed(folder, ['a.png', 'd.webp', '--page', '2', '--limit-pixels', '200']);
  await succeed(folder, ['a.png', 'e.png', '--limit-pixels', 'infinity', '--limit-memory-bytes', 'Infinity']);
  for (const value of ['0', '-1', '1.5', 'many', ''])
    await refuse(
      folder,
      ['a.png', 'f.png', '--limit-pixels', value],
      /--limit-pixels.*whole number from 1, or infinity/s,
    );
});

test('--help names the flags of all limits, with their defaults', async (t) => {
  const text = (await succeed(scratch(t), ['--help'])).stdout.replace(/\s+/g, ' ');
  assert.equal(limits.length, 5);
  for (const { name, default: usual } of limits) {
    const flag = `--limit-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    assert.ok(text.includes(`${flag} <count> at most so many, of an input (default: ${usual}, or infinity)`), flag);
  }
});
