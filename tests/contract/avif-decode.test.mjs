// Reading AVIF: files that avifenc and sharp wrote, against the planes that avifdec gives, and against the pictures that went in.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { imcount, imread, imreadAnimation, imreadMulti, imwrite } from '../../npm/dist/node/index.js';
import { assertFails, assertMismatch } from '../support/failures.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { fixture, pattern, rawBytes } from '../support/images.mjs';
import { run } from '../support/programs.mjs';
import { profileOf, seenBySharp, sharp } from '../support/sharp.mjs';
import { colorsOf, planesOf } from './avif-planes.mjs';

const folder = temporaryFolder('avif-decode');
const path = (name) => join(folder, name);

/** A part of a photograph, with noise for alpha where `channels` says so. */
async function part(name, channels = 3, [width, height] = [131, 70], depth = 8) {
  const { data } = await sharp(fixture('chelsea.png'))
    .extract({ left: 120, top: 60, width, height })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const noise = pattern(width, height, 1).data;
  const samples = new Uint8Array(width * height * channels).map((_, i) => {
    const [pixel, channel] = [Math.floor(i / channels), i % channels];
    return channel === 3 ? noise[pixel] : data[3 * pixel + channel];
  });
  const deep = Uint16Array.from(samples, (sample) => sample * 257);
  const image = { data: depth === 8 ? samples : deep, width, height, channels };
  writeFileSync(path(name), await imwrite(image, 'png'));
  return { ...image, file: path(name) };
}

/** The path of the AVIF file that avifenc makes. */
function encoded(from, ...options) {
  run('avifenc', '--speed', '9', ...options.map(String), ...[from].flat(), path('file.avif'));
  return path('file.avif');
}

const medium = ['--min', 12, '--max', 20];

/** Each sample is the nearest to its color, but where two are as near, for 32-bit floats. */
function assertRounded({ data }, colors, what) {
  assert.equal(data.length, colors.length, what);
  const far = data.findIndex((sample, i) => Math.abs(sample - colors[i]) > 0.501);
  assert.equal(far, -1, `${what}: sample ${far} is ${data[far]}, not ${colors[far]}`);
}

const same = (a, b) => a.length === b.length && Buffer.compare(rawBytes(a), rawBytes(b)) === 0;

test('every subsampling, depth and range', async () => {
  const { file } = await part('photo.png');
  for (const layout of ['444', '422', '420', '400'])
    for (const bits of [8, 10, 12])
      for (const range of ['full', 'limited']) {
        const what = `${layout}, ${bits} bits, ${range} range`;
        const avif = encoded(file, ...medium, '--yuv', layout, '--depth', bits, '--range', range);
        const planes = planesOf(avif, folder);
        assert.equal(planes.bits, bits, what);
        const image = await imread(avif);
        assert.deepEqual([image.format, image.width, image.height], ['avif', 131, 70]);
        assert.equal(image.channels, layout === '400' ? 1 : 3, what);
        assert.equal(image.precision, bits === 8 ? undefined : bits, what);
        assertRounded(image, colorsOf(planes, { matrix: 6, fullRange: range === 'full' }), what);
      }
});

test('every matrix', async () => {
  const { file } = await part('photo.png');
  for (const matrix of [0, 1, 2, 4, 5, 6, 7, 8, 9])
    // avifenc writes identity and YCgCo of full range alone.
    for (const range of matrix % 8 === 0 ? ['full'] : ['full', 'limited']) {
      const avif = encoded(
        file,
        ...medium,
        '--yuv',
        '444',
        '--depth',
        10,
        '--cicp',
        `1/13/${matrix}`,
        '--range',
        range,
      );
      const colors = colorsOf(planesOf(avif, folder), { matrix, fullRange: range === 'full' });
      assertRounded(await imread(avif), colors, `matrix ${matrix}, ${range} range`);
    }
  // BT.709's weights are those that its primaries give.
  const derived = encoded(file, ...medium, '--yuv', '444', '--cicp', '1/13/12');
  assertRounded(await imread(derived), colorsOf(planesOf(derived, folder), { matrix: 1 }), 'derived from primaries');
});

test('a matrix that nobody converts from is named', async () => {
  const { file } = await part('photo.png');
  const bytes = readFileSync(encoded(file, '--cicp', '1/13/6'));
  const nclx = bytes.indexOf('nclx');
  bytes[nclx + 9] = 14;
  await assertMismatch(imread(bytes), 'unsupported-data', /matrix coefficients: expected .*, got 14/);
});

test('film grain is applied', async () => {
  const { file } = await part('photo.png');
  const plain = await imread(encoded(file, ...medium));
  for (const bits of [8, 10]) {
    const avif = encoded(file, ...medium, '--depth', bits, '--advanced', 'film-grain-test=1');
    const image = await imread(avif);
    assertRounded(image, colorsOf(planesOf(avif, folder), { matrix: 6 }), `grain, ${bits} bits`);
    assert.ok(!same(image.data, plain.data));
  }
});

test('lossless files give back each sample', async () => {
  for (const channels of [3, 4]) {
    const image = await part('exact.png', channels);
    const read = await imread(encoded(image.file, '--lossless'));
    assert.equal(read.channels, channels);
    assert.ok(same(read.data, image.data), `${channels} channels`);
  }
});

test('our own files, every layout and depth', async () => {
  for (const bits of [8, 10, 12])
    for (const channels of [1, 2, 3, 4])
      for (const [width, height] of [
        [1, 1],
        [2, 3],
        [67, 35],
      ]) {
        const drawn = pattern(width, height, channels, bits === 8 ? Uint8Array : Uint16Array);
        const data = bits === 8 ? drawn.data : drawn.data.map((sample) => sample >> (16 - bits));
        const image = { ...drawn, data, ...(bits > 8 && { precision: bits }) };
        const read = await imread(await imwrite(image, 'avif', { lossless: true, speed: 9 }));
        const what = `${width} × ${height} × ${channels}, ${bits} bits`;
        assert.deepEqual([read.width, read.height, read.precision], [width, height, image.precision], what);
        assert.equal(read.channels, channels, what);
        assert.ok(same(read.data, data), what);
      }
});

test('alpha: exact, of more bits, beside gray, and multiplied into the colors', async () => {
  const image = await part('alpha.png', 4);
  const alphaOf = ({ data, channels }) => data.filter((_, i) => i % channels === channels - 1);
  const exact = ['--minalpha', 0, '--maxalpha', 0, ...medium];
  assert.ok(same(alphaOf(await imread(encoded(image.file, ...exact))), alphaOf(image)));
  const gray = await imread(encoded(image.file, ...exact, '--yuv', '400'));
  assert.equal(gray.channels, 2);
  assert.ok(same(alphaOf(gray), alphaOf(image)));
  const deep = await imread(encoded(image.file, ...exact, '--depth', 10));
  assert.ok(alphaOf(deep).every((sample, i) => Math.abs(sample - alphaOf(image)[i] * (1023 / 255)) <= 0.5));
  const { data } = await imread(
    encoded(image.file, '--premultiply', '--min', 0, '--max', 0, '--minalpha', 0, '--maxalpha', 0),
  );
  data.forEach((sample, i) => {
    const alpha = image.data[i | 3];
    if ((i & 3) === 3) assert.equal(sample, alpha);
    else if (alpha === 0) assert.equal(sample, 0);
    // The product was rounded, then luma and chroma, then the color.
    else
      assert.ok(Math.abs(sample - image.data[i]) <= (2.5 * 255) / alpha + 1, `sample ${i}: ${sample}, alpha ${alpha}`);
  });
});

test('grids, with alpha, are one picture', async () => {
  const image = await part('grid.png', 4, [192, 128]);
  const read = await imread(encoded(image.file, '--lossless', '--grid', '3x2'));
  assert.deepEqual([read.width, read.height, read.channels], [192, 128, 4]);
  assert.ok(same(read.data, image.data));
  // Chroma is spread across the edges of tiles.
  const avif = encoded(image.file, ...medium, '--ignore-exif', '--grid', '3x2', '--yuv', '420', '--depth', 10);
  const { data } = await imread(avif);
  assertRounded({ data: data.filter((_, i) => i % 4 < 3) }, colorsOf(planesOf(avif, folder), { matrix: 6 }), 'grid');
});

test('animations: frames that build on each other, alpha, durations and how often they are played', async () => {
  const drawings = [];
  for (let i = 0; i < 5; ++i) {
    const image = await part('frame.png', 4, [64, 48]);
    const data = image.data.map((sample, at) => (at % 4 === 3 ? (sample + 40 * i) & 255 : sample));
    const moved = { ...image, data: Uint8Array.from(data, (_, at) => data[(at + 16 * i) % data.length]) };
    writeFileSync(path(`frame${i}.png`), await imwrite(moved, 'png'));
    drawings.push(moved);
  }
  const files = drawings.map((_, i) => path(`frame${i}.png`));
  const exact = encoded(files, '--lossless', '--timescale', 30, '--duration', 4);
  const { frames, durations, loop } = await imreadAnimation(exact);
  assert.deepEqual([frames.length, loop], [5, 0]);
  // A fraction of a millisecond is not lost.
  assert.deepEqual(durations, [133, 134, 133, 133, 134]);
  // avifenc's later frames are not exact; avifdec says what they are.
  const seen = files.map(
    (_, i) => (run('avifdec', '--index', String(i), exact, path('seen.png')), readFileSync(path('seen.png'))),
  );
  for (const [i, { data }] of frames.entries()) {
    assert.ok(same(data, (await imread(seen[i])).data), `frame ${i}`);
  }
  assert.equal(await imcount(exact), 5);
  assert.ok(same((await imread(exact)).data, frames[0].data));
  const [fourth] = await imreadMulti(exact, { firstFrame: 3, frameCount: 1 });
  assert.ok(same(fourth.data, frames[3].data));
  const lossy = await imreadMulti(encoded(files, ...medium, '--yuv', '420', '--depth', 10));
  for (const [i, { data, precision }] of lossy.entries()) {
    assert.equal(precision, 10);
    const colors = data.filter((_, at) => at % 4 < 3);
    const wanted = drawings[i].data.filter((_, at) => at % 4 < 3);
    const error =
      colors.reduce((sum, sample, at) => sum + Math.abs(sample - (wanted[at] * 1023) / 255), 0) / colors.length;
    assert.ok(error < 30, `frame ${i}: ${error}`);
  }
  await assertMismatch(imreadMulti(exact, { limits: { frames: 4 } }), 'image-too-large', /limits.frames/);
  const bytes = readFileSync(exact);
  for (let size = 12; size < bytes.length; size += 97)
    await assertFails(imreadMulti(bytes.subarray(0, size)), 'corrupt-data');
});

test('turns and mirrors are applied, or told', async () => {
  const image = await part('turned.png');
  for (const angle of [0, 1, 2, 3])
    for (const mirror of [undefined, 0, 1]) {
      const what = `irot ${angle}, imir ${mirror}`;
      const options = [...(angle ? ['--irot', angle] : []), ...(mirror === undefined ? [] : ['--imir', mirror])];
      const avif = encoded(image.file, '--lossless', ...options);
      const turned = await sharp(image.file)
        .rotate(-90 * angle)
        .raw()
        .toBuffer({ resolveWithObject: true });
      const mirrored = sharp(turned.data, { raw: turned.info });
      const expected = mirror === undefined ? mirrored : mirror === 0 ? mirrored.flip() : mirrored.flop();
      const { data, info } = await expected.raw().toBuffer({ resolveWithObject: true });
      const read = await imread(avif);
      assert.deepEqual([read.width, read.height, read.orientation], [info.width, info.height, 1], what);
      assert.ok(same(read.data, new Uint8Array(data)), what);
      const kept = await imread(avif, { orientation: 'keep' });
      assert.ok(same(kept.data, image.data), what);
      const again = await imread(
        await imwrite(kept, 'avif', { lossless: true, speed: 9, metadata: { orientation: kept.orientation } }),
      );
      assert.ok(same(again.data, read.data), `${what}, written again`);
    }
});

test('the clean aperture is what is shown; one that does not fit is told', async () => {
  const image = await part('cropped.png');
  const read = await imread(encoded(image.file, '--lossless', '--clap', '40,1,30,1,-31,2,4,1'));
  const expected = await sharp(image.file).extract({ left: 30, top: 24, width: 40, height: 30 }).raw().toBuffer();
  assert.deepEqual([read.width, read.height], [40, 30]);
  assert.ok(same(read.data, new Uint8Array(expected)));
  const bytes = readFileSync(path('file.avif'));
  bytes[bytes.indexOf('clap') + 6] = 1;
  const whole = await imread(bytes);
  assert.ok(same(whole.data, image.data));
  assert.match(whole.warnings.join(), /clean aperture/);
  await assertFails(imread(bytes, { strict: true }), 'corrupt-data', /clean aperture/);
});

test('metadata: EXIF, whose orientation is none, XMP, a profile, and colors by number', async () => {
  const image = await part('metadata.png');
  const webp = await imread(await imwrite(image, 'webp', { metadata: { orientation: 6, dpi: 300 } }), {
    orientation: 'keep',
  });
  const icc = await profileOf('p3');
  const xmp = Buffer.from('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>');
  for (const [name, content] of Object.entries({ exif: webp.metadata.exif, xmp, icc }))
    writeFileSync(path(name), content);
  const files = ['exif', 'xmp', 'icc'].flatMap((name) => [`--${name}`, path(name)]);
  // avifenc turns EXIF's orientation into a turn, which is undone here.
  const bytes = readFileSync(encoded(image.file, ...files));
  assert.equal((await imread(bytes, { orientation: 'keep' })).orientation, 6);
  bytes[bytes.indexOf('irot') + 4] = 0;
  const { metadata, orientation, width } = await imread(bytes, { orientation: 'keep' });
  assert.deepEqual([orientation, width], [1, image.width]);
  assert.deepEqual(metadata.dpi, [300, 300]);
  assert.deepEqual(Buffer.from(metadata.xmp), xmp);
  assert.ok(same(metadata.icc, icc));
  assert.notDeepEqual(metadata.exif, webp.metadata.exif);
  assert.equal(metadata.exif.length, webp.metadata.exif.length);
  const { metadata: colors } = await imread(encoded(image.file, '--cicp', '9/16/9'));
  assert.deepEqual(colors, { cicp: [9, 16, 0, 1] });
  assert.deepEqual((await imread(encoded(image.file, '--cicp', '1/13/6'))).metadata, {});
});

test("sharp's files: what libheif makes of them", async () => {
  const image = await part('sharp.png', 4);
  for (const options of [
    { lossless: true },
    { quality: 60, chromaSubsampling: '4:2:0' },
    { quality: 60, chromaSubsampling: '4:4:4' },
  ]) {
    const bytes = await sharp(image.file)
      .avif({ effort: 1, ...options })
      .toBuffer();
    const read = await imread(bytes);
    const seen = await seenBySharp(bytes, read);
    // libheif repeats samples of chroma where we go between them.
    const within = options.chromaSubsampling === '4:2:0' ? 24 : 2;
    const worst = read.data.reduce((most, sample, i) => Math.max(most, Math.abs(sample - seen.data[i])), 0);
    assert.ok(worst <= within, `${JSON.stringify(options)}: ${worst}`);
  }
});

test('images of other codecs in the same boxes, and encrypted ones, are refused', async () => {
  const { file } = await part('photo.png');
  const bytes = readFileSync(encoded(file));
  const heic = Buffer.from(bytes);
  heic.write('hvc1', heic.indexOf('av01'));
  heic.write('mif1', 8);
  await assertFails(imread(heic), 'unsupported-data', /an image of type 'hvc1'/);
});

test('files that end early, or are damaged, fail as such', async () => {
  const image = await part('cut.png', 4, [128, 70]);
  const bytes = readFileSync(encoded(image.file, ...medium, '--grid', '2x1', '--ignore-exif', '--yuv', '444'));
  for (let size = 12; size < bytes.length; size += 1 + (size >> 5))
    await assertFails(imread(bytes.subarray(0, size)), 'corrupt-data');
  let good = 0;
  for (let at = 12; at < bytes.length; at += 1 + (at >> 6)) {
    const damaged = Buffer.from(bytes);
    damaged[at] ^= 1 << (at % 8);
    const outcome = await imread(damaged).then(
      () => 'ok',
      ({ code }) => code,
    );
    assert.match(outcome, /^(ok|corrupt-data|unsupported-data|image-too-large)$/, `byte ${at}`);
    good += outcome === 'ok' ? 1 : 0;
  }
  assert.ok(good > 10);
});

test('limits are checked before anything is decoded', async () => {
  const { file } = await part('photo.png');
  const bytes = readFileSync(encoded(file));
  await assertMismatch(imread(bytes, { limits: { pixels: 9169 } }), 'image-too-large', /limits.pixels/);
  await assertMismatch(imread(bytes, { limits: { memoryBytes: 50_000 } }), 'image-too-large', /limits.memoryBytes/);
  // The largest sizes that boxes can name.
  const huge = Buffer.from(bytes);
  huge.fill(0xff, huge.indexOf('ispe') + 8, huge.indexOf('ispe') + 16);
  await assertMismatch(imread(huge), 'image-too-large', /limits.pixels/);
});

test('counting needs no pixels', async () => {
  const { file } = await part('photo.png');
  assert.equal(await imcount(readFileSync(encoded(file))), 1);
});
