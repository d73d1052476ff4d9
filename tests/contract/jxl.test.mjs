// JPEG XL against libjxl's own programs: samples of every layout, the header's fields, boxes, profiles.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { imwrite } from '../../npm/dist/node/index.js';
import { byDjxl } from '../formats/jxl.mjs';
import { assertMismatch } from '../support/failures.mjs';
import { pattern, rawBytes } from '../support/images.mjs';
import { run } from '../support/programs.mjs';
import { profileOf, sharp } from '../support/sharp.mjs';

const folder = mkdtempSync(join(tmpdir(), 'imwrite-jxl-test-'));

function stored(bytes) {
  const file = join(folder, 'file.jxl');
  writeFileSync(file, bytes);
  return file;
}
const infoOf = (bytes) => run('jxlinfo', '-v', stored(bytes));
const exiftool = (bytes, ...options) => JSON.parse(run('exiftool', '-json', '-n', '-G0', ...options, stored(bytes)))[0];

/** Samples of all kinds: noise, slopes, few values, the largest differences. */
function drawn(width, height, channels, Samples, kind) {
  const max = 2 ** (8 * Samples.BYTES_PER_ELEMENT) - 1;
  const values = {
    noise: (i) => Math.imul(i + 1, 2654435761) >>> (32 - 8 * Samples.BYTES_PER_ELEMENT),
    slope: (i, x, y, c) => ((x * 3 + y * (c + 2)) * max) / (3 * width + 6 * height),
    few: (i, x, y, c) => [0, max, max >> 2, max >> 3][((x >> 3) + (y >> 4) + c) % 4],
    checkers: (i, x, y, c) => ((x + y + (c > 0)) % 2) * max,
    zero: () => 0,
  };
  const data = Samples.from({ length: width * height * channels }, (_, i) => {
    const pixel = Math.floor(i / channels);
    return values[kind](i, pixel % width, Math.floor(pixel / width), i % channels);
  });
  return { data, width, height, channels };
}

/** The samples as djxl gives them in a file of Netpbm's, whose words are big endian. */
function assertExact(bytes, { data, channels }, what) {
  const file = byDjxl(bytes, { 1: 'pgm', 3: 'ppm' }[channels] ?? 'pam');
  const expected = Buffer.from(rawBytes(data));
  if (data.BYTES_PER_ELEMENT === 2) expected.swap16();
  assert.ok(file.subarray(file.length - expected.length).equals(expected), what);
}

test('every layout is exact, in one group and in several', async () => {
  for (const [width, height] of [
    [1, 1],
    [3, 70],
    [256, 256],
    [257, 5],
    [300, 520],
  ])
    for (const channels of [1, 2, 3, 4])
      for (const Samples of [Uint8Array, Uint16Array])
        for (const kind of ['noise', 'slope', 'few', 'checkers', 'zero']) {
          const image = drawn(width, height, channels, Samples, kind);
          for (const effort of width === 257 ? [1, 2, 5] : [1])
            assertExact(
              await imwrite(image, 'jxl', { effort }),
              image,
              `${width} × ${height} × ${channels} ${Samples.name} ${kind} ${effort}`,
            );
        }
});

test('alpha has the depth of the colors', async () => {
  const info = infoOf(await imwrite(drawn(20, 10, 4, Uint16Array, 'slope'), 'jxl'));
  assert.match(info, /16-bit RGBA/);
  assert.match(info, /type: Alpha\s+bits_per_sample: 16\s+alpha_premultiplied: 0/);
  assert.match(info, /box: type: "jxll" size: 9/);
});

test('samples with fewer bits than their type keep them', async () => {
  for (const precision of [9, 10, 12, 13, 14, 15]) {
    for (const channels of [1, 2, 3, 4]) {
      const image = drawn(300, 20, channels, Uint16Array, 'noise');
      const data = image.data.map((sample) => sample >> (16 - precision));
      const bytes = await imwrite({ ...image, data, precision }, 'jxl');
      assert.match(infoOf(bytes), new RegExp(`${precision}-bit`), `${precision}`);
      // djxl scales them to 16 bits.
      const file = byDjxl(bytes, { 1: 'pgm', 3: 'ppm' }[channels] ?? 'pam');
      const seen = file.subarray(file.length - 2 * data.length);
      const max = 2 ** precision - 1;
      assert.deepEqual(
        data.map((_, i) => Math.round((seen.readUInt16BE(2 * i) * max) / 65535)),
        data,
        `${precision} bits, ${channels} channels`,
      );
    }
  }
  await assertMismatch(
    imwrite({ data: new Uint16Array([1024]), width: 1, height: 1, channels: 1, precision: 10 }, 'jxl'),
    'invalid-image',
    /sample in row 0: expected at most 1023 .*, got 1024/,
  );
});

test('floats are refused', async () => {
  const image = { data: new Float32Array(3), width: 1, height: 1, channels: 3 };
  await assertMismatch(imwrite(image, 'jxl'), 'unsupported-image', /jxl depth: expected uint8 or uint16 samples/);
  assertExact(await imwrite(image, 'jxl', { depth: 16 }), { data: new Uint16Array(3), channels: 3 });
});

test('color spaces by number', async () => {
  const { data, width, height } = pattern(20, 10, 3);
  const image = { data, width, height, channels: 3 };
  const names = {
    '1,13': /RGB, D65, sRGB primaries, sRGB transfer function/,
    '12,13': /RGB, D65, P3 primaries, sRGB transfer function/,
    '9,16': /RGB, D65, Rec.2100 primaries, PQ transfer function/,
    '9,18': /RGB, D65, Rec.2100 primaries, HLG transfer function/,
    '9,1': /RGB, D65, Rec.2100 primaries, 709 transfer function/,
    '11,17': /RGB, P3, P3 primaries, DCI transfer function/,
    '5,4':
      /RGB, D65, Custom primaries: red\(x=0\.64\d*,y=0\.33\d*\),\s+green\(x=0\.29\d*,y=0\.6\d*\),\s+blue\(x=0\.15\d*,y=0\.06\d*\).*0\.4545/s,
  };
  for (const [numbers, expected] of Object.entries(names)) {
    const cicp = [...numbers.split(',').map(Number), 0, 1];
    const bytes = await imwrite(image, 'jxl', { metadata: { cicp } });
    assert.match(infoOf(bytes), expected, numbers);
    assertExact(bytes, image, numbers);
  }
  assert.match(
    infoOf(await imwrite({ ...image, colorSpace: 'display-p3' }, 'jxl')),
    /RGB, D65, P3 primaries, sRGB transfer/,
  );
  assert.match(infoOf(await imwrite(pattern(9, 7, 1), 'jxl')), /Grayscale, D65, sRGB transfer function/);
  for (const cicp of [
    [2, 13, 0, 1],
    [1, 7, 0, 1],
    [1, 13, 0, 0],
  ])
    await assertMismatch(imwrite(image, 'jxl', { metadata: { cicp } }), 'invalid-option', /'cicp': expected primaries/);
});

test('a color space of a file that has no number becomes a profile, or is told', async () => {
  const png = (cicp) => imwrite(pattern(20, 10, 3), 'png', { metadata: { cicp } });
  assert.match(infoOf(await imwrite(await png([1, 7, 0, 1]), 'jxl')), /ICC profile/);
  const warnings = [];
  const onWarning = (message) => warnings.push(message);
  assert.match(
    infoOf(await imwrite(await png([1, 9, 0, 1]), 'jxl', { metadata: 'keep', onWarning })),
    /sRGB primaries/,
  );
  assert.match(warnings.join(), /cICP 1, 9, 0, 1 was left out/);
});

test('an ICC profile comes back byte for byte, small and large', async () => {
  const { data, width, height } = pattern(20, 10, 3);
  for (const size of [0, 5000, 200_000]) {
    const profile = await profileOf('p3', size);
    const bytes = await imwrite({ data, width, height, channels: 3 }, 'jxl', { metadata: { icc: profile } });
    const file = join(folder, 'profile.icc');
    run('djxl', '--quiet', stored(bytes), join(folder, 'out.ppm'), `--orig_icc_out=${file}`);
    assert.ok(readFileSync(file).equals(Buffer.from(profile)), `${size}`);
    assertExact(bytes, { data, channels: 3 }, `${size}`);
  }
});

test('EXIF, XMP, resolution and orientation', async () => {
  const image = pattern(20, 10, 3);
  const xmp =
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:source="größer"/></rdf:RDF></x:xmpmeta>';
  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const bytes = await imwrite(image, 'jxl', { metadata: { orientation, dpi: [300, 150], xmp } });
    assert.match(infoOf(bytes), new RegExp(`Orientation: ${orientation} `));
    const facts = exiftool(bytes);
    assert.deepEqual(
      [facts['EXIF:Orientation'] ?? 1, facts['EXIF:XResolution'], facts['EXIF:YResolution'], facts['XMP:Source']],
      [orientation, 300, 150, 'größer'],
    );
    const turned = await sharp(byDjxl(bytes, 'png')).metadata();
    assert.deepEqual([turned.width, turned.height], orientation > 4 ? [10, 20] : [20, 10]);
  }
});

test('boxes only where there is something for them', async () => {
  const begin = (bytes) => Buffer.from(bytes.subarray(0, 2)).toString('hex');
  assert.equal(begin(await imwrite(pattern(20, 10, 4), 'jxl')), 'ff0a');
  assert.equal(begin(await imwrite(pattern(20, 10, 4), 'jxl', { metadata: { dpi: 96 } })), '0000');
});
