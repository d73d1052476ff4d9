// Small files that ask for much: each is refused by the limit that is for it, or read, in little time and memory. Times are those of
// the processor, the best of three attempts, as other work on the machine stretches even those. They are 1.3 seconds at most; before there
// were limits they were ten and more, and gigabytes.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bombs, dampBombs } from '../support/bombs.mjs';

const child = fileURLToPath(new URL('bomb-child.mjs', import.meta.url));
/** A machine may be several times slower than the one on which they took 1.3. */
const SECONDS = 8;

async function read(group, name, how, attempts = 3) {
  const { stdout } = await promisify(execFile)(process.execPath, [child, group, name, how], { timeout: 120_000 });
  const seen = JSON.parse(stdout);
  return seen.seconds < SECONDS || attempts === 1 ? seen : read(group, name, how, attempts - 1);
}

for (const [limit, files] of Object.entries(bombs)) {
  for (const name of Object.keys(files)) {
    test(`${name} exceeds limits.${limit}`, async () => {
      const isJpeg = name.startsWith('a JPEG');
      for (const how of ['imreadMulti', 'worker', ...(isJpeg ? ['transcodeJpeg'] : [])]) {
        const { code, option, message, seconds, megabytes } = await read(limit, name, how);
        assert.deepEqual([code, option], ['image-too-large', `limits.${limit}`], `${how}: ${message}`);
        assert.match(message, /^\w+ file: expected at most \d+ [\w ]+ \(limits\.\w+\), got .{1,60}$/);
        assert.ok(seconds < SECONDS, `${how}: ${seconds} s`);
        // Of a profile of 100 MB the file is copied once, and once more for a worker.
        assert.ok(megabytes < 350, `${how}: ${megabytes} MB`);
      }
    });
  }
}

for (const name of Object.keys(dampBombs)) {
  test(`${name} is no matter`, async () => {
    for (const how of ['imreadMulti', 'fill', 'worker']) {
      const { code, message, seconds, megabytes } = await read('damp', name, how);
      assert.ok(['read', 'corrupt-data', 'image-too-large'].includes(code), `${how}: ${code}: ${message}`);
      assert.ok(seconds < SECONDS, `${how}: ${seconds} s`);
      assert.ok(megabytes < 800, `${how}: ${megabytes} MB`);
    }
  });
}

test('what reads a file on its way to another, or only counts, has the same limits', async () => {
  const text = 'a PNG with a text of 917 MB';
  for (const how of ['imread', 'imcount', 'imwrite', 'imreadAnimation']) {
    const { code, option, seconds, megabytes } = await read('metadataBytes', text, how);
    assert.deepEqual([how, code, option], [how, 'image-too-large', 'limits.metadataBytes']);
    assert.ok(seconds < SECONDS && megabytes < 350, `${how}: ${seconds} s, ${megabytes} MB`);
  }
});
