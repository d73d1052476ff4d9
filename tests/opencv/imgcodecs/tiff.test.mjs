// OpenCV's test_tiff.cpp: one picture a file.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after } from 'node:test';
import {
  assertSame,
  bytesOf,
  cv,
  discs,
  encoded,
  matOf,
  matOfPlain,
  noise,
  photograph,
  pixel,
  plainMat,
  port,
  startNative,
  stored,
  toBase64,
  unused,
  worst,
} from './support.mjs';
import { tiffFile } from './tiff-files.mjs';

const native = startNative(after);
const nativeMat = async (file, flags) =>
  matOfPlain((await native.ask({ operation: 'imdecode', bytes: toBase64(file), flags })).mat);
const pillow = async (request) =>
  Buffer.from((await native.ask({ operation: 'pillow', format: 'TIFF', options: {}, ...request })).bytes, 'base64');

// A strip of 256 MiB and one that is a column narrower.
port('Imgcodecs_Tiff.decode_tile16384x16384', () => {
  const big = new cv.Mat(16384, 16384, cv.CV_8UC1);
  const params = [cv.IMWRITE_TIFF_ROWSPERSTRIP, big.rows];
  for (const mat of [big, big.roi({ x: 0, y: 0, width: big.cols - 1, height: big.rows })]) {
    const path = unused('.tiff');
    assert.equal(cv.imwrite(path, mat, params), true, cv.lastError?.message);
    const read = cv.imread(path, cv.IMREAD_UNCHANGED);
    assert.deepEqual([read.rows, read.cols, read.type()], [mat.rows, mat.cols, cv.CV_8UC1], cv.lastError?.message);
  }
});

// The files there are of a gigabyte; of the sizes in the list that is switched off, this is the smallest.
port('Imgcodecs_Tiff_decode_Huge.regression', async ([name, flags]) => {
  const type = cv[name];
  const [depth, channels] = [type & 7, (type >> 3) + 1];
  const cols = 32768;
  const rows = 2 ** 20 / cols / channels / (depth === cv.CV_16U ? 2 : 1);
  const mat = new cv.Mat(Math.max(rows, 2) | 0, cols, type);
  const corners = [
    [0, 0, 0xa0, 0x90],
    [0, cols - 1, 0xb0, 0x80],
    [mat.rows - 1, 0, 0xc0, 0x70],
    [mat.rows - 1, cols - 1, 0xd0, 0x60],
  ];
  const order = channels < 3 ? [0] : [2, 1, 0, 3];
  for (const [y, x, high, low] of corners) {
    const bytes = mat.ucharPtr(y, x);
    for (let c = 0; c < channels; ++c) {
      const at = order[c] * mat.elemSize1();
      bytes.set(depth === cv.CV_16U ? [low + c, high + c] : [high + c], at);
    }
  }
  const read = cv.imdecode(encoded('.tiff', mat, [cv.IMWRITE_TIFF_ROWSPERSTRIP, mat.rows]), flags);
  const wide = read.depth() === cv.CV_16U;
  for (const [y, x, high, low] of corners) {
    const samples = pixel(read, y, x);
    const level = (c) => (wide ? (high + c) * 256 + low + c : high + c);
    if (samples.length === 1)
      assert.ok(samples[0] >= level(0) && samples[0] <= level(channels > 1 ? 2 : 0), `${samples}`);
    else assert.deepEqual(samples, (channels === 1 ? [0, 0, 0] : [2, 1, 0, 3]).slice(0, samples.length).map(level));
  }
});

port('Imgcodecs_Tiff.write_read_16bit_big_little_endian', () => {
  const little =
    '49492a000c000000addeefbe06000001030001000000020000000101030001000000010000000201030001000000100000000601030001000000010000001101040001000000080000001701040001000000040000000000';
  const big =
    '4d4d002a0000000cdeadbeef0006010000030000000100020000010100030000000100010000010200030000000100100000010600030000000100010000011100040000000100000008011700040000000100000004';
  for (const hex of [little.slice(0, 172), big]) {
    const mat = cv.imread(stored('.tiff', Buffer.from(hex, 'hex')), cv.IMREAD_UNCHANGED);
    assert.deepEqual([mat.rows, mat.cols, mat.type(), mat.elemSize()], [1, 2, cv.CV_16U, 2], cv.lastError?.message);
    assert.deepEqual([...mat.data16U], [0xdead, 0xbeef]);
  }
});

port('Imgcodecs_Tiff.decode_tile_remainder', async () => {
  const plain = discs(141, 200, cv.CV_8UC3);
  const deep = matOf(141, 200, cv.CV_16UC3, (x, y, c) => plain.data[(y * 200 + x) * 3 + c] * 257);
  assertSame(cv.imdecode(tiffFile({ mat: plain, tile: 128 }), -1), plain);
  const read = cv.imdecode(tiffFile({ mat: deep, tile: 128 }), -1);
  assertSame(read, deep);
  assertSame(
    matOf(141, 200, cv.CV_8UC3, (x, y, c) => read.data16U[(y * 200 + x) * 3 + c] / 257),
    plain,
  );
});

port('Imgcodecs_Tiff.decode_10_12_14', async () => {
  for (const bits of [10, 12, 14]) {
    for (const channels of [1, 3, 4]) {
      const type = cv.CV_16U + ((channels - 1) << 3);
      const stored = noise(20, 33, type, bits);
      stored.data16U.forEach((value, i, list) => (list[i] = value >> (16 - bits)));
      const file = tiffFile({ mat: stored, bits });
      const read = cv.imdecode(file, cv.IMREAD_UNCHANGED);
      assertSame(
        read,
        matOf(20, 33, type, (x, y, c) => stored.data16U[(y * 33 + x) * channels + c] << (16 - bits)),
      );
      // 4.6 reads only these of gray.
      if (channels === 1) assertSame(read, await nativeMat(file, cv.IMREAD_UNCHANGED));
      assert.equal(cv.imdecode(file, cv.IMREAD_COLOR).type(), cv.CV_8UC3);
    }
  }
});

port('Imgcodecs_Tiff.decode_infinite_rowsperstrip', () => {
  const hex =
    '49492a00100000005654565a59555a000a000001030001000000010000000101030001000000070000000201030001000000080000000301030001000000010000000601030001000000010000001101040001000000080000001501030001000000010000001601040001000000ffffffff1701040001000000070000001c0103000100000002000000000000000000';
  const mat = cv.imread(stored('.tiff', Buffer.from(hex.slice(0, 284), 'hex')), cv.IMREAD_UNCHANGED);
  assert.deepEqual([...mat.data], [...Buffer.from('VTVZYUZ')]);
});

/** What is written comes back with its type, exactly or nearly. */
function roundTrip(mat, params = [], bound = 0) {
  const path = unused('.tiff');
  assert.equal(cv.imwrite(path, mat, params), true, cv.lastError?.message);
  const read = cv.imread(path, cv.IMREAD_UNCHANGED);
  assert.ok(worst(read, mat) <= bound, `${worst(read, mat)}`);
  return path;
}

port('Imgcodecs_Tiff.readWrite_unsigned', () => void roundTrip(noise(40, 50, cv.CV_8SC1)));
port('Imgcodecs_Tiff.regression_29615_16UC4', () => void roundTrip(noise(4, 3, cv.CV_16UC4)));
port('Imgcodecs_Tiff.readWrite_32FC1', () => void roundTrip(noise(40, 50, cv.CV_32FC1)));
port('Imgcodecs_Tiff.readWrite_64FC1', () => void roundTrip(noise(40, 50, cv.CV_64FC1)));
port('Imgcodecs_Tiff.readWrite_32FC3_SGILOG', async () => {
  const mat = noise(40, 50, cv.CV_32FC3);
  const params = [cv.IMWRITE_TIFF_COMPRESSION, cv.IMWRITE_TIFF_COMPRESSION_SGILOG];
  // How much LogLuv loses depends on the colors: not more than native OpenCV's.
  const { bytes } = await native.ask({ operation: 'imwrite', extension: '.tiff', mats: [plainMat(mat)], params });
  const bound = worst(await nativeMat(Buffer.from(bytes, 'base64'), cv.IMREAD_UNCHANGED), mat);
  assert.ok(bound > 0 && bound < 0.03, `${bound}`);
  assert.match(tiffinfo(roundTrip(mat, params, bound + 1e-4)), /Compression Scheme: SGILog/);
  // Not asked for, it is not used: it loses.
  assert.match(tiffinfo(roundTrip(mat)), /Compression Scheme: None/);
});
port(
  'Imgcodecs_Tiff.readWrite_32FC3_RAW',
  () => void roundTrip(noise(40, 50, cv.CV_32FC3), [cv.IMWRITE_TIFF_COMPRESSION, cv.IMWRITE_TIFF_COMPRESSION_NONE]),
);

const tiffinfo = (path) => spawnSync('tiffinfo', [path], { encoding: 'utf8' }).stdout;

port('Imgcodecs_Tiff.read_palette_color_image', async () => {
  const file = await pillow({ mode: 'P' });
  assert.equal(cv.imdecode(file, cv.IMREAD_UNCHANGED).type(), cv.CV_8UC3);
  assertSame(cv.imdecode(file, cv.IMREAD_UNCHANGED), await nativeMat(file, cv.IMREAD_UNCHANGED));
});

port('Imgcodecs_Tiff.read_palette_color_image_rgb_and_bgr', async () => {
  const file = Buffer.from((await native.ask({ operation: 'palette4' })).bytes, 'base64');
  const [rgb, bgr] = [cv.IMREAD_COLOR_RGB, cv.IMREAD_COLOR_BGR].map((flags) => cv.imdecode(file, flags));
  assert.deepEqual([rgb.type(), bgr.type()], [cv.CV_8UC3, cv.CV_8UC3]);
  assertSame(
    rgb,
    matOf(bgr.rows, bgr.cols, bgr.type(), (x, y, c) => bgr.data[(y * bgr.cols + x) * 3 + 2 - c]),
  );
  assert.notEqual(worst(rgb, bgr), 0);
});

port('Imgcodecs_Tiff.read_4_bit_palette_color_image', async () => {
  const { bytes, pixels } = await native.ask({ operation: 'palette4' });
  const read = cv.imdecode(Buffer.from(bytes, 'base64'), cv.IMREAD_UNCHANGED);
  assertSame(read, matOfPlain(pixels));
});

const methods = ['NONE', 'LZW', 'PACKBITS', 'DEFLATE', 'ADOBE_DEFLATE'].map(
  (name) => cv[`IMWRITE_TIFF_COMPRESSION_${name}`],
);
port('Imgcodecs_Tiff.readWrite_predictor', () => {
  const mat = noise(10, 16, cv.CV_8UC1);
  for (const method of methods)
    roundTrip(mat, [
      cv.IMWRITE_TIFF_COMPRESSION,
      method,
      cv.IMWRITE_TIFF_PREDICTOR,
      cv.IMWRITE_TIFF_PREDICTOR_HORIZONTAL,
    ]);
});

port('Imgcodecs_Tiff_Types.readWrite_alltypes', (name) => {
  const mat = new cv.Mat(120, 160, cv[name]);
  const half = noise(60, 160, cv[name]);
  mat.data.set(half.data);
  const [lzw, none] = ['LZW', 'NONE'].map((scheme) =>
    bytesOf(roundTrip(mat, [cv.IMWRITE_TIFF_COMPRESSION, cv[`IMWRITE_TIFF_COMPRESSION_${scheme}`]])),
  );
  assert.equal(Buffer.compare(lzw, none) === 0, name.startsWith('CV_64F'));
});

port('Imgcodecs_Tiff.imdecode_no_exception_temporary_file_removed', () => {
  assertSame(cv.imdecode(encoded('.tiff', photograph()), cv.IMREAD_UNCHANGED), photograph());
});

for (const [issue, options] of [
  ['pr12989', {}],
  ['pr17275', { compression: 'group4' }],
]) {
  port(`Imgcodecs_Tiff.decode_black_and_write_image_${issue}_grayscale`, async () => {
    const file = await pillow({ mode: '1', options });
    const mat = cv.imdecode(file, cv.IMREAD_GRAYSCALE);
    assert.equal(mat.type(), cv.CV_8UC1);
    assert.deepEqual([...new Set(mat.data)].sort(), [0, 255]);
    assertSame(mat, await nativeMat(file, cv.IMREAD_GRAYSCALE));
  });
  port(`Imgcodecs_Tiff.decode_black_and_write_image_${issue}_default`, async () => {
    const file = await pillow({ mode: '1', options });
    assert.equal(cv.imdecode(file).type(), cv.CV_8UC3);
    assertSame(cv.imdecode(file), await nativeMat(file, cv.IMREAD_COLOR));
  });
}

port('Imgcodecs_Tiff.read_bigtiff_images', async () => {
  const { files, pixels } = await native.ask({ operation: 'bigTiffs' });
  assert.equal(files.length, 8);
  for (const file of files)
    assertSame(cv.imdecode(Buffer.from(file, 'base64'), cv.IMREAD_UNCHANGED), matOfPlain(pixels));
});

port('Imgcodecs_Tiff.read_junk', () => {
  const junk = Buffer.from('II*\0\x08\0\0\0\0\0\0\0', 'latin1');
  assert.equal(
    cv.imdecode(new cv.Mat(1, junk.length, cv.CV_8UC1, new Uint8Array(junk)), cv.IMREAD_UNCHANGED).empty(),
    true,
  );
});

port('Imgcodecs_Tiff.read_multi_channel_tiff_26771', () => {
  const tags = [
    [256, 3, 1, 4],
    [257, 3, 1, 4],
    [258, 3, 5, 0x92],
    [259, 3, 1, 1],
    [262, 3, 1, 5],
    [273, 4, 1, 0x9c],
    [277, 3, 1, 5],
    [278, 3, 1, 4],
    [279, 4, 1, 80],
    [284, 3, 1, 1],
    [338, 3, 1, 0],
  ];
  const file = Buffer.alloc(0x9c + 80);
  file.write('II*\0\x08\0\0\0\x0b\0', 'latin1');
  tags.forEach(([tag, type, count, value], i) => {
    file.writeUInt16LE(tag, 10 + 12 * i);
    file.writeUInt16LE(type, 12 + 12 * i);
    file.writeUInt32LE(count, 14 + 12 * i);
    file.writeUInt32LE(value, 18 + 12 * i);
  });
  for (let i = 0; i < 5; ++i) file.writeUInt16LE(8, 0x92 + 2 * i);
  for (let i = 0; i < 16; ++i)
    file.set([(i % 4) * 40, (i >> 2) * 40, ((i % 4) + (i >> 2)) * 20, 10, 255], 0x9c + 5 * i);
  const read = [cv.IMREAD_COLOR, cv.IMREAD_GRAYSCALE, cv.IMREAD_UNCHANGED].map((flags) => cv.imdecode(file, flags));
  assert.deepEqual(
    read.map((mat) => [mat.rows, mat.cols, mat.channels()]),
    [
      [4, 4, 3],
      [4, 4, 1],
      [4, 4, 4],
    ],
  );
  assert.ok(new Set(read[2].data).size > 2);
});

port('Imgcodecs_Tiff_32F_Compressions_32F.compressions_32F', (compression) => {
  roundTrip(noise(64, 64, cv.CV_32FC1), compression > 0 ? [cv.IMWRITE_TIFF_COMPRESSION, compression] : []);
});

/** OpenCV's picture for planes. */
function ramp(rows, cols, type) {
  const isFloat = (type & 7) >= cv.CV_32F;
  return matOf(rows, cols, type, (x, y, c) =>
    isFloat ? x + y * 0.25 + c * 1000.5 : (x * 619 + y * 131 + c * 21845) % ((type & 7) === cv.CV_16U ? 65536 : 256),
  );
}

port('Imgcodecs_Tiff_PlanarSeparate.decode_matches_contig', ([name, rowsPerStrip]) => {
  const mat = ramp(13, 21, cv[name]);
  const layout = rowsPerStrip > 0 ? { rowsPerStrip } : { tile: 16 };
  const [chunky, planar] = [false, true].map((one) => tiffFile({ mat, planar: one, ...layout }));
  assertSame(cv.imdecode(chunky, cv.IMREAD_UNCHANGED), mat);
  assertSame(cv.imdecode(planar, cv.IMREAD_UNCHANGED), mat);
  if (name.startsWith('CV_16UC') && mat.channels() > 1)
    assertSame(cv.imdecode(planar, cv.IMREAD_ANYDEPTH), cv.imdecode(chunky, cv.IMREAD_ANYDEPTH));
});

port('Imgcodecs_Tiff.decode_planar_separate_8bit', () => {
  const mat = ramp(13, 21, cv.CV_8UC3);
  for (const flags of [cv.IMREAD_UNCHANGED, cv.IMREAD_COLOR])
    assertSame(cv.imdecode(tiffFile({ mat, planar: true, rowsPerStrip: 4 }), flags), mat);
});

port('Imgcodecs_Tiff.decode_planar_separate_gray_alpha_16bit', () => {
  const mat = ramp(13, 21, cv.CV_16U + 8);
  const read = cv.imdecode(tiffFile({ mat, planar: true, rowsPerStrip: 2 }), cv.IMREAD_ANYDEPTH | cv.IMREAD_GRAYSCALE);
  assertSame(
    read,
    matOf(13, 21, cv.CV_16UC1, (x, y) => mat.data16U[2 * (y * 21 + x)]),
  );
});

port('Imgcodecs_Tiff.decode_planar_separate_packed', () => {
  for (const [bits, cols, layout] of [
    [10, 21, { rowsPerStrip: 2 }],
    [12, 21, { rowsPerStrip: 2 }],
    [14, 21, { rowsPerStrip: 2 }],
    [12, 32, { tile: 16 }],
  ]) {
    const mat = ramp(13, cols, cv.CV_16UC3);
    mat.data16U.forEach((value, i, list) => (list[i] = value & (2 ** bits - 1)));
    const expected = matOf(13, cols, cv.CV_16UC3, (x, y, c) => mat.data16U[(y * cols + x) * 3 + c] << (16 - bits));
    for (const planar of [false, true])
      assertSame(
        cv.imdecode(tiffFile({ mat, planar, bits, ...layout }), cv.IMREAD_UNCHANGED),
        expected,
        `${bits} bits, ${planar}`,
      );
  }
});

port('Imgcodecs_Tiff.decode_planar_separate_multipage', () => {
  const first = ramp(13, 21, cv.CV_16UC3);
  const second = matOf(13, 21, cv.CV_16UC3, (x, y, c) => 65535 - first.data16U[(y * 21 + x) * 3 + c]);
  const pages = [];
  const file = tiffFile({ mat: first, planar: true, rowsPerStrip: 1 }, { mat: second, planar: true, rowsPerStrip: 3 });
  assert.equal(cv.imdecodemulti(file, cv.IMREAD_UNCHANGED, pages), true, cv.lastError?.message);
  assert.equal(pages.length, 2);
  [first, second].forEach((mat, i) => assertSame(pages[i], mat));
});
