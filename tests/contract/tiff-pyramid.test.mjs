// TIFF's pyramid: the levels of each page are the means of four pixels, and pictures of their own to Pillow, OpenCV, tiffcp and sharp.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imcount, imread, imreadMulti, imwrite, imwriteMulti } from '../../npm/dist/node/index.js';
import { assertMismatch } from '../support/failures.mjs';
import { pattern, photo, rawBytes } from '../support/images.mjs';
import { fc } from '../support/package.mjs';
import { assertExact, profileOf, sharp } from '../support/sharp.mjs';
import { run } from '../support/programs.mjs';
import { assertRead, directoryOf, stored, withDirectory } from './tiff-readers.mjs';

/** Half the picture: the mean of four pixels, rounded; by alpha's weight where there is one. */
function halfOf({ data, width, height, channels }, weighted = channels % 2 === 0) {
  const half = {
    data: new data.constructor(Math.ceil(width / 2) * Math.ceil(height / 2) * channels),
    width: Math.ceil(width / 2),
    height: Math.ceil(height / 2),
    channels,
  };
  const float = data instanceof Float32Array;
  const rounded = (value) => (float ? value : Math.floor(value + 0.5));
  for (let y = 0; y < half.height; ++y) {
    for (let x = 0; x < half.width; ++x) {
      const pixels = [0, 1, 2, 3].map(
        (i) => (Math.min(2 * y + (i >> 1), height - 1) * width + Math.min(2 * x + (i & 1), width - 1)) * channels,
      );
      const alphas = pixels.map((at) => data[at + channels - 1]);
      const total = alphas.reduce((sum, alpha) => sum + alpha, 0);
      for (let c = 0; c < channels; ++c) {
        const weights = weighted && c < channels - 1 && total > 0 ? alphas : [1, 1, 1, 1];
        const [sum, of] = [
          pixels.reduce((sum, at, i) => sum + data[at + c] * weights[i], 0),
          weights.reduce((a, b) => a + b, 0),
        ];
        half.data[(y * half.width + x) * channels + c] = rounded(sum / of);
      }
    }
  }
  return half;
}

const levelOffsets = (bytes) => directoryOf(bytes).get(330) ?? [];

const anyPyramid = fc.record({
  width: fc.integer({ min: 1, max: 150 }),
  height: fc.integer({ min: 1, max: 150 }),
  channels: fc.integer({ min: 1, max: 4 }),
  Samples: fc.constantFrom(Uint8Array, Uint8Array, Uint16Array),
  compression: fc.constantFrom('none', 'lzw', 'deflate', 'packbits'),
  tile: fc.constantFrom([16, 16], [32, 16], [64, 32]),
  extraSamples: fc.constantFrom('alpha', 'unspecified'),
  planarConfiguration: fc.constantFrom('chunky', 'chunky', 'planar'),
  bigTiff: fc.boolean(),
});

test(
  'any pyramid: each level by tiffcp, OpenCV and Pillow, where they know its layout',
  { timeout: 300_000 },
  async () => {
    const cases = [];
    for (const {
      width,
      height,
      channels,
      Samples,
      tile: [tileWidth, tileHeight],
      ...more
    } of fc.sample(anyPyramid, 80)) {
      const options = { pyramid: true, tileWidth, tileHeight, ...more };
      const image = pattern(width, height, channels, Samples);
      const bytes = await imwrite(image, 'tiff', options);
      const what = `${width} × ${height} × ${channels} ${Samples.name}, ${JSON.stringify(options)}`;
      assert.deepEqual((await imread(bytes)).data, image.data, what);
      assert.equal(await imcount(bytes), 1, what);
      let level = image;
      for (const offset of levelOffsets(bytes)) {
        assert.ok(level.width > tileWidth || level.height > tileHeight, what);
        level = halfOf(level, channels % 2 === 0 && more.extraSamples === 'alpha');
        const file = withDirectory(bytes, offset);
        assert.deepEqual(directoryOf(file).get(254), [1], 'a reduced image');
        assert.deepEqual((await imread(file)).data, level.data, `${what}: level of ${level.width} × ${level.height}`);
        cases.push({
          ...level,
          what,
          Samples,
          tileWidth,
          ...more,
          path: await stored(file),
          bytes: rawBytes(level.data),
        });
      }
      assert.ok(level.width <= tileWidth && level.height <= tileHeight, what);
    }
    const chunky = cases.filter(({ planarConfiguration }) => planarConfiguration === 'chunky');
    // tiffcp takes no tile that is wider than the picture.
    await assertRead(
      'tiffcp',
      chunky.filter(({ width, tileWidth }) => tileWidth <= width),
    );
    await assertRead(
      'opencv',
      chunky.filter(
        ({ channels, Samples }) => channels === 1 || channels === 3 || (channels === 4 && Samples === Uint16Array),
      ),
    );
    await assertRead(
      'pillow',
      chunky.filter(({ channels, Samples }) => (Samples === Uint8Array ? channels % 2 === 1 : channels === 1)),
    );
  },
);

test('a photograph: 256 × 256 tiles, levels by sharp, SubIFDs by tiffinfo, a profile for each', async () => {
  const image = await photo('astronaut.png');
  const icc = await profileOf('p3');
  const bytes = await imwrite({ ...image }, 'tiff', {
    pyramid: true,
    compression: 'deflate',
    metadata: { icc, dpi: 300 },
  });
  const { subifds } = await sharp(bytes).metadata();
  assert.equal(subifds, 1);
  const level = await sharp(bytes, { subifd: 0, ignoreIcc: true }).raw().toBuffer({ resolveWithObject: true });
  const half = halfOf(image);
  assert.deepEqual(
    [level.info.width, level.info.height, level.info.channels],
    [half.width, half.height, half.channels],
  );
  assert.ok(level.data.equals(rawBytes(half.data)));
  const info = run('tiffinfo', await stored(bytes));
  assert.match(info, /Tile Width: 256 Tile Length: 256/);
  assert.match(info, /SubIFD Offsets:\s+\d+\n/);
  const reduced = run('tiffinfo', await stored(withDirectory(bytes, levelOffsets(bytes)[0])));
  assert.match(reduced, /Subfile Type: reduced-resolution image/);
  assert.match(reduced, new RegExp(`ICC Profile: <present>, ${icc.length} bytes`));
});

test('pages have levels of their own; they are not pages', async () => {
  const pages = [pattern(600, 300, 3), pattern(40, 40, 1), pattern(300, 1100, 1, Uint16Array)];
  const bytes = await imwriteMulti(pages, 'tiff', { pyramid: true });
  assert.equal(await imcount(bytes), 3);
  assert.deepEqual(
    (await imreadMulti(bytes)).map(({ data }) => data),
    pages.map(({ data }) => data),
  );
  for (const [page, subifds] of [
    [0, 2],
    [1, undefined],
    [2, 3],
  ])
    assert.equal((await sharp(bytes, { page }).metadata()).subifds, subifds);
  let level = pages[2];
  for (const subifd of [0, 1, 2]) {
    level = halfOf(level);
    const seen = await sharp(bytes, { page: 2, subifd }).toColourspace('grey16').raw({ depth: 'ushort' }).toBuffer();
    assert.ok(seen.equals(rawBytes(level.data)), `level ${subifd}`);
  }
});

test('strips where rowsPerStrip asks for them', async () => {
  const image = pattern(700, 900, 4);
  const bytes = await imwrite(image, 'tiff', { pyramid: true, rowsPerStrip: 50, compression: 'packbits' });
  await assertExact(bytes, image);
  assert.ok(!directoryOf(bytes).has(322));
  assert.equal(levelOffsets(bytes).length, 2);
  for (const offset of levelOffsets(bytes))
    await assertExact(withDirectory(bytes, offset), halfOf(offset === levelOffsets(bytes)[0] ? image : halfOf(image)));
});

test('what has no mean has no levels', async () => {
  const black = { data: new Uint8Array(64), width: 8, height: 8, channels: 1 };
  for (const options of [{ bitDepth: 1 }, { compression: 'ccitt-g4' }, { colorTable: [[1, 2, 3]] }]) {
    await assertMismatch(() => imwrite(black, 'tiff', { pyramid: true, ...options }), 'invalid-option', /'pyramid'/);
  }
  await assertMismatch(
    () => imwrite(pattern(8, 8, 3, Float32Array), 'tiff', { pyramid: true, compression: 'sgilog' }),
    'invalid-option',
    /'pyramid'/,
  );
});
