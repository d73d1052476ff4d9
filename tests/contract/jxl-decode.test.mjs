// Reading JPEG XL: files that cjxl wrote, against what djxl makes of them and against the pictures that went in.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  configure,
  formats,
  imcount,
  imread,
  imreadAnimation,
  imreadSync,
  imwrite,
  imwriteAnimation,
  load,
  transcodeJpeg,
} from '../../npm/dist/node/index.js';
import { byDjxl } from '../formats/jxl.mjs';
import { assertFails, assertMismatch } from '../support/failures.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { fixture, pattern, photo, rawBytes } from '../support/images.mjs';
import { run } from '../support/programs.mjs';
import { profileOf, sharp } from '../support/sharp.mjs';

const folder = temporaryFolder('jxl-decode');
const path = (name) => join(folder, name);
const coffee = await photo('coffee.png');

/** The file that cjxl makes. */
function encoded(from, ...options) {
  run('cjxl', '--quiet', from, path('file.jxl'), ...options.map(String));
  return readFileSync(path('file.jxl'));
}

/** A picture as a file for cjxl: what goes in, as PNG. */
async function stored(image, metadata) {
  writeFileSync(path('picture.png'), await imwrite(image, 'png', { metadata }));
  return path('picture.png');
}

/** The samples of djxl's PNM or PAM. */
function byReference(bytes, { data, channels }) {
  const file = byDjxl(bytes, { 1: 'pgm', 3: 'ppm' }[channels] ?? 'pam');
  const samples = file.subarray(file.length - data.byteLength);
  return data.BYTES_PER_ELEMENT === 1 ? samples : Uint16Array.from(data, (_, i) => samples.readUInt16BE(2 * i));
}

const farthest = (a, b) => a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
const meanError = (a, b) => a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length;
const same = (a, b) => Buffer.compare(rawBytes(a), rawBytes(b)) === 0;

/** The picture with those channels, and `Samples` of `bits` bits. */
function layout(channels, bits) {
  const { data, width, height } = pattern(301, 270, channels);
  const Samples = bits > 8 ? Uint16Array : Uint8Array;
  const max = 2 ** bits - 1;
  return { data: Samples.from(data, (value) => Math.round((value * max) / 255)), width, height, channels };
}

test('lossless files of every layout and effort are exact', async () => {
  assert.equal(formats.jxl.readable, true);
  for (const channels of [1, 2, 3, 4])
    for (const bits of [8, 16])
      for (const effort of [1, 3, 7]) {
        const image = layout(channels, bits);
        const bytes = encoded(await stored(image), '-d', 0, '-e', effort);
        const read = await imread(bytes);
        const what = `${channels} channels of ${bits} bits, effort ${effort}`;
        assert.deepEqual([read.width, read.height, read.channels], [image.width, image.height, channels], what);
        assert.ok(same(read.data, image.data), what);
        assert.deepEqual([read.warnings, read.metadata], [[], {}], what);
      }
});

test('lossy files are what djxl makes of them', async () => {
  const file = await stored(coffee);
  const kinds = [
    ['-d', 1],
    ['-d', 4, '-e', 3],
    ['-q', 30],
    ['-d', 1, '-p'],
    ['-d', 8, '-e', 5],
    ['-m', 1, '-d', 2],
    ['-d', 22],
  ];
  for (const options of kinds) {
    const bytes = encoded(file, ...options);
    const read = await imread(bytes);
    const reference = byReference(bytes, read);
    // libjxl dithers when it rounds to 8 bits, which djxl did not do before its version 0.9.
    assert.ok(farthest(read.data, reference) <= 1, `${options}: ${farthest(read.data, reference)}`);
    assert.ok(meanError(read.data, reference) < 0.3, `${options}`);
  }
  for (const image of [layout(4, 8), layout(3, 16), layout(1, 8)]) {
    const bytes = encoded(await stored(image), '-d', 1);
    const read = await imread(bytes);
    const most = image.data.BYTES_PER_ELEMENT === 1 ? 1 : 24;
    assert.equal(read.channels, image.channels);
    assert.ok(farthest(read.data, byReference(bytes, read)) <= most, `${image.channels}`);
  }
});

test('a JPEG that was repacked has the pixels of the JPEG', async () => {
  const jpeg = readFileSync(fixture('hubble_deep_field.jpg'));
  const bytes = encoded(fixture('hubble_deep_field.jpg'));
  const read = await imread(bytes);
  const { data } = await imread(jpeg);
  assert.ok(meanError(read.data, data) < 1.3, `${meanError(read.data, data)}`);
  assert.ok(farthest(read.data, byReference(bytes, read)) <= 1);
});

test('bits between 8 and 16, and floats, come as they went in', async () => {
  for (const precision of [9, 10, 12, 15]) {
    const image = { ...layout(3, precision), precision };
    const read = await imread(await imwrite(image, 'jxl'));
    assert.equal(read.precision, precision);
    assert.ok(same(read.data, image.data), `${precision} bits`);
  }
  const floats = { ...coffee, data: Float32Array.from(coffee.data, (value, i) => value / 200 - (i % 7) / 100) };
  const read = await imread(await imwrite(floats, 'jxl', { effort: 2 }));
  assert.ok(read.data instanceof Float32Array && same(read.data, floats.data));
  writeFileSync(path('floats.pfm'), await imwrite(floats, 'pfm'));
  const bytes = encoded(path('floats.pfm'), '-d', 0);
  assert.ok(same((await imread(bytes)).data, floats.data));
});

test('lossy files come in the color space that they state', async () => {
  for (const name of ['p3', 'srgb']) {
    const icc = await profileOf(name);
    const read = await imread(encoded(await stored(coffee, { icc }), '-d', 0.5));
    assert.ok(meanError(read.data, coffee.data) < 2.5, `${name}: ${meanError(read.data, coffee.data)}`);
    if (name === 'p3') assert.ok(read.metadata.icc ?? read.metadata.cicp);
  }
  // Adobe RGB (1998), which has no number.
  const jpeg = await imread(readFileSync(fixture('rocket.jpg')));
  const { icc } = jpeg.metadata;
  for (const [what, image, most] of [
    ['colors', jpeg, 2.2],
    [
      'wide colors',
      { ...coffee, data: Uint8Array.from(coffee.data, (value, i) => (i % 3 === 1 ? 255 - value / 4 : value / 8)) },
      3,
    ],
  ]) {
    const read = await imread(encoded(await stored(image, { icc }), '-d', 0.5));
    assert.ok(same(read.metadata.icc, icc), what);
    assert.ok(meanError(read.data, image.data) < most, `${what}: ${meanError(read.data, image.data)}`);
  }
});

test('numbers of color spaces, as they were written', async () => {
  const codes = [
    [12, 13],
    [9, 16],
    [9, 18],
    [1, 8],
    [11, 17],
    [5, 4],
    [22, 13],
    [4, 5],
    [1, 1],
  ];
  for (const [primaries, transfer] of codes)
    for (const options of [{}, { quality: 95 }]) {
      const cicp = [primaries, transfer, 0, 1];
      const read = await imread(await imwrite(coffee, 'jxl', { ...options, metadata: { cicp } }));
      assert.deepEqual([...read.metadata.cicp].map(Number), cicp);
      // Loss is relative to what is seen: curves that spend their steps on the dark show more of it.
      assert.ok(
        meanError(read.data, coffee.data) < 12,
        `${primaries}, ${transfer}: ${meanError(read.data, coffee.data)}`,
      );
    }
  const cicp = [1, 13, 0, 1];
  assert.equal((await imread(await imwrite(coffee, 'jxl', { metadata: { cicp } }))).metadata.cicp, undefined);
});

test('animations: frames, durations and loops', async () => {
  const { width, height } = pattern(60, 40, 4);
  const frames = [0, 1, 2].map((i) => {
    const data = pattern(60, 40, 4).data.map((value, at) => (at % 4 === 3 ? 255 : value ^ (i * 40)));
    return { data, width, height, channels: 4 };
  });
  writeFileSync(path('animation.png'), await imwriteAnimation({ frames, durations: [100, 200, 300], loop: 3 }, 'png'));
  const bytes = encoded(path('animation.png'), '-d', 0);
  assert.equal(await imcount(bytes), 3);
  const animation = await imreadAnimation(bytes);
  // cjxl does not take the number of loops over.
  assert.equal(animation.loop, 0);
  assert.deepEqual([...animation.durations], [100, 200, 300]);
  animation.frames.forEach((frame, i) => {
    const visible = frame.channels === 4 ? frames[i].data : frames[i].data.filter((_, at) => at % 4 < 3);
    assert.ok(same(frame.data, visible), `frame ${i}`);
  });
  const second = await imread(bytes, { firstFrame: 1 });
  assert.ok(same(second.data, animation.frames[1].data));
});

test('orientation, EXIF and XMP', async () => {
  const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>';
  for (const options of [{}, { quality: 80 }])
    for (const orientation of [1, 3, 6, 8]) {
      const bytes = await imwrite(pattern(20, 10, 3), 'jxl', { ...options, metadata: { orientation, xmp } });
      const { width, height, data } = await imread(bytes);
      assert.deepEqual([width, height], orientation > 4 ? [10, 20] : [20, 10]);
      assert.ok(farthest(data, byReference(bytes, { data, channels: 3 })) <= (options.quality ? 1 : 0));
      const kept = await imread(bytes, { orientation: 'keep' });
      const text = Buffer.from(kept.metadata.xmp).toString();
      assert.deepEqual([kept.width, kept.metadata.orientation ?? 1, text], [20, orientation, xmp]);
    }
  // The header's orientation counts, whatever EXIF says.
  writeFileSync(path('turned.jxl'), await imwrite(pattern(20, 10, 3), 'jxl', { metadata: { orientation: 6 } }));
  run('exiftool', '-quiet', '-overwrite_original', '-n', '-Orientation=3', path('turned.jxl'));
  const turned = await imread(readFileSync(path('turned.jxl')));
  assert.deepEqual([turned.width, turned.height, turned.metadata.orientation ?? 1], [10, 20, 1]);
});

test("EXIF and XMP that Brotli compressed, as cjxl does with a JPEG's, are read by a decoder of their own", async () => {
  const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/">${'the words of '.repeat(3000)}</x:xmpmeta>`;
  const described = await sharp(fixture('coffee.png'))
    .withExif({ IFD0: { Copyright: 'nobody' } })
    .jpeg()
    .toBuffer();
  const jpeg = await transcodeJpeg(described, { metadata: { xmp } });
  writeFileSync(path('described.jpg'), jpeg);
  const bytes = encoded(path('described.jpg'));
  assert.ok(bytes.includes('brobExif') && bytes.includes('brobxml '));
  // As if nothing had been loaded before.
  configure({ wasm: undefined });
  await load('jxl-decode');
  await assertFails(() => imreadSync(bytes), 'not-loaded', /load\('jxl-brotli-decode'\)/);
  const { metadata, warnings } = await imread(bytes);
  const { metadata: expected } = await imread(jpeg);
  assert.deepEqual([metadata.exif, Buffer.from(metadata.xmp).toString(), warnings], [expected.exif, xmp, []]);
  assert.deepEqual(imreadSync(bytes).metadata, metadata);
  await assertFails(imread(bytes, { limits: { metadataBytes: 20_000 } }), 'image-too-large', /metadataBytes/);
  // The picture does not need them.
  const at = bytes.indexOf('brobExif') + 8;
  const damaged = Buffer.from(bytes).fill(0xff, at, at + 4);
  const read = await imread(damaged);
  assert.match(read.warnings.join(), /EXIF, compressed by Brotli, is damaged, and left out/);
  assert.deepEqual([read.metadata.exif, Buffer.from(read.metadata.xmp).toString()], [undefined, xmp]);
});

test('metadata go over from other formats, and back', async () => {
  const { metadata } = await sharp(fixture('coffee.png'))
    .withExif({ IFD0: { Make: 'Acme' } })
    .jpeg()
    .toBuffer()
    .then(imread);
  const xmp = Buffer.from('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>');
  const given = { exif: metadata.exif, xmp, icc: await profileOf('p3') };
  for (const other of ['png', 'webp', 'tiff', 'avif'])
    for (const kinds of [['exif'], ['xmp'], ['icc'], ['exif', 'xmp', 'icc']]) {
      const chosen = Object.fromEntries(kinds.map((kind) => [kind, given[kind]]));
      const first = await imread(await imwrite(coffee, other, { metadata: chosen }));
      for (const target of ['jxl', other]) {
        const warnings = [];
        const options = { metadata: 'keep', onWarning: (text) => warnings.push(text) };
        const source = target === 'jxl' ? first : await imread(await imwrite(first, 'jxl', { metadata: 'keep' }));
        const read = await imread(await imwrite(source, target, options));
        assert.deepEqual(warnings, []);
        for (const kind of ['xmp', 'icc'])
          assert.deepEqual(read.metadata[kind], first.metadata[kind], `${kind} from ${other} to ${target}`);
        assert.equal(read.metadata.exif !== undefined, first.metadata.exif !== undefined, `${other} ${target}`);
        if (kinds.includes('exif')) assert.match(Buffer.from(read.metadata.exif).toString('latin1'), /Acme/);
      }
    }
});

test('files that are cut off: an error, or what is there', async () => {
  const file = await stored(coffee);
  for (const options of [
    ['-d', 1, '-p'],
    ['-d', 1],
    ['-d', 0, '-e', 3],
  ]) {
    const bytes = encoded(file, ...options);
    const whole = await imread(bytes);
    for (const share of [0.5, 0.9, 0.999]) {
      const cut = bytes.subarray(0, Math.floor(bytes.length * share));
      await assertFails(imread(cut), 'corrupt-data', /cut off|truncated/);
      const { data, width, warnings } = await imread(cut, { truncated: 'fill' });
      assert.equal(width, coffee.width);
      assert.match(warnings.join(), /cut off/);
      if (options.includes('-p') || share > 0.9) assert.ok(meanError(data, whole.data) < 40, `${options} ${share}`);
    }
    for (const length of [0, 1, 2, 5, 12])
      await assert.rejects(imread(bytes.subarray(0, length), { truncated: 'fill' }), { name: 'ImwriteError' });
  }
});

test('of an animation that is cut off, no picture has the pixels of another', async () => {
  const frames = [40, 90].map((add) => {
    const { width, height, data } = pattern(24, 16, 4);
    return { width, height, channels: 4, data: data.map((value, i) => (i % 4 === 3 ? 255 : value ^ add)) };
  });
  writeFileSync(path('two.png'), await imwriteAnimation({ frames, durations: [50, 50] }, 'png'));
  const bytes = encoded(path('two.png'), '-d', 0);
  const whole = await imreadAnimation(bytes);
  const readCut = (length) => imreadAnimation(bytes.subarray(0, length), { truncated: 'fill' });
  let cuts = 0;
  for (let length = 20; length < bytes.length; ++length) {
    const read = await readCut(length).catch((error) => error);
    if (read instanceof Error) continue;
    ++cuts;
    const last = read.frames.at(-1).data;
    if (read.frames.length === 2) {
      assert.ok(same(read.frames[0].data, whole.frames[0].data), `${length}`);
      assert.ok(!same(last, read.frames[0].data), `${length}: the second picture is the first one`);
    } else {
      // Pixels that nobody wrote would be what the memory held before.
      assert.ok(same(last, (await readCut(length)).frames[0].data), `${length}`);
    }
  }
  assert.ok(cuts > 10, `${cuts}`);
});

test('limits hold before memory is taken', async () => {
  const bytes = encoded(await stored(coffee), '-d', 1);
  await assertMismatch(imread(bytes, { limits: { pixels: 1000 } }), 'image-too-large', /limits\.pixels/);
  await assertMismatch(imread(bytes, { limits: { memoryBytes: 1e6 } }), 'image-too-large', /limits\.memoryBytes/);
});
