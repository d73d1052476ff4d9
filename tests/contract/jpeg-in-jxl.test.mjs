// transcodeJpeg() into JPEG XL and out of it: djxl restores our files, we restore cjxl's, and viewers see the same picture.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { configure, imread, imwrite, load, transcodeJpeg, transcodeJpegSync } from '../../npm/dist/node/index.js';
import { byDjxl } from '../formats/jxl.mjs';
import { cjpegKinds } from '../support/cjpeg-kinds.mjs';
import { assertFails, assertMismatch } from '../support/failures.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { fixture, pattern, photo } from '../support/images.mjs';
import { run, runForBytes } from '../support/programs.mjs';
import { profileOf, sharp } from '../support/sharp.mjs';

const folder = temporaryFolder('jpeg-in-jxl');
const path = (name) => join(folder, name);
const coffee = await photo('coffee.png');
const rocket = readFileSync(fixture('rocket.jpg'));
const hubble = readFileSync(fixture('hubble_deep_field.jpg'));

/** A picture as cjpeg writes it with these flags. */
function byCjpeg(width, height, ...flags) {
  const { data } = pattern(width, height, 3);
  writeFileSync(path('picture.ppm'), Buffer.concat([Buffer.from(`P6 ${width} ${height} 255\n`), data]));
  return runForBytes('cjpeg', '-quality', '85', ...flags, path('picture.ppm'));
}

/** The file that cjxl makes of a JPEG. */
function byCjxl(jpeg, ...flags) {
  writeFileSync(path('file.jpg'), jpeg);
  run('cjxl', '--quiet', path('file.jpg'), path('file.jxl'), ...flags);
  return readFileSync(path('file.jxl'));
}

/** JPEG XL made of the file, after djxl and we gave back the file that it was. */
async function packed(jpeg, options = {}, what = '') {
  const file = Buffer.from(await transcodeJpeg(jpeg, { ...options, to: 'jxl' }));
  assert.ok(byDjxl(file, 'jpg').equals(jpeg), `${what}: djxl gives back another file`);
  assert.ok(Buffer.from(await transcodeJpeg(file)).equals(jpeg), `${what}: another file comes back`);
  return file;
}

/** A JPEG with a segment behind the start. */
const withSegment = (jpeg, marker, content) =>
  Buffer.concat([
    jpeg.subarray(0, 2),
    Buffer.from([0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 255]),
    content,
    jpeg.subarray(2),
  ]);

const kinds = {
  ...cjpegKinds,
  'plain Huffman tables': ['-baseline'],
  'two files in one': ['-restart', '1'],
};

test('every kind of JPEG comes back byte for byte, from djxl too', async () => {
  for (const [kind, flags] of Object.entries(kinds))
    for (const [width, height] of [
      [1, 1],
      [67, 45],
      [300, 271],
    ]) {
      const jpeg = byCjpeg(width, height, ...flags);
      const tail = kind === 'two files in one' ? jpeg : Buffer.alloc(0);
      await packed(Buffer.concat([jpeg, tail]), {}, `${kind}, ${width} × ${height}`);
    }
});

test('photographs are a tenth to a fifth smaller, the more the higher the effort', async () => {
  for (const jpeg of [rocket, hubble]) {
    const [fast, usual, most] = await Promise.all([1, 7, 9].map((effort) => packed(jpeg, { effort })));
    assert.ok(usual.length < 0.87 * jpeg.length && usual.length < fast.length, `${usual.length} of ${jpeg.length}`);
    assert.ok(most.length < usual.length && most.length > 0.98 * usual.length, `${most.length} of ${usual.length}`);
    assert.ok((await packed(jpeg)).equals(usual));
  }
});

test('segments of every kind come back: comments, Photoshop, half profiles, more than Brotli stores in a block', async () => {
  const jpeg = byCjpeg(40, 30);
  const segments = {
    comment: [0xfe, Buffer.from('drawn by hand')],
    'no comment': [0xfe, Buffer.alloc(0)],
    Photoshop: [0xed, Buffer.from('Photoshop 3.0\0 8BIM')],
    'EXIF of nothing': [0xe1, Buffer.from('Exif\0\0')],
    'name of a profile alone': [0xe2, Buffer.from('ICC_PROFILE\0')],
    'name of XMP alone': [0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0')],
  };
  for (const [what, [marker, content]] of Object.entries(segments))
    await packed(withSegment(jpeg, marker, content), {}, what);
  const noise = Buffer.from(Array.from({ length: 65_533 }, (_, i) => (i * i * 31) >> 3));
  let large = jpeg;
  for (let i = 0; i < 4; ++i) large = withSegment(large, 0xef, noise);
  await packed(large, {}, 'large segments');
});

test('files of cjxl are restored, with compressed metadata and of every effort', async () => {
  const described = await sharp(fixture('coffee.png'))
    .withExif({ IFD0: { Copyright: 'nobody' } })
    .withIccProfile('p3')
    .jpeg()
    .toBuffer();
  const commented = withSegment(described, 0xfe, Buffer.from('a comment in the words of the dictionary of the time'));
  for (const jpeg of [rocket, described, commented])
    for (const effort of [1, 3, 7, 9])
      assert.ok(Buffer.from(await transcodeJpeg(byCjxl(jpeg, '-e', `${effort}`))).equals(jpeg), `effort ${effort}`);
});

test('the picture, its profile, its orientation and its texts are those of the JPEG', async () => {
  for (const options of [{}, { chromaSubsampling: '4:4:4' }, { progressive: true }]) {
    const metadata = { icc: await profileOf('p3'), orientation: 6, xmp: '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>' };
    const jpeg = await imwrite(coffee, 'jpeg', { ...options, metadata });
    const [before, after] = [await imread(jpeg), await imread(await transcodeJpeg(jpeg, { to: 'jxl' }))];
    assert.deepEqual([after.width, after.height, after.warnings], [before.width, before.height, []]);
    assert.deepEqual([after.metadata.icc, after.metadata.xmp], [before.metadata.icc, before.metadata.xmp]);
    // Inverse transforms and filters of chroma differ.
    const error = before.data.reduce((sum, value, i) => sum + Math.abs(value - after.data[i]), 0) / before.data.length;
    assert.ok(error < 1.5, `${JSON.stringify(options)}: ${error}`);
  }
});

test('other options act before, from either format', async () => {
  const jpeg = await transcodeJpeg(rocket, { progressive: true });
  const file = await packed(Buffer.from(jpeg));
  const changes = { rotate: 90, edges: 'trim', metadata: 'strip' };
  const turned = await transcodeJpeg(jpeg, changes);
  assert.deepEqual(await transcodeJpeg(file, changes), turned);
  for (const source of [jpeg, file])
    assert.deepEqual(
      await transcodeJpeg(source, { ...changes, to: 'jxl' }),
      await transcodeJpeg(turned, { to: 'jxl' }),
    );
  assert.deepEqual(await transcodeJpeg(file, { to: 'jxl' }), Uint8Array.from(file));
});

test('in a worker and at once the bytes are the same', async () => {
  const expected = await transcodeJpeg(rocket, { to: 'jxl' });
  await load('jxl-transcode');
  assert.deepEqual(transcodeJpegSync(rocket, { to: 'jxl' }), expected);
  assert.deepEqual(transcodeJpegSync(expected), Uint8Array.from(rocket));
  configure({ worker: true });
  try {
    assert.deepEqual(await transcodeJpeg(rocket, { to: 'jxl' }), expected);
    assert.deepEqual(await transcodeJpeg(expected), Uint8Array.from(rocket));
  } finally {
    configure({ worker: undefined });
  }
});

test('what JPEG XL cannot take is refused by name', async () => {
  const jpeg = byCjpeg(67, 45);
  const to = 'jxl';
  const scans = byCjpeg(67, 45, '-progressive');
  const cmyk = await sharp(coffee.data, { raw: coffee }).toColorspace('cmyk').jpeg().toBuffer();
  const cases = [
    [byCjpeg(67, 45, '-arithmetic'), { to }, 'unsupported-data', /Huffman coding.*arithmetic coding/],
    [cmyk, { to }, 'unsupported-data', /1 or 3 components.*4/],
    [await imwrite(coffee, 'jpeg', { lossless: true }), { to }, 'unsupported-data', /lossless/],
    [await imwrite(coffee, 'jxl'), {}, 'unsupported-data', /made of a JPEG file/],
    [await imwrite(coffee, 'png'), { to }, 'unsupported-data', /a jpeg or jxl file.*a png file/],
    [jpeg, { to, maxPixels: 3014 }, 'image-too-large', /67 × 45/],
    [jpeg, { to, limits: { memoryBytes: 20_000 } }, 'image-too-large', /memoryBytes/],
    [scans, { to, limits: { scans: 3 } }, 'image-too-large', /limits\.scans/],
    [await transcodeJpeg(scans, { to }), { limits: { scans: 3 } }, 'image-too-large', /limits\.scans/],
    [
      withSegment(jpeg, 0xef, Buffer.alloc(100)),
      { to, limits: { metadataBytes: 99 } },
      'image-too-large',
      /metadataBytes/,
    ],
    [jpeg, { to, effort: 10 }, 'invalid-option', /'effort'.*1 to 9.*10/],
    [jpeg, { effort: 3 }, 'invalid-option', /'effort'.*to: jxl/],
    [jpeg, { to: 'webp' }, 'invalid-option', /'to'.*jpeg or jxl.*'webp'/],
    [jpeg, { to, quality: 9 }, 'unknown-option', /quality/],
  ];
  for (const [source, options, code, message] of cases)
    await assertMismatch(transcodeJpeg(source, options), code, message);
  for (const size of [4, 100, 1000])
    await assertFails(transcodeJpeg(jpeg.subarray(0, size), { to }), 'corrupt-data', /damaged/);
});
