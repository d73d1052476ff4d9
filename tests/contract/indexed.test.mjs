// Palette images as indices and colors, which Pillow and tifffile know as such.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  imread,
  imreadMulti,
  imwrite,
  imwriteAnimation,
  imwriteMulti,
  imwriteSync,
  load,
} from '../../npm/dist/node/index.js';
import { assertMismatch } from '../support/failures.mjs';
import { chunk } from './png-files.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { python } from '../support/python.mjs';

const folder = temporaryFolder('indexed');

/** Pillow's palette images of 1 to 8 bits with what it sees in them: [{ name, indices, palette, colors }]. */
function made() {
  const script = `
import json, sys
import numpy as np, tifffile
from PIL import Image
folder, known = sys.argv[1], []
rng = np.random.default_rng(7)
def keep(name, picture, **options):
    picture.save(f'{folder}/{name}', **options)
    seen = Image.open(f'{folder}/{name}')
    alpha = 'transparency' in seen.info
    known.append(dict(name=name, indices=np.asarray(picture).ravel().tolist(), palette=picture.getpalette(),
                      colors=np.asarray(seen.convert('RGBA' if alpha else 'RGB')).ravel().tolist()))
for bits in (1, 2, 4, 8):
    count = 2 ** bits
    picture = Image.fromarray(rng.integers(0, count, (37, 53), dtype=np.uint8), 'P')
    picture.putpalette(rng.integers(0, 256, 3 * count).tolist())
    keep(f'{bits}.png', picture, bits=bits)
    keep(f'{bits}-alpha.png', picture, bits=bits, transparency=bytes(rng.integers(0, 256, count, dtype=np.uint8)))
    if bits == 8:
        keep('8.tif', picture)
        keep('8-lzw.tif', picture, compression='tiff_lzw')
        colormap = rng.integers(0, 256, (3, 256), dtype=np.uint16) * 257
        indices = rng.integers(0, 256, (37, 53), dtype=np.uint8)
        tifffile.imwrite(f'{folder}/tifffile.tif', indices, photometric='palette', colormap=colormap)
        known.append(dict(name='tifffile.tif', indices=indices.ravel().tolist(), palette=(colormap // 257).T.ravel().tolist(),
                          colors=(colormap // 257).T[indices].ravel().tolist()))
print(json.dumps(known))`;
  return JSON.parse(python(script, folder));
}

/** Three pages: a palette that ends with 1, 2, 3, gray, and a palette that ends with 7, 8, 9. */
function pagesOfTifffile() {
  const script = `
import sys
import numpy as np, tifffile
with tifffile.TiffWriter(sys.argv[1]) as tiff:
    for last in ((1, 2, 3), None, (7, 8, 9)):
        pixels = np.full((5, 4), 255, np.uint8)
        colormap = np.zeros((3, 256), np.uint16)
        if last: colormap[:, 255] = np.array(last) * 257
        tiff.write(pixels, **(dict(photometric='palette', colormap=colormap) if last else dict(photometric='minisblack')))`;
  const path = join(folder, 'pages.tif');
  python(script, path);
  return readFileSync(path);
}

const files = made().map((file) => ({ ...file, bytes: readFileSync(join(folder, file.name)) }));
const rgb = (table) => table.flatMap((color) => color.slice(0, 3));

/** What Pillow sees in a file. */
function seen(bytes) {
  writeFileSync(join(folder, 'seen'), bytes);
  const script = `
import json, sys
import numpy as np
from PIL import Image
picture = Image.open(sys.argv[1])
print(json.dumps(dict(mode=picture.mode, indices=np.asarray(picture).ravel().tolist(), colors=np.asarray(picture.convert('RGBA')).ravel().tolist())))`;
  return JSON.parse(python(script, join(folder, 'seen')));
}

test('indices and colors are those of Pillow and tifffile', async () => {
  assert.ok(files.length === 11);
  for (const { name, bytes, indices, palette } of files) {
    const image = await imread(bytes, { indexed: true });
    assert.deepEqual(
      [image.channels, image.data.constructor, image.width, image.height],
      [1, Uint8Array, 53, 37],
      name,
    );
    assert.deepEqual([...image.data], indices, name);
    assert.deepEqual(
      rgb(image.colorTable).slice(0, palette.length),
      palette.slice(0, 3 * image.colorTable.length),
      name,
    );
    assert.equal(image.colorTable[0].length, name.includes('alpha') ? 4 : 3, name);
    assert.equal((await imread(bytes)).colorTable, undefined);
  }
});

test('an image of indices is written as its colors, into any format', async () => {
  await load('png');
  for (const { name, bytes, colors } of files) {
    const image = await imread(bytes, { indexed: true });
    assert.deepEqual([...(await imread(await imwrite(image, 'png'))).data], colors, name);
    assert.deepEqual(imwriteSync(image, 'png'), await imwrite(image, 'png'));
    assert.deepEqual([...(await imread(await imwrite(image, 'tiff'))).data], colors, name);
    assert.deepEqual(
      [...(await imread(await imwrite(image, 'webp', { lossless: true, exact: true }))).data],
      colors,
      name,
    );
    assert.deepEqual(
      await imwrite(image, 'jpeg'),
      await imwrite(
        { ...image, colorTable: undefined, channels: colors.length / (53 * 37), data: Uint8Array.from(colors) },
        'jpeg',
      ),
      name,
    );
  }
  const image = await imread(files[0].bytes, { indexed: true });
  const expanded = await imread(await imwrite(image, 'png'));
  assert.deepEqual(await imwriteMulti([image], 'tiff'), await imwriteMulti([expanded], 'tiff'));
  assert.deepEqual(
    await imwriteAnimation({ frames: [image, image], durations: 10 }, 'png'),
    await imwriteAnimation({ frames: [expanded, expanded], durations: 10 }, 'png'),
  );
});

test('with the option colorTable the indices stay, as Pillow sees', async () => {
  for (const { name, bytes, indices, colors } of files) {
    const image = await imread(bytes, { indexed: true });
    const alpha = name.includes('alpha');
    for (const format of alpha ? ['png'] : ['png', 'tiff']) {
      const written = seen(await imwrite(image, format, { colorTable: image.colorTable }));
      assert.equal(written.mode, 'P', `${name} as ${format}`);
      assert.deepEqual(written.indices, indices, `${name} as ${format}`);
      assert.deepEqual(
        written.colors.filter((_, at) => alpha || at % 4 < 3),
        colors,
        `${name} as ${format}`,
      );
    }
  }
});

test('a table of each page; what has none comes as it is', async () => {
  const read = (name) => imread(files.find((file) => file.name === name).bytes, { indexed: true });
  const image = await read('8.tif');
  const gray = { data: image.data, width: 53, height: 37, channels: 1 };
  for (const format of ['png', 'tiff', 'jpeg']) {
    const { channels, colorTable } = await imread(await imwrite(gray, format), { indexed: true });
    assert.deepEqual([channels, colorTable], [1, undefined], format);
  }
  const tables = (await imreadMulti(pagesOfTifffile(), { indexed: true })).map(({ channels, colorTable }) => [
    channels,
    colorTable?.at(-1),
  ]);
  assert.deepEqual(tables, [
    [1, [1, 2, 3]],
    [1, undefined],
    [1, [7, 8, 9]],
  ]);
  // Frames of an animation are colors: they are painted over one another.
  const frame = await read('1.png');
  const movie = await imwriteAnimation({ frames: [frame, frame], durations: 10 }, 'png');
  assert.equal((await imread(movie, { indexed: true })).channels, 3);
});

test('an index without a color is black when it is read, and refused when it is written', async () => {
  const image = { data: Uint8Array.of(0, 1, 2, 3), width: 2, height: 2, channels: 1 };
  const four = Buffer.from(
    await imwrite(image, 'png', {
      colorTable: [
        [9, 9, 9],
        [8, 8, 8],
        [7, 7, 7],
        [6, 6, 6],
      ],
    }),
  );
  const colors = four.indexOf('PLTE') + 4;
  // The same with a palette of three colors.
  const short = Buffer.concat([
    four.subarray(0, colors - 8),
    chunk('PLTE', four.subarray(colors, colors + 9)),
    four.subarray(colors + 12 + 4),
  ]);
  const read = await imread(short, { indexed: true });
  assert.deepEqual(read.colorTable, [
    [9, 9, 9],
    [8, 8, 8],
    [7, 7, 7],
    [0, 0, 0],
  ]);
  assert.deepEqual([...(await imread(await imwrite(read, 'png'))).data], [...(await imread(short)).data]);
  const table = [[1, 2, 3]];
  await assertMismatch(imwrite({ ...image, colorTable: table }, 'png'), 'invalid-image', /at most 0, got 1/);
  for (const wrong of ['red', [], [[1, 2]], [[1, 2, 300]], 5, null]) {
    await assertMismatch(
      imwrite({ ...image, colorTable: wrong }, 'png'),
      'invalid-image',
      /colorTable.*1 to 256 colors/,
    );
  }
  await assertMismatch(
    imwrite({ ...image, data: new Uint16Array(4), colorTable: table }, 'png'),
    'invalid-image',
    /1 channel of uint8/,
  );
});
