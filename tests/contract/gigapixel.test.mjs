// A gigapixel, fed row by row, in every format that streams: little memory, and a file that sharp reads to its last row.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sharp } from '../support/sharp.mjs';
import { height, rowAt, width } from './gigapixel.mjs';

const child = fileURLToPath(new URL('gigapixel.mjs', import.meta.url));

for (const [format, tolerance] of [
  ['jpeg', 8],
  ['png', 0],
  ['tiff', 0],
]) {
  test(`${format} of 40,000 × 25,000`, { timeout: 300_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'imwrite-'));
    try {
      const path = join(folder, `picture.${format}`);
      const peak = Number(execFileSync(process.execPath, [child, 'write', format, path], { encoding: 'utf8' }));
      assert.ok(peak < 200, `${peak} MiB`);
      const image = sharp(path, { limitInputPixels: false });
      const { width: wide, height: high, channels } = await image.metadata();
      assert.deepEqual([wide, high, channels], [width, height, 1]);
      const [rows, left] = [20, width - 500];
      const area = { left, top: height - rows, width: 500, height: rows };
      const seen = await image.extract(area).toColourspace('b-w').raw().toBuffer();
      for (let y = 0; y < rows; ++y) {
        const expected = rowAt(area.top + y).subarray(left);
        for (let x = 0; x < 500; ++x) {
          const off = Math.abs(seen[y * 500 + x] - expected[x]);
          // The slope begins anew at 256, which blocks of a JPEG smear.
          assert.ok(
            off <= tolerance || (tolerance > 0 && (expected[x] < 32 || expected[x] > 224)),
            `${x}, ${y}: ${seen[y * 500 + x]}, not ${expected[x]}`,
          );
        }
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
}
