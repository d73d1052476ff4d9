// JPEG by jpegli: djpeg, Pillow, sharp and exiftool read it, and SSIMULACRA 2 says that its files are smaller at one quality.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  configure,
  createWriter,
  formats,
  imread,
  imwrite,
  imwriteSync,
  imwriteWithInfo,
  load,
  transcodeJpeg,
} from '../../npm/dist/node/index.js';
import { scoreOf } from '../../demo/metrics.js';
import { assertFails, assertMismatch } from '../support/failures.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { pattern, photo } from '../support/images.mjs';
import { psnr } from '../support/metrics.mjs';
import { seenByPillow } from '../support/python.mjs';
import { profileOf, seenBySharp, sharp } from '../support/sharp.mjs';

const folder = temporaryFolder('jpegli');
const coffee = await photo('coffee.png');
const chelsea = await photo('chelsea.png');
const encoder = 'jpegli';

async function fileOf(bytes) {
  const file = join(folder, 'seen.jpg');
  await writeFile(file, bytes);
  return file;
}

/** The pixels behind the header of djpeg's PGM or PPM. */
async function seenByDjpeg(bytes, { data }) {
  const file = execFileSync('djpeg', [await fileOf(bytes)], { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] });
  return new Uint8Array(file.subarray(file.length - data.length));
}

test('djpeg, sharp, Pillow and imread see the same picture, near the pixels', async () => {
  for (const image of [coffee, pattern(33, 47, 1), { ...pattern(37, 21, 3), data: coffee.data.slice(0, 37 * 21 * 3) }])
    for (const options of [
      {},
      { progressive: true },
      { optimizeCoding: true },
      { restartInterval: 3 },
      { restartRows: 2, progressive: true },
      { chromaSubsampling: '4:4:4' },
      { chromaSubsampling: '4:1:1' },
      { colorSpace: 'gray' },
    ]) {
      const bytes = await imwrite(image, 'jpeg', { encoder, ...options });
      const ours = await imread(bytes);
      const what = JSON.stringify([image.width, options]);
      const seen = await seenByDjpeg(bytes, ours);
      assert.ok(psnr(seen, ours.data) > 40, what);
      assert.ok(psnr((await seenBySharp(bytes, ours)).data, ours.data) > 40, what);
      const pixels = Buffer.from(await seenByPillow(await fileOf(bytes), 'list(picture.tobytes())'));
      assert.ok(psnr(pixels, ours.data) > 40, what);
      if (image === coffee && options.colorSpace !== 'gray') assert.ok(psnr(seen, image.data) > 35, what);
    }
  const progressive = await imwrite(coffee, 'jpeg', { encoder, progressive: true });
  assert.equal((await sharp(progressive).metadata()).isProgressive, true);
  assert.equal((await sharp(await imwrite(coffee, 'jpeg', { encoder })).metadata()).isProgressive, false);
});

/** { size, score } for each quality. */
async function curveOf(image, options, qualities) {
  const points = [];
  for (const quality of qualities) {
    const bytes = await imwrite(image, 'jpeg', { quality, ...options });
    const seen = { ...image, data: await seenByDjpeg(bytes, image) };
    points.push({ quality, size: bytes.length, score: await scoreOf(image, seen) });
  }
  return points;
}

/** The size at a score, between two points of a curve. */
function sizeAt(points, score) {
  const at = points.findIndex((point) => point.score >= score);
  assert.ok(at > 0, `${score} is not within ${points.map((point) => point.score)}`);
  const [a, b] = [points[at - 1], points[at]];
  const share = (score - a.score) / (b.score - a.score);
  return Math.exp(Math.log(a.size) * (1 - share) + Math.log(b.size) * share);
}

test('at the same SSIMULACRA 2 a photograph is smaller, and the same quality looks about the same', async () => {
  const qualities = [50, 60, 70, 80, 85];
  for (const [name, image] of Object.entries({ coffee, chelsea })) {
    const options = { progressive: true };
    const usual = await curveOf(image, options, qualities);
    const ours = await curveOf(image, { ...options, encoder }, [30, ...qualities, 95]);
    for (const { quality, size, score } of usual) {
      const smaller = sizeAt(ours, score) / size;
      assert.ok(smaller < 0.94, `${name} ${quality}: ${smaller} of the size at ${score}`);
      const same = ours.find((point) => point.quality === quality).score - score;
      assert.ok(Math.abs(same) < 4, `${name} ${quality}: ${same}`);
    }
  }
});

test('distance is in place of a quality, 1 is quality 90', async () => {
  const sizes = [];
  for (const distance of [25, 8, 3, 1, 0.5, 0.1])
    sizes.push((await imwrite(coffee, 'jpeg', { encoder, distance })).length);
  assert.deepEqual(
    sizes.toSorted((a, b) => a - b),
    sizes,
  );
  assert.deepEqual(
    await imwrite(coffee, 'jpeg', { encoder, distance: 1 }),
    await imwrite(coffee, 'jpeg', { encoder, quality: 90 }),
  );
  const { quality, options } = await imwriteWithInfo(coffee, 'jpeg', { encoder, distance: 2 });
  assert.deepEqual([quality, options.quality, options.distance], [undefined, undefined, 2]);
});

test('the usual encoder, named or not, is the default', async () => {
  assert.equal(formats.jpeg.options.find(({ name }) => name === 'encoder').default, 'turbo');
  const usual = await imwrite(coffee, 'jpeg');
  assert.deepEqual(await imwrite(coffee, 'jpeg', { encoder: 'turbo' }), usual);
  assert.notDeepEqual(await imwrite(coffee, 'jpeg', { encoder }), usual);
});

test('16 bits and floats are taken as they are; the usual encoder wants them rounded', async () => {
  const { width, height } = coffee;
  // A slow slope, whose steps are finer than 8 bits have.
  const level = (i) => 0.4 + (0.02 * (i % (3 * width))) / (3 * width);
  const [words, floats, bytes] = [
    Uint16Array.from(coffee.data, (_, i) => Math.round(level(i) * 65535)),
    Float32Array.from(coffee.data, (_, i) => level(i)),
    Uint8Array.from(coffee.data, (_, i) => Math.round(level(i) * 255)),
  ].map((data) => ({ data, width, height, channels: 3 }));
  const options = { encoder, quality: 97, chromaSubsampling: '4:4:4' };
  const ofWords = await imwrite(words, 'jpeg', options);
  const rounded = await imwrite(bytes, 'jpeg', options);
  // Steps cost more than a slope does.
  assert.ok(ofWords.length < rounded.length, `${ofWords.length} and ${rounded.length}`);
  assert.deepEqual(await imwrite(words, 'jpeg', { ...options, depth: 8 }), rounded);
  const seen = await seenByDjpeg(ofWords, bytes);
  assert.ok(seen.every((sample, i) => Math.abs(sample - level(i) * 255) <= 2.5));
  assert.ok(Math.abs((await imwrite(floats, 'jpeg', options)).length - ofWords.length) < 40);
  await assertMismatch(imwrite(words, 'jpeg', { quality: 97 }), 'unsupported-image', /uint8.*depth/);
});

test('EXIF, XMP, ICC, IPTC, texts and dpi stand in the file as the usual encoder writes them', async () => {
  const icc = await profileOf('p3', 100_000);
  const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>';
  const metadata = { orientation: 6, dpi: 300, xmp, icc, text: { Comment: 'a comment' } };
  const read = async (options) => (await imread(await imwrite(coffee, 'jpeg', { ...options, metadata }))).metadata;
  assert.deepEqual(await read({ encoder }), await read({}));
  const bytes = await imwrite(coffee, 'jpeg', { encoder, progressive: true, metadata });
  const found = await sharp(bytes).metadata();
  assert.deepEqual([found.orientation, found.density], [6, 300]);
  assert.ok(found.icc.equals(Buffer.from(icc)));
  assert.ok(found.xmp.includes('adobe:ns:meta'));
  const facts = execFileSync('exiftool', ['-s3', '-File:Comment', '-JFIF:XResolution', await fileOf(bytes)]).toString();
  assert.deepEqual(facts.trim().split('\n'), ['a comment', '300']);
  await assertMismatch(
    imwrite(coffee, 'jpeg', { encoder, colorSpace: 'rgb', metadata: { dpi: 300 } }),
    'invalid-option',
    /dpi/,
  );
});

test('alpha is blended as for the usual encoder, and a file can be turned without loss', async () => {
  const image = pattern(64, 48, 4);
  const { data } = await imread(await imwrite(image, 'jpeg', { encoder, quality: 100, background: 'navy' }));
  const usual = await imread(await imwrite(image, 'jpeg', { quality: 100, background: 'navy' }));
  assert.ok(psnr(data, usual.data) > 25);
  const turned = await imread(
    await transcodeJpeg(await imwrite(coffee, 'jpeg', { encoder }), { rotate: 180, edges: 'trim' }),
  );
  assert.equal(turned.width, Math.floor(coffee.width / 16) * 16);
});

test('maxBytes: the highest quality that fits', async () => {
  await load('jpeg-jpegli-encode');
  const image = { ...coffee, data: coffee.data.slice(0, coffee.width * 96 * 3), height: 96 };
  const sizes = Array.from({ length: 101 }, (_, quality) => imwriteSync(image, 'jpeg', { encoder, quality }).length);
  for (const quality of [0, 13, 42, 77, 90, 99, 100]) {
    const { bytes, ...told } = await imwriteWithInfo(image, 'jpeg', {
      encoder,
      quality: 100,
      maxBytes: sizes[quality],
    });
    assert.equal(
      told.quality,
      sizes.findLastIndex((size) => size <= sizes[quality]),
    );
    assert.equal(bytes.length, sizes[told.quality]);
  }
  await assertMismatch(imwrite(image, 'jpeg', { encoder, maxBytes: 300 }), 'image-too-large', /300 bytes/);
});

test('what jpegli cannot do is told', async () => {
  const image = pattern(9, 7, 3);
  for (const [options, message] of [
    [{ encoder, lossless: true }, /'lossless'.*encoder/],
    [{ encoder, arithmeticCoding: true }, /'arithmeticCoding'.*encoder/],
    [{ encoder, precision: 12 }, /'precision'.*encoder/],
    [{ encoder, scaleToPrecision: true }, /'scaleToPrecision'.*encoder/],
    [{ encoder, distance: 1, quality: 90 }, /'distance'.*quality/],
    [{ encoder, distance: 1, maxBytes: 9000 }, /maxBytes.*distance/],
    [{ encoder, distance: 26 }, /'distance'.*from 0\.1 to 25/],
    [{ distance: 1 }, /'distance'.*encoder/],
    [{ encoder: 'mozjpeg' }, /'encoder'.*turbo.*jpegli/],
  ])
    await assertMismatch(imwrite(image, 'jpeg', options), 'invalid-option', message);
  const inks = { ...pattern(9, 7, 4), colorSpace: 'cmyk' };
  await assertMismatch(imwrite(inks, 'jpeg', { encoder }), 'invalid-option', /'encoder'.*CMYK/i);
});

test('its module is loaded for the option alone, and gives the same bytes everywhere', async (t) => {
  configure({ wasm: undefined }); // forgets what the tests before have loaded
  await assertFails(() => imwriteSync(coffee, 'jpeg', { encoder }), 'not-loaded', /await load\('jpeg-jpegli-encode'\)/);
  await load('jpeg-jpegli-encode');
  const options = { encoder, progressive: true };
  const bytes = imwriteSync(coffee, 'jpeg', options);
  const { width, height } = coffee;
  const writer = await createWriter({ format: 'jpeg', width, height, channels: 3, options });
  const written = new Response(writer.readable).arrayBuffer();
  for (let y = 0; y < height; y += 8)
    await writer.write(coffee.data.subarray(3 * y * width, 3 * Math.min(height, y + 8) * width));
  await writer.close();
  assert.deepEqual(new Uint8Array(await written), bytes);
  configure({ worker: true });
  t.after(() => configure({ worker: undefined }));
  assert.deepEqual(await imwrite(coffee, 'jpeg', options), bytes);
});

test('progress rises, and a call can be stopped within the picture', async () => {
  const image = { ...pattern(600, 4000, 3) };
  const values = [];
  await imwrite(image, 'jpeg', { encoder, onProgress: (value) => values.push(value) });
  assert.deepEqual(
    values.toSorted((a, b) => a - b),
    values,
  );
  assert.ok(values.length > 10 && values.at(-1) === 1, `${values.length}`);
  const control = new AbortController();
  const stopped = imwrite(image, 'jpeg', {
    encoder,
    signal: control.signal,
    onProgress: (value) => value > 0.3 && control.abort(),
  });
  await assert.rejects(stopped, { name: 'AbortError' });
});
