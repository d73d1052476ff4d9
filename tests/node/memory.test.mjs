// Memory stays flat over thousands of calls, and big pictures take no more than their share.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { imread, imwrite, imwriteSync, load } from '../../npm/dist/node/index.js';
import { leastOf } from '../support/attempts.mjs';
import { formatNames, pattern } from './support.mjs';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');
const MIB = 2 ** 20;

function used() {
  // Twice: what the first one ends may hold something more.
  collectGarbage();
  collectGarbage();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss: rss / MIB, js: (heapUsed + external) / MIB };
}

test('2,000 mixed calls, failures among them, leave memory as it was', async () => {
  const images = [pattern(120, 80, 3), pattern(64, 64, 4), pattern(200, 10, 1)];
  const round = async (i) => {
    const format = formatNames[i % formatNames.length];
    const image = images[i % images.length];
    const bytes = await imwrite(image, format);
    if (i % 5 === 0) await imread(bytes);
    if (i % 7 === 0) await imwrite(image, format, { nonsense: 1 }).catch(() => {});
    if (i % 11 === 0) await imread(bytes.subarray(0, 40)).catch(() => {});
  };
  // What the engine makes of code that is used often, of each codec.
  for (let i = 0; i < 250 * formatNames.length; ++i) await round(i);
  // What leaks once leaks every time; what the engine keeps for itself comes and goes.
  const grown = { js: Infinity, rss: Infinity };
  await leastOf(3, 0, async () => {
    const before = used();
    for (let i = 0; i < 2000; ++i) await round(i);
    await new Promise(setImmediate); // of what is done later
    const after = used();
    for (const kind of ['js', 'rss']) grown[kind] = Math.min(grown[kind], after[kind] - before[kind]);
    return Math.max(grown.js - 1, grown.rss - 15);
  });
  assert.ok(grown.js <= 1, `JavaScript memory grew by ${grown.js} MiB`);
  assert.ok(grown.rss <= 15, `the process grew by ${grown.rss} MiB`);
});

test('a large picture is read in bands: the encoders that can stream hold only a few MiB', async () => {
  const image = pattern(6000, 4000, 3);
  for (const [format, options] of [
    ['jpeg', {}],
    ['png', { compressionLevel: 1, filter: 'sub' }],
    ['tiff', { compression: 'packbits' }],
  ]) {
    await load(format);
    const before = used();
    let most = 0;
    imwriteSync(image, format, {
      ...options,
      onProgress: () =>
        (most = Math.max(most, process.memoryUsage().external / MIB + process.memoryUsage().heapUsed / MIB)),
    });
    const written = imwriteSync(image, format, options).length / MIB;
    assert.ok(most - before.js < written + 24, `${format}: ${most - before.js} MiB more for ${written} MiB of output`);
  }
});

test('the process holds the output once, and little else: chunks are given back while the result is made', () => {
  const child = fileURLToPath(new URL('encode-peak.mjs', import.meta.url));
  for (const [format, options] of [
    ['jpeg', { quality: 100, chromaSubsampling: '4:4:4' }],
    ['png', { compressionLevel: 0 }],
    ['tiff', { compression: 'none' }],
  ]) {
    for (const call of ['imwrite', 'imwriteSync']) {
      const { added, written } = JSON.parse(
        execFileSync(process.execPath, ['--expose-gc', child, call, format, JSON.stringify(options)]),
      );
      assert.ok(written > 48 * MIB, `${format}: ${written / MIB} MiB tell nothing`);
      // Held twice, it would be 48 MiB more at least. What the engine keeps for itself varies by 10.
      assert.ok(
        added < written + 44 * MIB,
        `${call}, ${format}: ${added / MIB} MiB for ${written / MIB} MiB of output`,
      );
    }
  }
});
