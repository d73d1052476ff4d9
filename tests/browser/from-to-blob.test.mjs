// docs/from-cv2-imwrite.md, "From canvas.toBlob": both blocks run on the same canvas.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blocks } from '../docs/support.mjs';
import { openBlank, sharp, useSite } from './support.mjs';

const site = useSite();

test("the browser's JPEG and ours are the same picture", async (t) => {
  const { page, expectClean } = await openBlank(t, site);
  const [before, after] = blocks('from-cv2-imwrite.md', 'From `canvas.toBlob`').map(({ code }) =>
    code.replace(/^import .*$/m, ''),
  );
  const files = await page.evaluate(
    async ([first, second]) => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [200, 100];
      const context = canvas.getContext('2d');
      const sky = context.createLinearGradient(0, 0, 200, 100);
      sky.addColorStop(0, 'navy');
      sky.addColorStop(1, 'orange');
      context.fillStyle = sky;
      context.fillRect(0, 0, 200, 100);
      const { imwrite } = imw;
      const lines = new (async () => {}).constructor(
        'canvas',
        'imwrite',
        `${first}\n${second}\nreturn [before, after];`,
      );
      const blobs = await lines(canvas, imwrite);
      return Promise.all(
        blobs.map(async (blob) => ({ type: blob.type, bytes: [...new Uint8Array(await blob.arrayBuffer())] })),
      );
    },
    [before, after],
  );
  const [theirs, ours] = await Promise.all(
    files.map(({ bytes }) => sharp(Buffer.from(bytes)).raw().toBuffer({ resolveWithObject: true })),
  );
  assert.deepEqual(
    files.map(({ type }) => type),
    ['image/jpeg', 'image/jpeg'],
  );
  assert.deepEqual([ours.info.width, ours.info.height, ours.info.channels], [200, 100, 3]);
  const mean = ours.data.reduce((sum, value, i) => sum + Math.abs(value - theirs.data[i]), 0) / ours.data.length;
  assert.ok(mean < 2, `differs by ${mean} on average`);
  await expectClean();
});
