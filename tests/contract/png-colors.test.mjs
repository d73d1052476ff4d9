// What PNG files tell of their colors: gAMA, sRGB, a transparent color, the caller's palette; as Pillow, exiftool and pngcheck read it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { configure, createWriter, imread, imwrite } from '../../npm/dist/node/index.js';
import { displayP3 } from '../node/profiles.mjs';
import { assertFails, assertMismatch } from '../support/failures.mjs';
import { pattern } from '../support/images.mjs';
import { fc } from '../support/package.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { seenByPillow } from '../support/python.mjs';

const folder = temporaryFolder('colors');
const file = join(folder, 'judged.png');

/** pngcheck finds no fault. */
async function judge(bytes) {
  await writeFile(file, bytes);
  assert.match(execFileSync('pngcheck', [file], { encoding: 'utf8' }), /^OK: /);
}

/** What an expression of Pillow's `picture` gives. */
async function judged(bytes, expression) {
  await writeFile(file, bytes);
  return seenByPillow(file, expression);
}

function seenByExiftool(tag) {
  return JSON.parse(execFileSync('exiftool', ['-j', `-${tag}`, file], { encoding: 'utf8' }))[0][tag];
}

test('gamma and srgb stand in the file', async () => {
  const image = pattern(9, 7, 3);
  for (const gamma of [0.00001, 0.45455, 1, 2.2, 21474.83647]) {
    const bytes = await imwrite(image, 'png', { gamma });
    await judge(bytes);
    assert.equal(await judged(bytes, 'picture.info["gamma"]'), gamma);
    assert.deepEqual((await imread(bytes)).data, image.data);
  }
  for (const [number, srgb] of ['perceptual', 'relative', 'saturation', 'absolute'].entries()) {
    const bytes = await imwrite(image, 'png', { srgb, gamma: 0.45455, palette: 'auto' });
    await judge(bytes);
    assert.equal(await judged(bytes, 'picture.info["srgb"]'), number);
    assert.match(seenByExiftool('SRGBRendering'), new RegExp(srgb, 'i'));
  }
  await assertMismatch(
    () => imwrite(image, 'png', { srgb: 'relative', gamma: 1 }),
    'invalid-option',
    /'gamma'.*0.45455/,
  );
  const icc = displayP3();
  await assertMismatch(
    () => imwrite(image, 'png', { srgb: 'relative', metadata: { icc } }),
    'invalid-option',
    /'srgb'.*ICC/,
  );
});

test('one gray or color is transparent, in the bits of the file', async () => {
  for (const [Samples, max] of [
    [Uint8Array, 255],
    [Uint16Array, 65535],
  ]) {
    for (const channels of [1, 3]) {
      const data = new Samples(6 * 5 * channels).map((_, i) => (i < channels ? max - i : i));
      const key = [...data.subarray(0, channels)];
      const bytes = await imwrite({ data, width: 6, height: 5, channels }, 'png', {
        transparentColor: channels === 1 ? key[0] : key,
      });
      await judge(bytes);
      assert.deepEqual(await judged(bytes, 'picture.info["transparency"]'), channels === 1 ? key[0] : key);
      const { data: seen, channels: read } = await imread(bytes);
      assert.equal(read, channels + 1);
      for (let i = 0; i < 30; ++i) {
        assert.deepEqual(
          [...seen.subarray(i * read, i * read + channels)],
          [...data.subarray(i * channels, (i + 1) * channels)],
        );
        assert.equal(seen[i * read + channels], i === 0 ? 0 : max);
      }
    }
  }
  const few = { data: Uint8Array.of(0, 85, 170, 255), width: 4, height: 1, channels: 1 };
  assert.deepEqual(
    [...(await imread(await imwrite(few, 'png', { bitDepth: 2, transparentColor: 2 }))).data],
    [0, 255, 85, 255, 170, 0, 255, 255],
  );
  await assertMismatch(
    () => imwrite(few, 'png', { bitDepth: 2, transparentColor: 4 }),
    'invalid-option',
    /up to 3, got 4/,
  );
  await assertMismatch(() => imwrite(few, 'png', { transparentColor: 256 }), 'invalid-option', /up to 255, got 256/);
  await assertMismatch(
    () => imwrite(few, 'png', { transparentColor: [1, 2, 3] }),
    'invalid-option',
    /an integer for gray, got 3 samples/,
  );
  await assertMismatch(
    () => imwrite(pattern(3, 3, 3), 'png', { transparentColor: 4 }),
    'invalid-option',
    /\[r, g, b\], got 1 samples/,
  );
  await assertMismatch(
    () => imwrite(pattern(3, 3, 4), 'png', { transparentColor: 4 }),
    'invalid-option',
    /expected gray or rgb pixels, got rgba pixels/,
  );
  await assertMismatch(
    () => imwrite(few, 'png', { transparentColor: 4, palette: 'auto' }),
    'invalid-option',
    /no palette beside it/,
  );
});

const color = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 3, maxLength: 4 });

test('colorTable: samples are indices into the palette, whatever it is', async () => {
  const any = fc.record({
    table: fc.array(color, { minLength: 1, maxLength: 256 }),
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 20 }),
    seed: fc.nat(),
    interlaced: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(any, async ({ table, width, height, seed, interlaced }) => {
      const data = new Uint8Array(width * height).map((_, i) => (Math.imul(i + seed, 2654435761) >>> 8) % table.length);
      const bytes = await imwrite({ data, width, height, channels: 1 }, 'png', { colorTable: table, interlaced });
      assert.deepEqual([bytes[24], bytes[25]], [[1, 2, 4, 8].find((bits) => 2 ** bits >= table.length), 3]);
      const translucent = table.some(([, , , alpha = 255]) => alpha < 255);
      const { data: seen, channels } = await imread(bytes);
      assert.equal(channels, translucent ? 4 : 3);
      const expected = [...data].flatMap((index) => [...table[index], 255].slice(0, channels));
      assert.deepEqual([...seen], expected);
    }),
    { numRuns: 60 },
  );
});

test('colorTable: the file has the palette as it was given, and tRNS no longer than it must', async () => {
  const table = [
    [255, 0, 0],
    [0, 255, 0, 128],
    [0, 0, 255],
    [9, 9, 9],
    [9, 9, 9, 255],
  ];
  const image = { data: Uint8Array.of(0, 1, 2, 3, 4, 4), width: 3, height: 2, channels: 1 };
  const bytes = await imwrite(image, 'png', { colorTable: table });
  await judge(bytes);
  assert.equal(await judged(bytes, 'picture.mode'), 'P');
  assert.deepEqual(
    await judged(bytes, 'picture.getpalette()[:15]'),
    table.flatMap(([r, g, b]) => [r, g, b]),
  );
  assert.deepEqual(await judged(bytes, 'list(picture.info["transparency"])'), [255, 128]);
  assert.deepEqual(await judged(bytes, 'list(picture.getdata())'), [...image.data]);
  const wrong = { ...image, data: Uint8Array.of(0, 1, 2, 3, 5, 4) };
  await assertMismatch(
    () => imwrite(wrong, 'png', { colorTable: table }),
    'invalid-image',
    /colorTable.*at most 4, got 5 at 1, 1/,
  );
  await assertMismatch(
    () => imwrite(pattern(3, 3, 3), 'png', { colorTable: table }),
    'invalid-option',
    /expected gray pixels, got rgb pixels/,
  );
  for (const other of [{ bitDepth: 4 }, { palette: 'auto' }])
    await assertMismatch(
      () => imwrite(image, 'png', { colorTable: table, ...other }),
      'invalid-option',
      /'colorTable'.*beside it/,
    );
});

test('colorTable: the same file in one call, row by row and by workers; an index beyond the table is an error everywhere', async () => {
  const [width, height] = [2500, 2000];
  const colorTable = Array.from({ length: 200 }, (_, i) => [i, 255 - i, 7]);
  const image = { data: new Uint8Array(width * height).map((_, i) => (i * i) % 200), width, height, channels: 1 };
  const whole = await imwrite(image, 'png', { colorTable });
  const save = async () => {
    const writer = await createWriter({ width, height, channels: 1, format: 'png', options: { colorTable } });
    const file = new Response(writer.readable).arrayBuffer();
    file.catch(() => {});
    for (let y = 0; y < height; y += 100) await writer.write(image.data.subarray(y * width, (y + 100) * width));
    await writer.close();
    return new Uint8Array(await file);
  };
  assert.deepEqual(await save(), whole);
  configure({ worker: true });
  assert.deepEqual(await imwrite(image, 'png', { colorTable }), whole);
  image.data[width * 1990 + 3] = 200;
  await assertMismatch(() => imwrite(image, 'png', { colorTable }), 'invalid-image', /at most 199, got 200 at 3, 1990/);
  configure({ worker: false });
  await assertFails(save, 'invalid-image', /got 200 at 3, 1990/);
});

test('a gamma from 0.05 to 20 becomes a profile, and one beyond is passed over', async () => {
  for (const [gamma, kinds] of [
    [0.04999, []],
    [0.05, ['icc']],
    [1, ['icc']],
    [20, ['icc']],
    [20.00001, []],
  ]) {
    const { metadata } = await imread(await imwrite(pattern(3, 3, 3), 'png', { gamma }));
    assert.deepEqual(Object.keys(metadata), kinds, `gamma ${gamma}`);
  }
});
