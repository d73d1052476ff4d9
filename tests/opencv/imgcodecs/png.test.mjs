// OpenCV's test_png.cpp, but for the files of PngSuite.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { chunk, header, png, stream } from '../../contract/png-files.mjs';
import {
  assertSame,
  cv,
  discs,
  encoded,
  fixture,
  matOf,
  matOfPlain,
  noise,
  photograph,
  pixel,
  port,
  startNative,
  stored,
  toBase64,
  worst,
} from './support.mjs';

const native = startNative(after);

// Of 13043 × 13917 pixels there, for a limit of memory; here large enough for the stream to need many parts.
port('Imgcodecs_Png.write_big', async () => {
  const side = 3000;
  const row = noise(1, side, cv.CV_8UC3, 5).data;
  const image = new cv.Mat(side, side, cv.CV_8UC3);
  for (let y = 0; y < side; ++y) image.data.set(row, y * row.length);
  const file = encoded('.png', image, [cv.IMWRITE_PNG_ZLIBBUFFER_SIZE, 1024 * 1024]);
  const read = cv.imdecode(file, cv.IMREAD_COLOR);
  assert.equal(Buffer.compare(read.data, image.data), 0);
  const { mat } = await native.ask({ operation: 'imdecode', bytes: toBase64(file), flags: 1 });
  assert.equal(Buffer.compare(Buffer.from(mat.data, 'base64'), Buffer.from(image.data)), 0);
});

port('Imgcodecs_Png.encode', () => {
  const image = new cv.Mat(1000, 1000, cv.CV_8UC1);
  const file = encoded('.png', image, [cv.IMWRITE_PNG_COMPRESSION, 3]);
  assertSame(cv.imdecode(file, cv.IMREAD_ANYDEPTH), image);
});

// cvtColor's gray, in fixed-point numbers; of a photograph that says nothing of its gamma, as the one there.
port('Imgcodecs_Png.regression_ImreadVSCvtColor', () => {
  const path = fixture('coffee.png');
  const color = cv.imread(path);
  const gray = cv.imread(path, cv.IMREAD_GRAYSCALE);
  let [sum, most] = [0, 0];
  gray.data.forEach((level, i) => {
    const [blue, green, red] = color.data.subarray(3 * i, 3 * i + 3);
    const difference = Math.abs(level - ((blue * 3735 + green * 19235 + red * 9798 + 16384) >> 15));
    sum += difference;
    most = Math.max(most, difference);
  });
  assert.ok(sum / gray.total() < 1 && most <= 10, `${sum / gray.total()}, ${most}`);
});

port('Imgcodecs_Png.read_color_palette_with_alpha', () => {
  const file = (alpha) => {
    const before = [
      chunk('PLTE', Buffer.from([255, 0, 0, 0, 0, 255])),
      ...(alpha ? [chunk('tRNS', Buffer.from([255, 100]))] : []),
    ];
    return stored('.png', png({ samples: [0, 0, 1, 1], width: 2, height: 2, type: 3, before }));
  };
  const read = (alpha, flags) => [0, 1].map((x) => pixel(cv.imread(file(alpha), flags), 0, x));
  const twice = (color) => [color, color];
  assert.deepEqual(read(true, cv.IMREAD_UNCHANGED), twice([0, 0, 255, 255]));
  assert.deepEqual(read(false, cv.IMREAD_UNCHANGED), twice([0, 0, 255]));
  for (const alpha of [true, false]) {
    assert.deepEqual(read(alpha, cv.IMREAD_COLOR), twice([0, 0, 255]));
    assert.deepEqual(read(alpha, cv.IMREAD_COLOR_RGB), twice([255, 0, 0]));
  }
});

port('Imgcodecs_Png.decode_regression27295', () => {
  const file = Buffer.from(encoded('.png', new cv.Mat(240, 180, cv.CV_8UC3)));
  assert.equal(file.toString('latin1', 12, 16), 'IHDR');
  assert.equal(cv.imdecode(file, cv.IMREAD_COLOR).empty(), false);
  for (const type of ['iHDR', 'CgBI']) {
    file.write(type, 12, 'latin1');
    assert.equal(cv.imdecode(file, cv.IMREAD_COLOR).empty(), true, type);
    assert.ok(cv.lastError);
  }
});

port('Imgcodecs_Png.decode_regression27744', () => {
  const frames = [1, 2, 3].map((seed) => discs(40, 40, cv.CV_8UC3, { seed, count: 5 }));
  const file = cv.imencodeanimation('.png', { frames, durations: [30, 30, 30] });
  const at = Buffer.from(file).indexOf('IDAT');
  const length = Buffer.from(file).readUInt32BE(at - 4);
  let empty = 0;
  for (let i = at + 4; i < at + 4 + length; ++i) {
    const damaged = file.slice();
    damaged[i] += 1;
    empty += cv.imdecode(damaged, cv.IMREAD_COLOR).empty();
  }
  assert.equal(empty, length);
});

// There of one photograph with the sizes that zlib makes; here: the largest without, and none larger than a level below by much.
port('Imgcodecs_Png_ImwriteFlags.compression_level', (level) => {
  const image = photograph();
  const sizes = [level, 0, Math.max(level - 1, 1)].map(
    (one) => encoded('.png', image, [cv.IMWRITE_PNG_COMPRESSION, one]).length,
  );
  if (level === 0) return assert.ok(sizes[0] > image.data.length);
  assert.ok(sizes[0] < sizes[1] && sizes[0] <= sizes[2] * 1.01, `${sizes}`);
});

port('Imgcodecs_Png_ZLIBBUFFER_SIZE.encode_regression_27614', (size) => {
  const image = new cv.Mat(320, 240, cv.CV_8UC3, [64, 76, 43]);
  assertSame(cv.imdecode(encoded('.png', image, [cv.IMWRITE_PNG_ZLIBBUFFER_SIZE, size])), image);
});

// Gray with the file's gamma, in linear light: what a chunk says of it, in 8 and 16 bits, as native OpenCV reads it.
const chunks = {
  'gAMA of 1/2.2': [chunk('gAMA', Buffer.from([0, 0, 0xb1, 0x8f]))],
  'gAMA of 1': [chunk('gAMA', Buffer.from([0, 1, 0x86, 0xa0]))],
  'gAMA of 0.1': [chunk('gAMA', Buffer.from([0, 0, 0x27, 0x10]))],
  'gAMA that is none': [chunk('gAMA', Buffer.from([0, 0, 0, 0]))],
  sRGB: [chunk('sRGB', Buffer.from([0]))],
  'sRGB, then another gAMA': [chunk('sRGB', Buffer.from([0])), chunk('gAMA', Buffer.from([0, 1, 0xff, 0]))],
  'gAMA, then sRGB': [chunk('gAMA', Buffer.from([0, 1, 0xff, 0])), chunk('sRGB', Buffer.from([0]))],
  'sBIT of 11': [chunk('sRGB', Buffer.from([0])), chunk('sBIT', Buffer.from([11, 9, 10]))],
  'sBIT of 6': [chunk('sRGB', Buffer.from([0])), chunk('sBIT', Buffer.from([6, 6, 6]))],
};
for (const [name, before] of Object.entries(chunks)) {
  test(`gray of a PNG with ${name}`, async () => {
    for (const depth of [8, 16]) {
      if (name.startsWith('sBIT') && depth === 8 && before[1][8] > 8) continue;
      const mat = noise(40, 50, depth === 8 ? cv.CV_8UC3 : cv.CV_16UC3, 9);
      const samples = Buffer.from(depth === 8 ? mat.data : Buffer.from(mat.data.slice()).swap16());
      // Some pixels are gray already.
      for (let i = 0; i < samples.length / 4; i += (3 * depth) / 8)
        for (let k = 1; k < 3; ++k) samples.copy(samples, i + (k * depth) / 8, i, i + depth / 8);
      const file = png({ samples, width: 50, height: 40, depth, type: 2, before });
      for (const flags of [cv.IMREAD_GRAYSCALE, cv.IMREAD_GRAYSCALE | cv.IMREAD_ANYDEPTH]) {
        const { mat: expected } = await native.ask({ operation: 'imdecode', bytes: toBase64(file), flags });
        assert.equal(worst(cv.imdecode(file, flags), matOfPlain(expected)), 0, `${depth} bits, flags ${flags}`);
      }
    }
  });
}

test('gray of a palette with a gamma', async () => {
  const palette = chunk('PLTE', Buffer.from(Array.from({ length: 48 }, (_, i) => (i * 89) & 255)));
  const before = [chunk('sRGB', Buffer.from([0])), palette];
  const file = Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    header(16, 1, 8, 3),
    ...before,
    chunk('IDAT', stream([...Array(16).keys()], 16, 1, 8, 3)),
    chunk('IEND'),
  ]);
  const { mat } = await native.ask({ operation: 'imdecode', bytes: toBase64(file), flags: 0 });
  assertSame(cv.imdecode(file, 0), matOfPlain(mat));
});

test('a PNG whose gamma stands behind its palette has none', async () => {
  const file = png({
    samples: [200, 10, 30],
    width: 1,
    height: 1,
    type: 2,
    before: [chunk('PLTE', Buffer.alloc(3)), chunk('gAMA', Buffer.from([0, 1, 0xff, 0]))],
  });
  const { mat } = await native.ask({ operation: 'imdecode', bytes: toBase64(file), flags: 0 });
  assertSame(cv.imdecode(file, 0), matOfPlain(mat));
  assertSame(
    cv.imdecode(file, 0),
    matOf(1, 1, 0, () => (200 * 9797 + 10 * 19234 + 30 * 3737) >> 15),
  );
});
