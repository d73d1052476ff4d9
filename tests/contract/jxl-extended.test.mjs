// JPEG XL with loss and in the higher efforts, against libjxl's own programs: sizes of cjxl, samples of djxl, colors, errors, memory.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createCv } from '../../npm/dist/node/cv.js';
import { imwrite, imwriteSync, load } from '../../npm/dist/node/index.js';
import { byDjxl } from '../formats/jxl.mjs';
import { assertMismatch } from '../support/failures.mjs';
import { pattern, photo } from '../support/images.mjs';
import { tiled, writing } from '../support/jxl-pictures.mjs';
import { run } from '../support/programs.mjs';
import { profileOf } from '../support/sharp.mjs';

const folder = mkdtempSync(join(tmpdir(), 'imwrite-jxl-test-'));
const coffee = await photo('coffee.png');
const ofKind = { 1: 'pgm', 3: 'ppm' };

function infoOf(bytes) {
  const file = join(folder, 'file.jxl');
  writeFileSync(file, bytes);
  return run('jxlinfo', '-v', file);
}

/** The samples as djxl gives them, as numbers from 0 to `max`. */
function seen(bytes, { data, channels }, max) {
  const file = byDjxl(bytes, ofKind[channels] ?? 'pam');
  const wide = max > 255;
  const samples = file.subarray(file.length - data.length * (wide ? 2 : 1));
  return wide ? Uint16Array.from(data, (_, i) => samples.readUInt16BE(2 * i)) : new Uint8Array(samples);
}

/** Floats out of a PFM of djxl's, whose rows go up. */
function seenFloats(bytes, { width, height, channels }) {
  const file = byDjxl(bytes, 'pfm');
  const samples = file.subarray(file.length - 4 * width * height * channels);
  const littleEndian = /\n-/.test(file.subarray(0, 40).toString('latin1'));
  const row = width * channels;
  return Float32Array.from({ length: row * height }, (_, i) => {
    const at = 4 * ((height - 1 - Math.floor(i / row)) * row + (i % row));
    return littleEndian ? samples.readFloatLE(at) : samples.readFloatBE(at);
  });
}

const meanError = (a, b) => a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length;

// `cjxl picture.ppm out.jxl --num_threads=0` of libjxl 0.11.2, and the options.
const sizes = [
  ['coffee', { distance: 1, effort: 1 }, 62556],
  ['coffee', { distance: 1, effort: 2 }, 62556],
  ['coffee', { distance: 1 }, 59299],
  ['coffee', { quality: 90 }, 59299],
  ['coffee', { distance: 1, effort: 4 }, 59555],
  ['coffee', { distance: 1, effort: 5 }, 56744],
  ['coffee', { quality: 80 }, 35637],
  ['coffee', { quality: 20, effort: 4 }, 10975],
  ['coffee', { distance: 22 }, 6093],
  ['coffee', { distance: 1, progressive: true }, 61872],
  ['coffee', { effort: 2 }, 384393],
  ['coffee', { effort: 3 }, 339255],
  ['coffee', { effort: 4 }, 339583],
  ['coffee', { effort: 5 }, 338472],
  ['coffee', { effort: 6 }, 337594],
  ['coffee', { effort: 7 }, 335962],
  ['coffee', { effort: 8 }, 335847],
  ['coffee', { effort: 4, progressive: true }, 356268],
  ['large', { distance: 1 }, 927659],
  ['large', { effort: 3 }, 5448794],
  ['writing', { effort: 3 }, 11218],
  ['writing', { effort: 5 }, 4030],
  ['writing', { effort: 7 }, 3997],
  ['writing', { distance: 1 }, 72024],
  ['writing of 10 bits', { effort: 5 }, 4083],
  ['writing of 10 bits', { effort: 7 }, 4025],
];

test('files are as large as those of cjxl, and those without loss are exact', async () => {
  const pictures = {
    coffee,
    // More than 2048 pixels wide, which is coded in parts.
    large: await tiled('coffee.png', 4, 4),
    // The same shapes again and again are stored once from effort 5 on.
    writing: writing(400, 300, 3, Uint8Array, 255),
    'writing of 10 bits': { ...writing(400, 300, 1, Uint16Array, 1023), precision: 10 },
  };
  for (const [name, options, size] of sizes) {
    const picture = pictures[name];
    const bytes = await imwrite(picture, 'jxl', options);
    const what = `${name} ${JSON.stringify(options)}: ${bytes.length} bytes, cjxl ${size}`;
    assert.ok(Math.abs(bytes.length - size) <= size / 1000 + 8, what);
    if (options.quality || options.distance) continue;
    const max = picture.precision ? 65535 : 255;
    const samples = seen(bytes, picture, max);
    const scale = picture.precision ? 1023 / 65535 : 1;
    assert.deepEqual(
      samples.map((sample) => Math.round(sample * scale)),
      picture.data,
      what,
    );
  }
});

test('every layout is exact without loss and near with it, small and odd sizes too', async () => {
  for (const Samples of [Uint8Array, Uint16Array])
    for (const channels of [1, 2, 3, 4])
      for (const [width, height] of [
        [1, 1],
        [70, 3],
        [260, 130],
      ]) {
        const max = 2 ** (8 * Samples.BYTES_PER_ELEMENT) - 1;
        const noise = pattern(width, height, channels, Samples);
        for (const effort of [2, 4, 9]) {
          const bytes = await imwrite(noise, 'jxl', { effort });
          assert.deepEqual(seen(bytes, noise, max), noise.data, `${width} × ${height} × ${channels} ${effort}`);
        }
        const slope = {
          ...noise,
          data: noise.data.map((_, i) => {
            const pixel = Math.floor(i / channels);
            const [x, y] = [pixel % width, Math.floor(pixel / width)];
            // No pixel is invisible, whose colors may change.
            return ((x + y + 40 * (1 + (i % channels))) * max) / (width + height + 200);
          }),
        };
        const bytes = await imwrite(slope, 'jxl', { quality: 95, effort: 4 });
        assert.ok(meanError(seen(bytes, slope, max), slope.data) < max / 100, `${channels} ${Samples.name}`);
        assert.match(infoOf(bytes), new RegExp(`${8 * Samples.BYTES_PER_ELEMENT}-bit`));
      }
});

test('floats are exact without loss, beyond 0 to 1 too, and near with it', async () => {
  for (const channels of [1, 3]) {
    const image = pattern(50, 40, channels, Float32Array);
    const wild = { ...image, data: image.data.map((value, i) => (i % 7 ? value * 5 - 2 : value * 1e-6)) };
    const exact = await imwrite(wild, 'jxl', { effort: 3 });
    assert.deepEqual(seenFloats(exact, wild), wild.data);
    const smooth = { ...image, data: image.data.map((_, i) => (i % (50 * channels)) / (60 * channels)) };
    const lossy = await imwrite(smooth, 'jxl', { distance: 0.5 });
    assert.ok(meanError(seenFloats(lossy, smooth), smooth.data) < 0.01);
    assert.match(infoOf(lossy), /32-bit float/);
  }
  const image = pattern(5, 5, 3, Float32Array);
  await assertMismatch(imwrite(image, 'jxl', { effort: 1 }), 'unsupported-image', /expected uint8 or uint16/);
});

test('quality is smaller where it is lower, and 100 is exact', async () => {
  const lengths = [];
  for (const quality of [1, 10, 30, 50, 75, 90, 99]) lengths.push((await imwrite(coffee, 'jxl', { quality })).length);
  assert.deepEqual(
    lengths.toSorted((a, b) => a - b),
    lengths,
  );
  assert.deepEqual(seen(await imwrite(coffee, 'jxl', { quality: 100 }), coffee, 255), coffee.data);
  assert.deepEqual(seen(await imwrite(coffee, 'jxl', { distance: 0 }), coffee, 255), coffee.data);
});

test('half of a progressive file shows the whole picture', async () => {
  const errorOf = async (options) => {
    const bytes = await imwrite(coffee, 'jxl', { quality: 90, ...options });
    const [from, to] = [join(folder, 'half.jxl'), join(folder, 'half.ppm')];
    writeFileSync(from, bytes.subarray(0, bytes.length * 0.6));
    run('djxl', '--quiet', '--allow_partial_files', from, to);
    const file = readFileSync(to);
    return meanError(new Uint8Array(file.subarray(file.length - coffee.data.length)), coffee.data);
  };
  const [usual, progressive] = [await errorOf({}), await errorOf({ progressive: true })];
  assert.ok(progressive < usual * 0.75, `${progressive} and ${usual}`);
});

test('colors of other spaces are what djxl shows of them, by number and by profile', async () => {
  // In sRGB, as djxl converts the picture: from red of Display P3 to the reddest of sRGB.
  const plain = { data: new Uint8Array(64 * 64 * 3), width: 64, height: 64, channels: 3 };
  for (let i = 0; i < plain.data.length; i += 3) plain.data.set([200, 100, 50], i);
  const colorOf = async (image, options, ...more) => {
    const [from, to] = [join(folder, 'color.jxl'), join(folder, 'color.ppm')];
    writeFileSync(from, await imwrite(image, 'jxl', { distance: 0.3, ...options }));
    run('djxl', '--quiet', from, to, ...more);
    const file = readFileSync(to);
    return [...file.subarray(-3)];
  };
  const near = (actual, expected, what) =>
    assert.ok(
      actual.every((value, i) => Math.abs(value - expected[i]) <= 8),
      `${what}: ${actual}`,
    );
  // The samples come back in their own space.
  near(await colorOf({ ...plain, colorSpace: 'display-p3' }, {}), [200, 100, 50], 'P3');
  for (const cicp of [
    [9, 1, 0, 1],
    [9, 16, 0, 1],
    [9, 18, 0, 1],
    [11, 17, 0, 1],
    [5, 4, 0, 1],
    [1, 8, 0, 1],
  ])
    near(await colorOf(plain, { metadata: { cicp } }), [200, 100, 50], cicp.join());
  const icc = await profileOf('p3', 0);
  const bytes = await imwrite(plain, 'jxl', { distance: 0.3, metadata: { icc } });
  assert.match(infoOf(bytes), /ICC profile/);
  const [from, profile] = [join(folder, 'profile.jxl'), join(folder, 'profile.icc')];
  writeFileSync(from, bytes);
  run('djxl', '--quiet', from, join(folder, 'out.ppm'), `--orig_icc_out=${profile}`);
  assert.ok(readFileSync(profile).equals(Buffer.from(icc)));
  // The profile and the numbers say the same, so the picture is the same to within rounding.
  const length = ({ length: bytes }) => bytes;
  const byNumber = length(await imwrite({ ...plain, colorSpace: 'display-p3' }, 'jxl', { distance: 0.3 }));
  assert.ok(Math.abs(length(bytes) - icc.length - byNumber) < 400);
});

test('EXIF, XMP and the orientation stand in boxes as in files without loss', async () => {
  const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>';
  for (const options of [{ quality: 80 }, { effort: 3 }]) {
    const bytes = await imwrite(pattern(20, 10, 4, Uint16Array), 'jxl', {
      ...options,
      metadata: { orientation: 6, dpi: 300, xmp },
    });
    const info = infoOf(bytes);
    for (const part of [/Orientation: 6 /, /type: "Exif"/, /type: "xml "/, /box: type: "jxll" size: 9/])
      assert.match(info, part);
    const file = join(folder, 'boxes.jxl');
    writeFileSync(file, bytes);
    const [facts] = JSON.parse(run('exiftool', '-json', '-n', file));
    assert.deepEqual([facts.Orientation, facts.XResolution], [6, 300]);
  }
});

test('what does not go together is told', async () => {
  const image = pattern(9, 7, 3);
  for (const [options, message] of [
    [{ quality: 80, effort: 6 }, /'effort'.*quality/],
    [{ distance: 1, effort: 9 }, /'effort'.*distance/],
    [{ quality: 80, distance: 1 }, /'quality'.*distance/],
    [{ progressive: true, effort: 1 }, /'progressive'.*effort/],
    [{ effort: 10 }, /'effort'.*from 1 to 9/],
    [{ quality: 0 }, /'quality'.*from 1 to 100/],
    [{ distance: 26 }, /'distance'.*from 0 to 25/],
  ])
    await assertMismatch(imwrite(image, 'jxl', options), 'invalid-option', message);
  // A profile with tables of colors is kept without loss alone.
  const icc = Buffer.from(await profileOf('p3', 0));
  icc.write('A2B0', icc.indexOf('rTRC'), 'latin1');
  await assertMismatch(
    imwrite(image, 'jxl', { quality: 80, metadata: { icc } }),
    'invalid-option',
    /'icc': expected with loss, a profile of tone curves and a matrix/,
  );
  assert.match(infoOf(await imwrite(image, 'jxl', { effort: 2, metadata: { icc } })), /ICC profile/);
});

test('the module is loaded for options that need it, and for no others', async () => {
  const image = pattern(9, 7, 3);
  await load('jxl');
  assert.ok(imwriteSync(image, 'jxl').length > 0);
  assert.ok(imwriteSync(image, 'jxl', { effort: 1 }).length > 0);
  await load('jxl-extended-encode');
  for (const options of [{ quality: 80 }, { distance: 2 }, { effort: 2 }, { progressive: true }, { decodingSpeed: 2 }])
    assert.ok(imwriteSync(image, 'jxl', options).length > 0);
});

test('progress rises, and a call can be stopped within the picture', async () => {
  const values = [];
  await imwrite(coffee, 'jxl', { quality: 80, onProgress: (value) => values.push(value) });
  assert.deepEqual(
    values.toSorted((a, b) => a - b),
    values,
  );
  assert.ok(values.length > 10 && values.at(-1) === 1, `${values.length}`);
  const control = new AbortController();
  const stopped = imwrite(coffee, 'jxl', {
    effort: 8,
    signal: control.signal,
    onProgress: (value) => value > 0.3 && control.abort(),
  });
  await assert.rejects(stopped, { name: 'AbortError' });
});

test("OpenCV's parameters are our options", async () => {
  await load('jxl-extended-encode');
  const cv = await createCv({ formats: ['jxl'], read: false });
  const bgr = coffee.data.map((_, i) => coffee.data[i - (i % 3) + 2 - (i % 3)]);
  const mat = cv.matFromArray(coffee.height, coffee.width, cv.CV_8UC3, bgr);
  for (const [params, options] of [
    [[], {}],
    [[cv.IMWRITE_JPEGXL_QUALITY, 80], { quality: 80 }],
    [[cv.IMWRITE_JPEGXL_QUALITY, 0], { distance: 25 }],
    [[cv.IMWRITE_JPEGXL_DISTANCE, 2, cv.IMWRITE_JPEGXL_EFFORT, 4], { distance: 2, effort: 4 }],
    // With loss this is OpenCV's distance, and the highest effort that there is.
    [[cv.IMWRITE_JPEGXL_EFFORT, 7], { distance: 1, effort: 5 }],
    [[cv.IMWRITE_JPEGXL_QUALITY, 100, cv.IMWRITE_JPEGXL_EFFORT, 7], { effort: 7 }],
    [[cv.IMWRITE_JPEGXL_DISTANCE, 0, cv.IMWRITE_JPEGXL_DECODING_SPEED, 2], { decodingSpeed: 2 }],
  ]) {
    const bytes = cv.imencode('.jxl', mat, params);
    assert.ok(bytes, cv.lastError?.message);
    assert.ok(Buffer.from(bytes).equals(await imwrite(coffee, 'jxl', options)), params.join());
  }
});
