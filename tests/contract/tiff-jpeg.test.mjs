// JPEG in TIFF: what tiffcp, Pillow, OpenCV, sharp and djpeg see in ours, and imread in theirs.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { configure, imread, imreadMulti, imwrite, imwriteMulti, imwriteSync, load } from '../../npm/dist/node/index.js';
import { assertFails, assertMismatch } from '../support/failures.mjs';
import { fixture, pattern, photo, rawBytes } from '../support/images.mjs';
import { fc } from '../support/package.mjs';
import { assertExact, seenBySharp, sharp } from '../support/sharp.mjs';
import { run } from '../support/programs.mjs';
import { directoryOf, readers, stored, withDirectory } from './tiff-readers.mjs';
import { distance } from '../support/metrics.mjs';
import { python } from '../support/python.mjs';

/** The left top of a photograph. */
async function part(name, width, height, channels = 3) {
  const data = await sharp(fixture(name))
    .extract({ left: 0, top: 0, width, height })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .raw()
    .toBuffer();
  return { data: new Uint8Array(data), width, height, channels };
}

const anyJpeg = fc.record({
  width: fc.integer({ min: 1, max: 200 }),
  height: fc.integer({ min: 1, max: 200 }),
  channels: fc.constantFrom(1, 3, 3),
  quality: fc.integer({ min: 70, max: 100 }),
  chromaSubsampling: fc.constantFrom('4:4:4', '4:2:0', undefined),
  pieces: fc.constantFrom(
    {},
    { rowsPerStrip: 16 },
    { rowsPerStrip: 48 },
    { tileWidth: 64, tileHeight: 32 },
    { tileWidth: 32 },
    { pyramid: true, tileWidth: 48, tileHeight: 48 },
  ),
  bigTiff: fc.boolean(),
});

test(
  'any JPEG in TIFF: by four programs and imread, near the picture, and near one another',
  { timeout: 600_000 },
  async () => {
    const cases = [];
    for (const { width, height, channels, pieces, ...more } of fc.sample(anyJpeg, 60)) {
      const image = await part('astronaut.png', width, height, channels);
      const options = { compression: 'jpeg', ...pieces, ...more };
      const what = `${width} × ${height} × ${channels}, ${JSON.stringify(options)}`;
      const file = await imwrite(image, 'tiff', options);
      const directory = directoryOf(file);
      const factor = more.chromaSubsampling === '4:4:4' ? 1 : 2;
      assert.deepEqual(
        [directory.get(259), directory.get(262), directory.get(530)],
        [[7], [channels === 1 ? 1 : 6], channels === 1 ? undefined : [factor, factor]],
        what,
      );
      const read = await imread(file);
      assert.deepEqual([read.width, read.height, read.channels], [width, height, channels], what);
      cases.push({
        what,
        image,
        file,
        read,
        path: await stored(file),
        wide: (pieces.tileWidth ?? 0) > width,
        bound: channels === 1 || factor === 1 ? 5 : 9,
      });
    }
    const check = ({ what, image, read, bound }, { width, height, channels, bytes }, reader) => {
      assert.deepEqual([width, height, channels], [image.width, image.height, image.channels], `${reader}: ${what}`);
      const [far, apart] = [distance(bytes, image.data).mean, distance(bytes, read.data).mean];
      assert.ok(far < bound, `${reader}: ${what}: ${far} from the picture`);
      assert.ok(apart < 0.6, `${reader}: ${what}: ${apart} from what imread sees`);
    };
    for (const reader of ['pillow', 'opencv', 'tiffcp']) {
      // tiffcp takes no tile that is wider than the picture.
      const own = cases.filter(({ wide }) => reader !== 'tiffcp' || !wide);
      const seen = await readers[reader](own.map(({ path }) => path));
      own.forEach((one, i) => check(one, seen[i], reader));
    }
    for (const one of cases) {
      const seen = await seenBySharp(one.file, one.image);
      check(one, { ...seen, bytes: seen.data }, 'sharp');
    }
  },
);

test('each piece and the tables make a JPEG that djpeg reads, of the colors that were given', async () => {
  const image = await part('coffee.png', 300, 200);
  const bytes = await imwrite(image, 'tiff', {
    compression: 'jpeg',
    rowsPerStrip: 64,
    chromaSubsampling: '4:4:4',
    quality: 98,
  });
  const directory = directoryOf(bytes);
  assert.deepEqual(directory.get(278), [64]);
  const info = run('tiffinfo', '-j', await stored(bytes));
  assert.match(info, /Reference Black\/White:\s+0:\s+0\s+255\s+1:\s+128\s+255\s+2:\s+128\s+255/);
  const tables = jpegTables(bytes);
  const [offsets, sizes] = [directory.get(273), directory.get(279)];
  assert.equal(offsets.length, 4);
  for (const [i, offset] of offsets.entries()) {
    const strip = bytes.subarray(offset, offset + sizes[i]);
    const jpeg = Buffer.concat([tables.subarray(0, -2), strip.subarray(2)]);
    const ppm = execFileSync('djpeg', ['-ppm'], { input: jpeg });
    const rows = Math.min(64, 200 - 64 * i);
    // The components are YCbCr, but without a JFIF header djpeg knows that by their numbers.
    assert.ok(ppm.subarray(0, 15).toString('latin1').startsWith(`P6\n300 ${rows}\n255\n`));
    assert.ok(
      distance(ppm.subarray(-300 * rows * 3), image.data.subarray(i * 64 * 900, i * 64 * 900 + rows * 900)).mean < 2,
    );
  }
});

/** The value of tag 347. */
function jpegTables(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const start = view.getUint32(4, true);
  for (let i = 0; i < view.getUint16(start, true); ++i) {
    const at = start + 2 + 12 * i;
    if (view.getUint16(at, true) === 347)
      return Buffer.from(bytes.subarray(view.getUint32(at + 8, true)).subarray(0, view.getUint32(at + 4, true)));
  }
  return assert.fail('no tables');
}

test('size falls with quality and subsampling; pages, levels and a profile', async () => {
  const image = await photo('chelsea.png');
  const sizes = await Promise.all(
    [100, 95, 80, 50, 10].map(
      async (quality) => (await imwrite(image, 'tiff', { compression: 'jpeg', quality })).length,
    ),
  );
  assert.ok(
    sizes.every((size, i) => i === 0 || size < sizes[i - 1]),
    String(sizes),
  );
  assert.deepEqual(
    await imwrite(image, 'tiff', { compression: 'jpeg', quality: 95, chromaSubsampling: '4:2:0' }),
    await imwrite(image, 'tiff', { compression: 'jpeg' }),
  );
  assert.ok((await imwrite(image, 'tiff', { compression: 'jpeg', chromaSubsampling: '4:4:4' })).length > sizes[1]);
  const pages = [image, await part('coffee.png', 90, 70, 1)];
  const bytes = await imwriteMulti(pages, 'tiff', { compression: 'jpeg', pyramid: true });
  const read = await imreadMulti(bytes);
  assert.deepEqual(
    read.map(({ channels }) => channels),
    [3, 1],
  );
  read.forEach(({ data }, i) => assert.ok(distance(data, pages[i].data).mean < 3));
  const [offset] = directoryOf(bytes).get(330);
  const level = withDirectory(bytes, offset);
  const half = await sharp(level).raw().toBuffer({ resolveWithObject: true });
  const own = await sharp(bytes, { subifd: 0 }).raw().toBuffer();
  assert.ok(half.data.equals(own));
  const expected = await sharp(image.data, { raw: { width: image.width, height: image.height, channels: 3 } })
    .resize(half.info.width, half.info.height, { kernel: 'linear', fit: 'fill' })
    .raw()
    .toBuffer();
  assert.ok(distance(half.data, expected).mean < 4);
});

test('alpha is blended, other depths are converted when asked', async () => {
  const clear = {
    data: new Uint8Array(32 * 32 * 4).fill(7).map((value, i) => (i % 4 === 3 ? 0 : value)),
    width: 32,
    height: 32,
    channels: 4,
  };
  const read = await imread(await imwrite(clear, 'tiff', { compression: 'jpeg', background: '#ff0000' }));
  assert.equal(read.channels, 3);
  const red = Uint8Array.from({ length: 32 * 32 * 3 }, (_, i) => (i % 3 === 0 ? 255 : 0));
  assert.ok(distance(read.data, red).most <= 2);
  await assertMismatch(
    () => imwrite(pattern(9, 9, 3, Uint16Array), 'tiff', { compression: 'jpeg' }),
    'unsupported-image',
    /uint8 samples/,
  );
  assert.ok((await imwrite(pattern(9, 9, 2, Uint16Array), 'tiff', { compression: 'jpeg', depth: 8 })).length > 100);
  await assertExact(await imwrite(clear, 'tiff', { compression: 'lzw' }), clear);
});

test('what does not go with JPEG is named, and what goes with JPEG alone', async () => {
  const image = pattern(40, 40, 3);
  const refused = (options, pattern) =>
    assertMismatch(() => imwrite(image, 'tiff', options), 'invalid-option', pattern);
  await refused({ quality: 90 }, /'quality'.*compression 'jpeg'/);
  await refused({ chromaSubsampling: '4:4:4', compression: 'deflate' }, /'chromaSubsampling'.*compression 'jpeg'/);
  await refused({ compression: 'jpeg', rowsPerStrip: 8 }, /'rowsPerStrip'.*multiple of 16/);
  await refused({ compression: 'jpeg', planarConfiguration: 'planar' }, /'planarConfiguration'/);
  await refused({ compression: 'jpeg', predictor: 'horizontal' }, /'predictor'/);
  await refused({ compression: 'jpeg', compressionLevel: 3 }, /'compressionLevel'/);
  await assertMismatch(
    () => imwrite(pattern(8, 8, 1), 'tiff', { compression: 'jpeg', bitDepth: 4 }),
    'invalid-option',
    /'bitDepth'/,
  );
  await assertMismatch(
    () =>
      imwrite({ data: new Uint8Array(8), width: 8, height: 1, channels: 1 }, 'tiff', {
        compression: 'jpeg',
        colorTable: [[1, 2, 3]],
      }),
    'invalid-option',
    /'colorTable'/,
  );
  await assertMismatch(
    () =>
      imwrite({ data: new Uint8Array(65501), width: 65501, height: 1, channels: 1 }, 'tiff', { compression: 'jpeg' }),
    'invalid-option',
    /'compression'.*65500/,
  );
  await imwrite({ data: new Uint8Array(65501), width: 65501, height: 1, channels: 1 }, 'tiff', {
    compression: 'jpeg',
    tileWidth: 256,
  });
});

test('the modules for it are loaded when they are needed, and workers write the same bytes', async (t) => {
  t.after(() => configure({ worker: false }));
  configure({ worker: false, wasm: undefined });
  await load('tiff');
  await assertFails(
    () => imwriteSync(pattern(4, 4, 3), 'tiff', { compression: 'jpeg' }),
    'not-loaded',
    /await load\('tiff-jpeg-encode'\)/,
  );
  await load('tiff-jpeg-encode');
  const image = pattern(2000, 1600, 3);
  const bytes = imwriteSync(image, 'tiff', { compression: 'jpeg' });
  configure({ worker: true });
  assert.deepEqual(await imwrite(image, 'tiff', { compression: 'jpeg' }), bytes);
  const read = await imread(bytes);
  configure({ worker: false });
  assert.deepEqual(read.data, (await imread(bytes)).data);
});

test('damage is an error or a picture, never the end of the decoder', async () => {
  const image = await part('coffee.png', 120, 90);
  const whole = await imwrite(image, 'tiff', { compression: 'jpeg', rowsPerStrip: 32 });
  await assertFails(imread(whole.subarray(0, whole.length / 2)), 'corrupt-data');
  const anyDamage = fc.array(fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 })), {
    minLength: 1,
    maxLength: 8,
  });
  for (const damage of fc.sample(anyDamage, 300)) {
    const bytes = whole.slice();
    for (const [at, value] of damage) bytes[at] = value;
    const outcome = await imread(bytes, { maxPixels: 1e6 }).catch((error) => error);
    const codes = ['corrupt-data', 'unsupported-data', 'image-too-large', 'out-of-memory'];
    assert.ok(outcome.data || codes.includes(outcome.code), `${JSON.stringify(damage)}: ${outcome.stack}`);
  }
  assert.equal((await imread(whole)).width, 120);
});

test("others' JPEG in TIFF, by imread", async () => {
  const image = await part('astronaut.png', 301, 203);
  const source = await stored(await imwrite(image, 'tiff', { compression: 'none' }));
  const gray = await stored(await imwrite(await part('astronaut.png', 301, 203, 1), 'tiff'));
  const path = `${source}.theirs.tif`;
  const theirs = {
    'tiffcp, YCbCr': () => run('tiffcp', '-r', '32', '-c', 'jpeg:90', source, path),
    'tiffcp, RGB': () => run('tiffcp', '-r', '40', '-c', 'jpeg:r:90', source, path),
    'tiffcp, tiles': () => run('tiffcp', '-t', '-w', '64', '-l', '48', '-c', 'jpeg:90', source, path),
    'tiffcp, gray': () => run('tiffcp', '-r', '40', '-c', 'jpeg:90', gray, path),
    'tiffcp, planes': () => run('tiffcp', '-r', '40', '-p', 'separate', '-c', 'jpeg:r:90', source, path),
    Pillow: () =>
      python(
        'import sys\nfrom PIL import Image\nImage.open(sys.argv[1]).save(sys.argv[2], compression="jpeg", quality=90)',
        source,
        path,
      ),
    OpenCV: () =>
      python(
        'import sys, cv2\nassert cv2.imwrite(sys.argv[2], cv2.imread(sys.argv[1]), [cv2.IMWRITE_TIFF_COMPRESSION, 7, 278, 32])',
        source,
        path,
      ),
    sharp: async () =>
      writeFile(
        path,
        await sharp(source).tiff({ compression: 'jpeg', quality: 90, tile: true, pyramid: true }).toBuffer(),
      ),
  };
  for (const [writer, write] of Object.entries(theirs)) {
    await write();
    assert.deepEqual(directoryOf(await readFile(path)).get(259), [7], writer);
    const read = await imread(path);
    const [seen] = await readers.pillow([path]);
    assert.deepEqual([read.width, read.height, read.channels], [301, 203, seen.channels], writer);
    const { mean, most } = distance(read.data, seen.bytes);
    assert.ok(mean < 0.5 && most <= 6, `${writer}: ${mean}, at most ${most} from what Pillow sees`);
    if (seen.channels === 3) assert.ok(distance(read.data, rawBytes(image.data)).mean < 6, writer);
  }
});
