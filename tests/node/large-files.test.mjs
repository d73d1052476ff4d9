// What is large, but no bomb, is read with the limits as they are.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  imread,
  imreadAnimation,
  imreadMulti,
  imwrite,
  imwriteMulti,
  transcodeJpeg,
} from '../../npm/dist/node/index.js';
import { apng, webpAnimation } from '../support/bombs.mjs';
import { pattern, profileOf, sharp } from './support.mjs';

/** 24 megapixels, as a camera's, with enough in them. */
const photo = await (async () => {
  const data = await sharp(Buffer.from(pattern(120, 80, 3).data), { raw: { width: 120, height: 80, channels: 3 } })
    .resize(6000, 4000)
    .raw()
    .toBuffer();
  return { data: new Uint8Array(data.buffer, data.byteOffset, data.length), width: 6000, height: 4000, channels: 3 };
})();

test('a photo of 24 megapixels in every format, also progressive and turned', async () => {
  const files = [
    await imwrite(photo, 'jpeg', { progressive: true, chromaSubsampling: '4:4:4', metadata: { orientation: 6 } }),
    await imwrite(photo, 'png', { compressionLevel: 1 }),
    await imwrite(photo, 'tiff', { compression: 'deflate' }),
    await imwrite(photo, 'webp', { lossless: true, method: 0 }),
  ];
  for (const file of files) assert.equal((await imread(file)).data.length, photo.data.length);
  assert.ok((await transcodeJpeg(files[0], { orientation: 'apply', edges: 'trim' })).length > 1e6);
});

test('deflate in strips and tiles of many MiB, as sharp reads them', { timeout: 300_000 }, async () => {
  // Sizes are products here that 32 bits do not hold.
  for (const [height, options] of [
    [300, { rowsPerStrip: 300 }],
    [700, { rowsPerStrip: 700 }],
    [1500, { rowsPerStrip: 1500 }],
    [700, { tileWidth: 4096, tileHeight: 4096 }],
  ]) {
    const image = { data: new Uint8Array(16384 * height * 3), width: 16384, height, channels: 3 };
    image.data.set(pattern(16384, 3, 3).data, image.data.length / 2);
    for (const compressionLevel of [2, 6]) {
      const bytes = await imwrite(image, 'tiff', { compression: 'deflate', compressionLevel, ...options });
      const seen = await sharp(bytes, { limitInputPixels: false }).raw().toBuffer();
      assert.ok(seen.equals(image.data), `${height} rows, level ${compressionLevel}`);
    }
  }
});

test('a TIFF of 100 pages, animations of 100 frames', async () => {
  const page = { data: new Uint8Array(1240 * 1754).fill(200), width: 1240, height: 1754, channels: 1 };
  const scan = await imwriteMulti(Array(100).fill(page), 'tiff', { compression: 'packbits' });
  assert.equal((await imreadMulti(scan)).length, 100);
  for (const file of [apng(1000, 800, 100), webpAnimation(1000, 800, 100)])
    assert.equal((await imreadAnimation(file)).frames.length, 100);
});

test('a JPEG of 12 progressive scans', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'imwrite-scans-'));
  t.after(() => rm(folder, { recursive: true }));
  const [input, script] = ['in.jpg', 'scans.txt'].map((name) => join(folder, name));
  writeFileSync(input, await imwrite(pattern(640, 480, 3), 'jpeg', { quality: 90 }));
  const bands = ['1-2', '3-5', '6-14', '15-63'];
  const scans = [
    '0,1,2: 0-0, 0, 0;',
    ...bands.flatMap((band) => [`0: ${band}, 0, 1;`, `0: ${band}, 1, 0;`]),
    '1: 1-63, 0, 0;',
    '2: 1-20, 0, 0;',
    '2: 21-63, 0, 0;',
  ];
  writeFileSync(script, scans.join('\n'));
  const bytes = execFileSync('jpegtran', ['-scans', script, input]);
  assert.equal(bytes.toString('latin1').split('\xff\xda').length - 1, 12);
  assert.equal((await imread(bytes)).width, 640);
  assert.ok((await transcodeJpeg(bytes)).length > 1000);
});

test('ten megabytes of profile, EXIF and XMP', async () => {
  const small = await profileOf('p3');
  const icc = new Uint8Array(6e6);
  icc.set(small);
  new DataView(icc.buffer).setUint32(0, icc.length);
  const exif = (
    await sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } })
      .withExif({ IFD0: { Copyright: 'c'.repeat(50_000) } })
      .jpeg()
      .toBuffer()
      .then((bytes) => sharp(bytes).metadata())
  ).exif.subarray(6);
  for (const format of ['jpeg', 'png', 'webp', 'tiff']) {
    const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/">${' '.repeat(format === 'jpeg' ? 60_000 : 4e6)}</x:xmpmeta>`;
    const { metadata } = await imread(await imwrite(pattern(8, 8, 3), format, { metadata: { icc, exif, xmp } }));
    assert.deepEqual([format, metadata.icc.length, metadata.xmp.length], [format, icc.length, xmp.length]);
    assert.ok(metadata.exif.length > 50_000);
  }
});
