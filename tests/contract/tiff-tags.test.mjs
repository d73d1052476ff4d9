// GeoTIFF: tags of the caller's own, as tiffinfo, exiftool and Pillow read them, and another writer's as imread does.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { imread, imreadMulti, imwrite } from '../../npm/dist/node/index.js';
import { pattern } from '../support/images.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { run } from '../support/programs.mjs';
import { python } from '../support/python.mjs';

const folder = temporaryFolder('tags');
const path = (name) => join(folder, name);

const image = pattern(40, 30, 1, Uint16Array);
const tags = [
  { tag: 33550, type: 'DOUBLE', values: Float64Array.of(10, 10, 0) },
  { tag: 33922, type: 'DOUBLE', values: Float64Array.of(0, 0, 0, 399960, 5800020, 0) },
  {
    tag: 34735,
    type: 'SHORT',
    values: Uint16Array.of(1, 1, 0, 4, 1024, 0, 1, 1, 1025, 0, 1, 1, 1026, 34737, 22, 0, 3072, 0, 1, 32633),
  },
  { tag: 34737, type: 'ASCII', values: ['WGS 84 / UTM zone 33N|'] },
];

for (const bigTiff of [false, true]) {
  test(`GeoTIFF by tiffinfo, exiftool and Pillow, and carried over${bigTiff ? ', in BigTIFF' : ''}`, async () => {
    await writeFile(path('geo.tif'), await imwrite(image, 'tiff', { bigTiff, metadata: { tags } }));
    const carried = await imread(path('geo.tif'));
    await writeFile(path('again.tif'), await imwrite(carried, 'tiff', { bigTiff, metadata: carried.metadata }));
    assert.ok(Buffer.compare(await readFile(path('geo.tif')), await readFile(path('again.tif'))) === 0);

    assert.match(
      run('tiffinfo', path('geo.tif')),
      /33922: 0\.000000,0\.000000,0\.000000,399960\.000000,5800020\.000000,0\.000000\n/,
    );
    const [geo] = JSON.parse(
      run('exiftool', '-json', '-GeoTiff:all', '-PixelScale', '-ModelTiePoint', path('geo.tif')),
    );
    assert.deepEqual([geo.PixelScale, geo.ModelTiePoint], ['10 10 0', '0 0 0 399960 5800020 0']);
    // exiftool looks for the keys in classic files alone.
    if (!bigTiff)
      assert.deepEqual([geo.GTCitation, geo.ProjectedCSType], ['WGS 84 / UTM zone 33N', 'WGS84 UTM zone 33N']);
    const seen = python(
      'import sys, json\nfrom PIL import Image\nt = Image.open(sys.argv[1]).tag_v2\nprint(json.dumps([t[k] for k in (33550, 33922, 34735, 34737)]))',
      path('geo.tif'),
    );
    assert.deepEqual(
      JSON.parse(seen),
      tags.map(({ type, values }) => (type === 'ASCII' ? values[0] : [...values])),
    );
  });
}

test("Pillow's tags by imread", async () => {
  python(
    'import sys\nfrom PIL import Image, TiffImagePlugin\ni = TiffImagePlugin.ImageFileDirectory_v2()\nfor tag, kind, value in [(33550, 12, (10.0, 10.0, 0.0)), (42113, 2, "-9999"), (60000, 5, TiffImagePlugin.IFDRational(1, 3)), (60001, 9, (-1, 2)), (60002, 7, b"\\0\\1")]:\n    i.tagtype[tag] = kind\n    i[tag] = value\nImage.new("L", (9, 9)).save(sys.argv[1], tiffinfo=i, compression=None)',
    path('theirs.tif'),
  );
  assert.deepEqual((await imread(path('theirs.tif'))).metadata.tags, [
    { tag: 33550, type: 'DOUBLE', values: Float64Array.of(10, 10, 0) },
    { tag: 42113, type: 'ASCII', values: ['-9999'] },
    { tag: 60000, type: 'RATIONAL', values: [[1, 3]] },
    { tag: 60001, type: 'SLONG', values: Int32Array.of(-1, 2) },
    { tag: 60002, type: 'UNDEFINED', values: Uint8Array.of(0, 1) },
  ]);
});

test('Photoshop’s layers are passed over, however large; pages that share them are not endless', async () => {
  const program = `
import numpy, struct, sys, tifffile
layers = bytes(40_000_000)
tifffile.imwrite(sys.argv[1], numpy.full((8, 8, 3), 7, 'uint8'), photometric='rgb', extratags=[(37724, 7, len(layers), layers, True)])
# The directory, again and again: each page has the same layers.
data = bytearray(open(sys.argv[1], 'rb').read())
first, = struct.unpack_from('<I', data, 4)
count, = struct.unpack_from('<H', data, first)
size = 2 + 12 * count
directory = bytes(data[first:first + size])
for page in range(20):
    place = len(data)
    data += directory + struct.pack('<I', place + size + 4 if page < 19 else 0)
struct.pack_into('<I', data, first + size, len(data) - 20 * (size + 4))
open(sys.argv[2], 'wb').write(data)`;
  python(program, path('layers.tif'), path('shared.tif'));
  const { data, metadata } = await imread(path('layers.tif'));
  assert.deepEqual([data[0], metadata.tags], [7, undefined]);
  await assert.rejects(imreadMulti(path('shared.tif')), { code: 'image-too-large', option: 'limits.metadataBytes' });
});
