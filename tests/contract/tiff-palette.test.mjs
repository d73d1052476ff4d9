// TIFF's colorTable: indices of every number of bits, whose colors Pillow, OpenCV, sharp and imread agree on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configure, imread, imwrite, imwriteMulti } from '../../npm/dist/node/index.js';
import { assertMismatch } from '../support/failures.mjs';
import { pattern } from '../support/images.mjs';
import { fc } from '../support/package.mjs';
import { assertExact } from '../support/sharp.mjs';
import { run } from '../support/programs.mjs';
import { assertRead, directoryOf, stored } from './tiff-readers.mjs';

const colorsOf = (size) => Array.from({ length: size }, (_, i) => [(i * 37) % 256, 255 - i, (i * 101) % 256]);

function indices(width, height, colors) {
  const { data } = pattern(width, height, 1, Uint16Array);
  return { data: Uint8Array.from(data, (value) => value % colors), width, height, channels: 1 };
}

const colored = ({ data, width, height }, table) => ({
  data: Uint8Array.from([...data].flatMap((index) => table[index])),
  width,
  height,
  channels: 3,
});

const anyCase = fc.record({
  width: fc.integer({ min: 1, max: 70 }),
  height: fc.integer({ min: 1, max: 50 }),
  colors: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 256 })),
  bitDepth: fc.constantFrom(undefined, undefined, 1, 2, 4),
  compression: fc.constantFrom('none', 'lzw', 'deflate', 'packbits'),
  pieces: fc.constantFrom({}, { rowsPerStrip: 7 }, { tileWidth: 32, tileHeight: 16 }),
  bigTiff: fc.boolean(),
});

test('any palette: the colors of every index, by four programs', { timeout: 300_000 }, async () => {
  const cases = [];
  for (const { width, height, colors, bitDepth, compression, pieces, bigTiff } of fc.sample(anyCase, 150)) {
    if (bitDepth && colors > 2 ** bitDepth) continue;
    const table = colorsOf(colors);
    const options = { colorTable: table, bitDepth, compression, ...pieces, bigTiff };
    const bytes = await imwrite(indices(width, height, colors), 'tiff', options);
    const image = colored(indices(width, height, colors), table);
    const what = JSON.stringify({ width, height, colors, bitDepth, compression, pieces, bigTiff });
    const read = await imread(bytes);
    assert.deepEqual([read.width, read.height, read.channels], [width, height, 3], what);
    assert.deepEqual(read.data, image.data, what);
    const bits = bitDepth ?? 8;
    const directory = directoryOf(bytes);
    assert.deepEqual(
      [directory.get(258), directory.get(262), directory.get(320).length],
      [[bits], [3], 3 * 2 ** bits],
      what,
    );
    // libvips has no palettes of 2 bits, and to OpenCV none but those of 8 have colors.
    if (bits !== 2) await assertExact(bytes, image).catch((error) => assert.fail(`${what}: ${error.message}`));
    cases.push({ what, ...image, path: await stored(bytes), bytes: Buffer.from(image.data), bits });
  }
  assert.ok(cases.length > 60);
  await assertRead('pillow', cases);
  await assertRead(
    'opencv',
    cases.filter(({ bits }) => bits === 8),
  );
});

test('the colors as tiffinfo prints them, 16 bits each; pages of palettes', async () => {
  const table = [
    [0, 128, 255],
    [1, 2, 3],
  ];
  const pages = [indices(9, 9, 2), indices(40, 20, 2)];
  const bytes = await imwriteMulti(pages, 'tiff', { colorTable: table });
  const info = run('tiffinfo', '-c', await stored(bytes));
  assert.equal(info.match(/Photometric Interpretation: palette color \(RGB from colormap\)/g).length, 2);
  assert.match(info, /0:\s+0\s+32896\s+65535\n\s+1:\s+257\s+514\s+771\n/);
  for (const [page, image] of pages.entries()) await assertExact(bytes, colored(image, table), page);
});

test('the same file by workers; an index beyond the table is an error there, too', async (t) => {
  const colorTable = colorsOf(200);
  const image = indices(1500, 2000, 200);
  const whole = await imwrite(image, 'tiff', { colorTable });
  configure({ worker: true });
  t.after(() => configure({ worker: false }));
  assert.deepEqual(await imwrite(image, 'tiff', { colorTable }), whole);
  image.data[1990 * 1500 + 3] = 200;
  await assertMismatch(
    () => imwrite(image, 'tiff', { colorTable }),
    'invalid-image',
    /colorTable.*at most 199, got 200 at 3, 1990/,
  );
});

test('what a color table does not go with is named', async () => {
  const colorTable = colorsOf(5);
  await assertMismatch(
    () => imwrite(indices(9, 9, 5), 'tiff', { colorTable, bitDepth: 2 }),
    'invalid-option',
    /'bitDepth'.*colorTable of 5/,
  );
  await assertMismatch(
    () => imwrite(indices(9, 9, 2), 'tiff', { colorTable, compression: 'ccitt-g4' }),
    'invalid-option',
    /'colorTable'/,
  );
  await assertMismatch(
    () => imwrite(pattern(9, 9, 3), 'tiff', { colorTable }),
    'invalid-option',
    /'colorTable': expected gray pixels, got rgb pixels/,
  );
  await assertMismatch(
    () => imwrite(indices(9, 9, 5), 'tiff', { colorTable: [[1, 2, 3, 4]] }),
    'invalid-option',
    /colorTable/,
  );
});
