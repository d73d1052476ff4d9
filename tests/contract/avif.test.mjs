// AVIF against avifdec and exiftool: exact where it says so, close where it is lossy, and what the boxes say.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createCv } from '../../npm/dist/node/cv.js';
import { imread, imwrite } from '../../npm/dist/node/index.js';
import { byAvifdec } from '../formats/avif.mjs';
import { assertFails, assertMismatch } from '../support/failures.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { pattern, photo } from '../support/images.mjs';
import { psnr } from '../support/metrics.mjs';
import { run } from '../support/programs.mjs';
import { profileOf } from '../support/sharp.mjs';

const folder = temporaryFolder('avif');

function stored(bytes) {
  const file = join(folder, 'file.avif');
  writeFileSync(file, bytes);
  return file;
}
const infoOf = (bytes) => run('avifdec', '--info', stored(bytes));
const exiftool = (bytes, ...options) => JSON.parse(run('exiftool', '-json', '-n', '-G0', ...options, stored(bytes)))[0];
const seen = async (bytes) => imread(byAvifdec(bytes));

/** Samples of 8, 10 or 12 bits; alpha is never opaque everywhere. */
function drawn(width, height, channels, bits) {
  const { data } = pattern(width, height, channels, bits === 8 ? Uint8Array : Uint16Array);
  if (bits === 8) return { data, width, height, channels };
  return { data: data.map((sample) => sample >> (16 - bits)), width, height, channels, precision: bits };
}

/** What avifdec sees, in the samples of the picture: it scales them to 16 bits, and repeats some gray. */
function samplesOf(read, { channels, precision }) {
  const isRepeated = read.channels > 2 && channels < 3;
  const picked = isRepeated ? read.data.filter((_, i) => [0, 3].includes(i % read.channels)) : read.data;
  return precision ? picked.map((sample) => Math.round((sample * (2 ** precision - 1)) / 65535)) : picked;
}

test('lossless files are exact: every layout and depth, of odd sizes, at the ends of the speeds', async () => {
  for (const bits of [8, 10, 12])
    for (const channels of [1, 2, 3, 4])
      for (const [width, height] of [
        [1, 1],
        [33, 17],
        [130, 67],
      ]) {
        const image = drawn(width, height, channels, bits);
        for (const speed of width === 33 ? [2, 6, 7, 9] : [9]) {
          const bytes = await imwrite(image, 'avif', { lossless: true, speed });
          const read = await seen(bytes);
          const what = `${width} × ${height} × ${channels}, ${bits} bits, speed ${speed}`;
          assert.deepEqual([read.width, read.height], [width, height], what);
          assert.ok(Buffer.from(samplesOf(read, image)).equals(Buffer.from(image.data)), what);
          assert.match(
            infoOf(bytes),
            new RegExp(`Bit Depth +: ${bits}\\n.*${channels < 3 ? 'YUV400' : 'YUV444'}`),
            what,
          );
        }
      }
});

test('lossless is for samples that fit: 8 bits, or 10 or 12 by their precision', async () => {
  for (const image of [
    { data: new Uint16Array(3), width: 1, height: 1, channels: 3 },
    { data: new Uint16Array(3), width: 1, height: 1, channels: 3, precision: 14 },
  ])
    await assertMismatch(
      imwrite(image, 'avif', { lossless: true }),
      'invalid-option',
      /'lossless': expected 10 or 12 bits/,
    );
  const ten = { data: new Uint16Array([1, 2, 1024]), width: 1, height: 1, channels: 3, precision: 10 };
  await assertMismatch(imwrite(ten, 'avif'), 'invalid-image', /sample in row 0: expected at most 1023/);
});

test('a photograph is close to what it was: every subsampling and depth', async () => {
  const image = await photo('astronaut.png');
  for (const chromaSubsampling of ['4:4:4', '4:2:2', '4:2:0'])
    for (const bitDepth of [8, 10, 12]) {
      const bytes = await imwrite(image, 'avif', { speed: 9, chromaSubsampling, bitDepth });
      const read = await seen(bytes);
      assert.match(
        infoOf(bytes),
        new RegExp(`Bit Depth +: ${bitDepth}\\n.*YUV${chromaSubsampling.replaceAll(':', '')}`),
      );
      const eight = bitDepth === 8 ? read.data : Float32Array.from(read.data, (sample) => sample / 257);
      const quality = psnr(eight, image.data);
      assert.ok(quality > 33, `${chromaSubsampling}, ${bitDepth} bits: ${quality} dB`);
    }
});

test('16-bit samples are scaled to 10 bits, or to those that are asked for', async () => {
  const { data, ...size } = pattern(40, 30, 3, Uint16Array);
  for (const bits of [10, 12]) {
    const bytes = await imwrite({ data, ...size }, 'avif', {
      speed: 9,
      quality: 100,
      chromaSubsampling: '4:4:4',
      ...(bits === 12 && { bitDepth: 12 }),
    });
    assert.match(infoOf(bytes), new RegExp(`Bit Depth +: ${bits}\\n`));
    // Luma and chroma are rounded once each.
    const read = await seen(bytes);
    const worst = read.data.reduce((most, sample, i) => Math.max(most, Math.abs(sample - data[i])), 0);
    assert.ok(worst <= 3 * 2 ** (16 - bits), `${bits} bits: ${worst}`);
  }
});

test('alpha is exact by default, close with a quality, and not there where it is opaque', async () => {
  const { data, width, height } = await photo('chelsea.png');
  const rgba = new Uint8Array((data.length / 3) * 4).map((_, i) =>
    i % 4 === 3 ? (128 + 127 * Math.sin((i >> 2) / 900)) | 0 : data[3 * (i >> 2) + (i % 4)],
  );
  const image = { data: rgba, width, height, channels: 4 };
  const alphaOf = ({ data: samples }) => samples.filter((_, i) => i % 4 === 3);
  const exact = await imwrite(image, 'avif', { speed: 9 });
  assert.deepEqual(alphaOf(await seen(exact)), alphaOf(image));
  const lossy = await imwrite(image, 'avif', { speed: 9, alphaQuality: 50 });
  assert.ok(lossy.length < exact.length * 0.9, `${lossy.length}, ${exact.length}`);
  const near = psnr(alphaOf(await seen(lossy)), alphaOf(image));
  assert.ok(near > 33 && near < 60, `${near} dB`);
  const opaque = { ...image, data: rgba.map((sample, i) => (i % 4 === 3 ? 255 : sample)) };
  assert.match(infoOf(await imwrite(opaque, 'avif', { speed: 9 })), /Alpha +: Absent/);
});

test('colors by number, and their light', async () => {
  const image = pattern(20, 10, 3);
  for (const [cicp, matrix] of [
    [[1, 13, 0, 1], 6],
    [[12, 13, 0, 1], 6],
    [[9, 16, 0, 1], 9],
    [[9, 18, 0, 1], 9],
  ]) {
    const told = infoOf(await imwrite(image, 'avif', { speed: 9, metadata: { cicp } }));
    const facts = [/Color Primaries: (\d+)/, /Transfer Char. : (\d+)/, /Matrix Coeffs. : (\d+)/, /Range +: (\w+)/];
    assert.deepEqual(
      facts.map((fact) => told.match(fact)[1]),
      [`${cicp[0]}`, `${cicp[1]}`, `${matrix}`, 'Full'],
    );
  }
  assert.match(
    infoOf(await imwrite({ ...image, colorSpace: 'display-p3' }, 'avif', { speed: 9 })),
    /Color Primaries: 12/,
  );
  await assertFails(
    () => imwrite(image, 'avif', { metadata: { cicp: [9, 16, 0, 0] } }),
    'invalid-option',
    /full range/,
  );
  const file = Buffer.from(await imwrite(image, 'avif', { speed: 9, maxContentLight: 1000, maxAverageLight: 400 }));
  assert.equal(file.toString('hex', file.indexOf('clli') + 4, file.indexOf('clli') + 8), '03e80190');
});

test('an ICC profile comes back byte for byte', async () => {
  const { data, width, height } = pattern(20, 10, 3);
  for (const size of [0, 100_000]) {
    const icc = await profileOf('p3', size);
    const bytes = await imwrite({ data, width, height, channels: 3 }, 'avif', { speed: 9, metadata: { icc } });
    const told = infoOf(bytes);
    assert.match(told, new RegExp(`ICC Profile +: Present \\(${icc.length} bytes\\)`));
    assert.match(told, /Color Primaries: 2\n.*Transfer Char. : 2\n/);
    assert.deepEqual((await seen(bytes)).metadata.icc, icc);
  }
});

test('EXIF, XMP, resolution and orientation', async () => {
  const xmp =
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:source="größer"/></rdf:RDF></x:xmpmeta>';
  // Quarters to the left, then the mirror: 0 exchanges top and bottom, 1 left and right (MIAF, 7.3.6.5).
  const turns = [[], [undefined, 1], [2], [undefined, 0], [1, 0], [3], [3, 0], [1]];
  for (const [i, [quarters, mirror]] of turns.entries()) {
    const orientation = i + 1;
    const bytes = await imwrite(pattern(20, 10, 4), 'avif', {
      speed: 9,
      metadata: { orientation, dpi: [300, 150], xmp },
    });
    const facts = exiftool(bytes);
    assert.deepEqual(
      [facts['EXIF:Orientation'] ?? 1, facts['EXIF:XResolution'], facts['EXIF:YResolution'], facts['XMP:Source']],
      [orientation, 300, 150, 'größer'],
    );
    const told = infoOf(bytes);
    assert.deepEqual(
      [told.match(/irot \(Rotation\) +: (\d)/)?.[1], told.match(/imir \(Mirror\) +: Mode (\d)/)?.[1]],
      [quarters?.toString(), mirror?.toString()],
    );
  }
});

test('as OpenCV writes it: 16-bit samples are those of the depth that is named, and a quality of 100 is exact', async () => {
  const cv = await createCv();
  const ten = drawn(20, 10, 1, 10);
  const deep = cv.matFromArray(10, 20, cv.CV_16UC1, [...ten.data]);
  assert.ok(!cv.imencode('.avif', deep));
  assert.match(cv.lastError.message, /IMWRITE_AVIF_DEPTH: expected 10 or 12 for uint16 samples, got 8/);
  const exact = cv.imencode('.avif', deep, [cv.IMWRITE_AVIF_DEPTH, 10, cv.IMWRITE_AVIF_QUALITY, 100]);
  assert.deepEqual(samplesOf(await seen(exact), ten), ten.data);
  assert.match(infoOf(exact), /Bit Depth +: 10\n/);
  const { data } = await photo('chelsea.png');
  const mat = cv.matFromArray(300, 451, cv.CV_8UC3, [...data]);
  const sizes = [20, undefined, 95].map((quality) => {
    const bytes = cv.imencode('.avif', mat, quality === undefined ? [] : [cv.IMWRITE_AVIF_QUALITY, quality]);
    assert.match(infoOf(bytes), /Format +: YUV420/);
    return bytes.length;
  });
  assert.ok(sizes[0] < sizes[1] && sizes[1] < sizes[2], sizes.join());
});
