// EXIF whose values stand at the very end of its block.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imread, imwrite, imwriteWithInfo } from '../../npm/dist/node/index.js';
import { ascii, ASCII, exifBlock, RATIONAL } from '../support/exif-block.mjs';
import { pattern } from './support.mjs';

const image = pattern(24, 16, 3);

test('a value that ends with its block stays, of any type; one that lacks a byte goes', async () => {
  const bytesOfType = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 129: 1 };
  for (const [type, size] of Object.entries(bytesOfType)) {
    const count = 5;
    const tag = 0x9286;
    const start = exifBlock([[0x010f, ASCII, ascii('Acme camera')]], [[tag, ASCII, [0]]]);
    const exif = new Uint8Array(start.length + count * size);
    exif.set(start);
    const view = new DataView(exif.buffer);
    const entry = start.length - 4 - 12;
    view.setUint16(entry + 2, Number(type), true);
    view.setUint32(entry + 4, count, true);
    view.setUint32(entry + 8, start.length, true);
    for (const [block, warning] of [
      [exif, /^$/],
      [exif.subarray(0, -1), new RegExp(`lead out of its block: ${tag}$`)],
    ]) {
      const source = await imwrite(image, 'png', { metadata: { exif: block } });
      const { warnings } = await imwriteWithInfo(source, 'tiff', { metadata: 'keep' });
      assert.match(warnings.join(), warning, `type ${type}`);
    }
  }
});

test('a resolution at the very end of EXIF is read', async () => {
  const exif = exifBlock([
    [0x011a, RATIONAL, [72, 1]],
    [0x011b, RATIONAL, [36, 1]],
  ]);
  assert.deepEqual((await imread(await imwrite(image, 'png', { metadata: { exif } }))).metadata.dpi, [72, 36]);
});
