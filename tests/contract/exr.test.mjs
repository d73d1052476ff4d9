// OpenEXR: tiles, parts and attributes as OpenEXR's own tools write them, files by hand, faults. tests/opencv/exr.test.mjs compares
// samples with OpenCV.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { imread, imreadMulti, imwrite } from '../../npm/dist/node/index.js';
import { assertFails, assertMismatch } from '../support/failures.mjs';
import { pattern } from '../support/images.mjs';
import { run } from '../support/programs.mjs';
import { pythonFed } from '../support/python.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { attribute, exrFile, string } from './exr-files.mjs';

const folder = temporaryFolder('exr');
const inFolder = (name) => join(folder, name);

/** What a tool of OpenEXR makes of a file. */
function through(tool, bytes, before, after = []) {
  const [from, to] = [inFolder('from.exr'), inFolder('to.exr')];
  writeFileSync(from, bytes);
  run(tool, ...before, from, ...after, to);
  return readFileSync(to);
}

const seenByOpenCv = (bytes) => {
  const raw = pythonFed(
    bytes,
    `
import cv2, numpy, sys
pixels = cv2.imdecode(numpy.frombuffer(sys.stdin.buffer.read(), numpy.uint8), cv2.IMREAD_UNCHANGED)
sys.stdout.buffer.write(numpy.ascontiguousarray(pixels[..., ::-1] if pixels.ndim == 3 else pixels).tobytes())
`,
  );
  return new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length));
};

const picture = pattern(70, 51, 3, Float32Array);

test('tiles of every size, compression and level', async () => {
  for (const [compression, name] of Object.entries({ none: 'none', rle: 'rle', zip: 'zip', piz: 'piz', b44: 'b44' })) {
    for (const levels of ['-o', '-m', '-r']) {
      for (const size of [
        [16, 16],
        [7, 80],
        [100, 9],
      ]) {
        for (const rounding of ['-d', '-u']) {
          const bytes = through('exrmaketiled', await imwrite(picture, 'exr', { compression }), [
            levels,
            rounding,
            '-t',
            ...size,
            '-z',
            name,
          ]);
          const read = await imread(bytes, { strict: true });
          assert.deepEqual(read.data, picture.data, `${name} ${levels} ${size} ${rounding}`);
        }
      }
    }
  }
  // Half floats, whose squares B44 and PXR24 round: as OpenCV sees them.
  for (const name of ['pxr24', 'b44', 'b44a']) {
    const half = await imwrite(picture, 'exr', { type: 'half' });
    const bytes = through('exrmaketiled', half, ['-t', 20, 12, '-z', name]);
    assert.deepEqual((await imread(bytes)).data, seenByOpenCv(bytes), name);
  }
});

test('parts are pages', async () => {
  const other = pattern(33, 20, 1, Float32Array);
  writeFileSync(inFolder('a.exr'), await imwrite(picture, 'exr', { compression: 'piz' }));
  writeFileSync(inFolder('b.exr'), await imwrite(other, 'exr'));
  run('exrmultipart', '-combine', '-i', inFolder('a.exr'), inFolder('b.exr'), '-o', inFolder('ab.exr'), '-override', 1);
  const bytes = readFileSync(inFolder('ab.exr'));
  const first = await imread(bytes);
  assert.equal(first.pages, 2);
  assert.deepEqual(first.data, picture.data);
  const pages = await imreadMulti(bytes);
  assert.deepEqual(
    pages.map(({ data }) => data),
    [picture.data, other.data],
  );
});

test('what the attributes say of the picture', async () => {
  const bytes = through('exrstdattr', await imwrite(picture, 'exr'), [
    '-comments',
    'At the harbor',
    '-owner',
    'Sofía',
    '-xDensity',
    300,
    '-pixelAspectRatio',
    0.5,
  ]);
  const { metadata, data } = await imread(bytes, { strict: true });
  assert.deepEqual(data, picture.data);
  assert.deepEqual(metadata.dpi, [300, 150]);
  assert.deepEqual(metadata.text, { Comment: 'At the harbor', Copyright: 'Sofía' });
});

test('integers', async () => {
  const ids = {
    data: Uint32Array.from({ length: 24 }, (_, i) => (i * 2654435761) >>> 0),
    width: 4,
    height: 2,
    channels: 3,
  };
  for (const compression of ['none', 'rle', 'zips', 'zip', 'piz', 'pxr24', 'b44', 'b44a']) {
    const bytes = await imwrite(ids, 'exr', { compression });
    writeFileSync(inFolder('ids.exr'), bytes);
    assert.match(run('exrinfo', '--strict', '--all-metadata', inFolder('ids.exr')).toString(), /uint/);
    assert.deepEqual((await imread(bytes)).data, ids.data, compression);
  }
  await assertMismatch(() => imwrite(ids, 'exr', { type: 'half' }), 'unsupported-image', /float32/);
  await assertMismatch(() => imwrite(pattern(2, 2, 3), 'exr'), 'unsupported-image', /float32/);
});

test('luminance and two differences of half the size', async () => {
  const luma = (x, y) => Math.fround(1 + Math.sin(x / 5 + y / 3) / 2);
  const value = (scale) => (x, y) => Math.fround(scale * Math.sin(x + y * 3));
  const sampling = [2, 2];
  const channels = (red, blue) => [
    { name: 'BY', sampling, value: blue },
    { name: 'RY', sampling, value: red },
    { name: 'Y', value: luma },
  ];
  const window = [4, -6, 23, 9];
  const bytes = exrFile({ channels: channels(value(0.1), value(-0.2)), window });
  const { data, width } = await imread(bytes, { strict: true });
  for (let i = 0; i < data.length / 3; ++i) {
    const [x, y] = [4 + (i % width), Math.floor(i / width) - 6];
    // Each counts for the pixels to its right and below.
    const [left, top] = [x & ~1, y & ~1];
    const [red, blue] = [(value(0.1)(left, top) + 1) * luma(x, y), (value(-0.2)(left, top) + 1) * luma(x, y)];
    const green = (luma(x, y) - 0.2126 * red - 0.0722 * blue) / 0.7152;
    [red, green, blue].forEach((sample, c) => assert.ok(Math.abs(data[3 * i + c] - sample) < 1e-5, `${x}, ${y}`));
  }
  // OpenCV takes other weights for green.
  const even = exrFile({
    channels: channels(
      () => 0.1,
      () => -0.2,
    ),
    window: [0, 0, 9, 7],
  });
  const seen = seenByOpenCv(even);
  (await imread(even)).data.forEach((sample, i) => assert.ok(i % 3 === 1 || Math.abs(sample - seen[i]) < 1e-5, `${i}`));
});

const one = (name, value, more = {}) => ({ name, value: () => value, ...more });
const small = [0, 0, 1, 0];

test('layers, other channels and windows', async () => {
  const layers = exrFile({
    channels: [one('Z', 9), one('a.A', 0.5), one('a.B', 1), one('a.G', 2), one('a.R', 3), one('b.R', 8)],
    window: [10, 20, 11, 20],
    display: [0, 0, 99, 49],
  });
  const read = await imread(layers);
  assert.deepEqual([...read.data], [6, 4, 2, 0.5, 6, 4, 2, 0.5]);
  assert.match(read.warnings.join('\n'), /2 of its 6 channels are no part/);
  assert.match(read.warnings.join('\n'), /2 x 1 pixels at 10, 20; the display window is 100 x 50 pixels at 0, 0/);
  await assertFails(imread(layers, { strict: true }), 'corrupt-data', /channels/);
  assert.deepEqual([...(await imread(exrFile({ channels: [one('Z', 9)], window: small }))).data], [9, 9]);
  // Red alone is a color: the others are black.
  assert.deepEqual([...(await imread(exrFile({ channels: [one('R', 9)], window: small }))).data], [9, 0, 0, 9, 0, 0]);
  const kinds = exrFile({
    channels: [one('B', 0x3c00, { kind: 'half' }), one('G', 7, { kind: 'uint' }), one('R', 0.1)],
    window: small,
  });
  assert.deepEqual([...(await imread(kinds)).data].slice(0, 3), [Math.fround(0.1), 7, 1]);
});

test('samples are light: conversions say so', async () => {
  const { metadata } = await imread(await imwrite(picture, 'exr'));
  assert.ok(metadata.icc);
  writeFileSync(inFolder('linear.png'), await imwrite(await imwrite(picture, 'exr'), 'png', { depth: 8 }));
  assert.match(
    run('exiftool', '-RedTRC', '-b', inFolder('linear.png')).toString('latin1'),
    /^para\0{4}\0\0\0\0\0\x01\0\0$/,
  );
});

test('a table of blocks that is not there, and what is cut off', async () => {
  const bytes = Buffer.from(await imwrite(picture, 'exr', { compression: 'zips' }));
  const table = bytes.indexOf('screenWindowWidth') + 'screenWindowWidth\0float\0'.length + 4 + 4 + 1;
  assert.equal(bytes.readUInt32LE(table), table + 8 * 51);
  const without = Uint8Array.from(bytes).fill(0, table, table + 8 * 51);
  const found = await imread(without);
  assert.deepEqual(found.data, picture.data);
  assert.match(found.warnings.join(), /table of its blocks is damaged/);
  await assertFails(imread(without, { strict: true }), 'corrupt-data', /table/);
  await assertFails(imread(bytes.subarray(0, -100)), 'corrupt-data', /50 of its 51 rows/);
  const filled = await imread(bytes.subarray(0, -100), { truncated: 'fill' });
  assert.deepEqual(filled.data.subarray(0, 70 * 50 * 3), picture.data.subarray(0, 70 * 50 * 3));
  assert.ok(filled.data.subarray(70 * 50 * 3).every((sample) => sample === 0));
  for (const length of [5, 20, 100, table, table + 100])
    await assertFails(imread(bytes.subarray(0, length)), 'corrupt-data', /header/);
});

test('what is not read', async () => {
  const dwa = pythonFed(
    Buffer.alloc(0),
    `
import cv2, numpy, sys
ok, file = cv2.imencode('.exr', numpy.random.rand(64, 64, 3).astype(numpy.float32), [48, 1, 49, 8])
sys.stdout.buffer.write(file)
`,
  );
  await assertMismatch(() => imread(dwa), 'unsupported-data', /compression.*dwaa/);
  const channels = [one('Y', 1)];
  const file = (more) => exrFile({ channels, window: small, ...more });
  await assertMismatch(() => imread(file({ more: [string('type', 'deepscanline')] })), 'unsupported-data', /deep/);
  await assertMismatch(() => imread(file({ flags: 0x800 })), 'unsupported-data', /deep/);
  await assertMismatch(() => imread(file({ compression: 10 })), 'unsupported-data', /compression/);
  const version3 = file({});
  version3[4] = 3;
  await assertMismatch(() => imread(version3), 'unsupported-data', /version/);
  for (const window of [
    [0, 0, -1, 0],
    [0, 0, 0x7fffffff, 0],
    [-0x80000000, 0, 5, 0],
  ]) {
    const claims = file({});
    const at = claims.indexOf('dataWindow') + 'dataWindow\0box2i\0'.length + 4;
    window.forEach((number, i) => claims.writeInt32LE(number, at + 4 * i));
    await assertFails(imread(claims), 'corrupt-data', /no pixels|window/);
  }
  const wide = file({});
  wide.writeInt32LE(0x3ffffff0, wide.indexOf('dataWindow') + 'dataWindow\0box2i\0'.length + 4 + 8);
  await assertFails(imread(wide), 'image-too-large');
  await assertFails(
    imread(file({ channels: [one('Y', 1, { sampling: [0, 1] })], window: [0, 0, -1, -1] })),
    'corrupt-data',
    /samples nowhere/,
  );
  await assertFails(imread(file({ flags: 0x200 })), 'corrupt-data', /tiles without a size/);
  const tiles = Buffer.alloc(9, 1);
  tiles[8] = 3;
  await assertFails(
    imread(file({ flags: 0x200, more: [attribute('tiles', 'tiledesc', tiles)] })),
    'corrupt-data',
    /mode/,
  );
});
