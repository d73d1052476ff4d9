// JPEG files that are cut off or damaged: an error that says how much is there, or what djpeg and sharp make of them, with a warning.
// A file that only lacks its end marker is whole.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { imread, imwrite, transcodeJpeg } from '../../npm/dist/node/index.js';
import { createCv } from '../../npm/dist/node/cv.js';
import { assertFails } from '../support/failures.mjs';
import { fixture, pattern } from '../support/images.mjs';
import { sharp } from '../support/sharp.mjs';
import { stored } from './tiff-readers.mjs';
import { pythonForBytes } from '../support/python.mjs';

const [width, height] = [160, 144];
const photo = sharp(fixture('chelsea.png')).resize(width, height, { fit: 'fill' }).removeAlpha();
const raw = { data: new Uint8Array(await photo.clone().raw().toBuffer()), width, height, channels: 3 };
const files = {
  baseline: await photo.clone().jpeg({ quality: 90 }).toBuffer(),
  progressive: await photo.clone().jpeg({ quality: 90, progressive: true }).toBuffer(),
  gray: await photo.clone().greyscale().jpeg({ quality: 90 }).toBuffer(),
  arithmetic: Buffer.from(await imwrite(raw, 'jpeg', { arithmeticCoding: true })),
  lossless: Buffer.from(await imwrite(raw, 'jpeg', { lossless: true })),
};

/** What djpeg gives, whatever it has to say. */
async function byDjpeg(bytes) {
  const { stdout } = spawnSync('djpeg', ['-pnm', await stored(bytes)], { maxBuffer: 1 << 28 });
  const header = /^P[56]\n\d+ \d+\n255\n/.exec(stdout.subarray(0, 40).toString('latin1'))[0];
  return stdout.subarray(header.length);
}

/** What sharp gives: its libjpeg smooths the blocks of missing scans as ours does, that of djpeg may be an older one. */
const bySharp = (bytes) => sharp(bytes, { failOn: 'none' }).raw().toBuffer();

test('a file without its end marker is whole, with a warning', async () => {
  for (const [name, bytes] of Object.entries(files)) {
    const whole = await imread(bytes, { strict: true });
    assert.deepEqual(whole.warnings, [], name);
    const { data, warnings } = await imread(bytes.subarray(0, -2));
    assert.deepEqual(data, whole.data, name);
    assert.deepEqual(warnings, ['jpeg: the file has no end marker'], name);
    await assertFails(imread(bytes.subarray(0, -2), { strict: true }), 'corrupt-data', /no end marker/);
  }
});

test('a file that is cut off says how many rows are there, and on request gives them as djpeg does', async () => {
  for (const [name, bytes] of Object.entries(files)) {
    for (const share of [0.5, 0.75, 0.9]) {
      const cut = bytes.subarray(0, bytes.length * share);
      await assertFails(
        imread(cut),
        'corrupt-data',
        /cut off: (\d+ of its 144 rows are there|some of its scans are missing)/,
      );
      const { data, warnings } = await imread(cut, { truncated: 'fill' });
      assert.match(warnings.join(), /cut off.*; libjpeg made up the rest$/, name);
      await assertFails(imread(cut, { truncated: 'fill', strict: true }), 'corrupt-data', /cut off/);
      const seen = name === 'progressive' ? bySharp : byDjpeg;
      // Behind its end, arithmetic code means anything, and IDCTs differ on coefficients that no picture has.
      if (!['lossless', 'arithmetic'].includes(name))
        assert.ok(Buffer.compare(Buffer.from(data), await seen(cut)) === 0, `${name}, ${share}`);
      if (name === 'progressive') continue;
      // What is said to be there is there.
      const rows = Number(/(\d+) of its 144/.exec(warnings.join())[1]);
      const { data: whole, channels } = await imread(bytes);
      assert.ok(rows >= Math.floor(height * share * 0.6) && rows < height, `${name}: ${rows} rows of ${share}`);
      // The last row's colors lean on the row below.
      const sure = (rows - 1) * width * channels;
      assert.deepEqual(data.subarray(0, sure), whole.subarray(0, sure), name);
    }
  }
});

test('a file that ends between its scans is cut off', async () => {
  const bytes = files.progressive;
  const scans = [];
  for (let at = 0; (at = bytes.indexOf(Buffer.from([0xff, 0xda]), at)) >= 0; ++at) scans.push(at);
  assert.ok(scans.length > 4);
  // Where the tables of the last scan begin.
  const end = bytes.lastIndexOf(Buffer.from([0xff, 0xc4]), scans.at(-1));
  const cut = bytes.subarray(0, end > scans.at(-2) ? end : scans.at(-1));
  await assertFails(imread(cut), 'corrupt-data', /some of its scans are missing/);
  const { data } = await imread(cut, { truncated: 'fill' });
  assert.ok(Buffer.compare(Buffer.from(data), await bySharp(cut)) === 0);
});

test('damage in the middle is no cut, and what is wrong between markers is told', async () => {
  const bytes = Buffer.from(files.baseline);
  const middle = bytes.length >> 1;
  bytes.fill(0xff, middle, middle + 1);
  bytes.fill(0xd9, middle + 1, middle + 2);
  await assertFails(imread(bytes), 'corrupt-data', /cut off: \d+ of its 144 rows/);
  const first = 4 + files.baseline.readUInt16BE(4);
  const strange = Buffer.concat([
    files.baseline.subarray(0, first),
    Buffer.from([1, 2, 3]),
    files.baseline.subarray(first),
  ]);
  const { data, warnings } = await imread(strange);
  assert.match(warnings.join(), /bytes between the markers/);
  assert.deepEqual(data, (await imread(files.baseline)).data);
});

test('imwrite/cv gives what is there, as OpenCV does', async () => {
  const cv = await createCv({ formats: ['jpeg'] });
  const told = [];
  cv.onWarning = (message) => told.push(message);
  const cut = files.baseline.subarray(0, files.baseline.length * 0.6);
  const mat = cv.imdecode(cut, cv.IMREAD_COLOR);
  assert.deepEqual([mat.rows, mat.cols], [height, width]);
  assert.match(told.join(), /cut off/);
  const script = 'import cv2, sys; sys.stdout.buffer.write(cv2.imread(sys.argv[1], cv2.IMREAD_COLOR).tobytes())';
  const seen = pythonForBytes(script, await stored(cut));
  // Two versions of libjpeg fill alike.
  const most = seen.reduce((most, sample, i) => Math.max(most, Math.abs(sample - mat.data[i])), 0);
  assert.ok(most <= 2, `differs by ${most}`);
});

test('a transcoder does not make a whole file of a cut one', async () => {
  await assertFails(transcodeJpeg(files.baseline.subarray(0, files.baseline.length * 0.7)), 'corrupt-data');
});

test('CMYK without the marker of Adobe is as inverted as with it', async () => {
  const inks = { ...pattern(40, 30, 4), colorSpace: 'cmyk' };
  const marked = Buffer.from(await imwrite(inks, 'jpeg', { colorSpace: 'cmyk', quality: 95 }));
  const at = marked.indexOf(Buffer.from('ffee000e41646f6265', 'hex'));
  assert.ok(at > 0);
  const plain = Buffer.concat([marked.subarray(0, at), marked.subarray(at + 16)]);
  const [a, b] = await Promise.all([imread(marked), imread(plain)]);
  assert.deepEqual(b.data, a.data);
  const script = 'import sys\nfrom PIL import Image\nsys.stdout.buffer.write(Image.open(sys.argv[1]).tobytes())';
  const seen = pythonForBytes(script, await stored(plain));
  // Pillow gives the inks, 255 for full.
  const worst = b.data.reduce((worst, sample, i) => {
    const pixel = 4 * Math.floor(i / 3);
    return Math.max(worst, Math.abs(sample - ((255 - seen[pixel + (i % 3)]) * (255 - seen[pixel + 3])) / 255));
  }, 0);
  assert.ok(worst <= 2, `differs by ${worst}`);
});
