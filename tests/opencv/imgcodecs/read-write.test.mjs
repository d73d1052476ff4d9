// OpenCV's test_read_write.cpp, but for pages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  assertSame,
  bytesOf,
  cv,
  discs,
  encoded,
  fixture,
  matOf,
  noise,
  photograph,
  port,
  psnr,
  unused,
} from './support.mjs';

const pictures = { jpg: fixture('rocket.jpg'), png: fixture('chelsea.png') };
const by = (name) => Number(/\d$/.exec(name)?.[0] ?? 1);

for (const [name, read] of [
  ['imread', cv.imread],
  ['imdecode', (path, flags) => cv.imdecode(bytesOf(path), flags)],
]) {
  port(`Imgcodecs_Resize.${name}_reduce_flags`, ([format, mode]) => {
    const path = pictures[format];
    const whole = cv.imread(path);
    const small = read(path, cv[`IMREAD_${mode}`]);
    // A JPEG's own reduction rounds up.
    const round = format === 'jpg' ? Math.ceil : Math.floor;
    assert.deepEqual([small.rows, small.cols], [round(whole.rows / by(mode)), round(whole.cols / by(mode))]);
    assert.equal(small.channels(), mode.includes('GRAYSCALE') ? 1 : 3);
  });
}

const swapped = (mat) => matOf(mat.rows, mat.cols, mat.type(), (x, y, c) => mat.data[(y * mat.cols + x) * 3 + 2 - c]);

/** The file and the bytes are one, and come back alike. */
function checkInAndOut(extension, image, flags, floor) {
  const path = unused(`.${extension}`);
  assert.equal(cv.imwrite(path, image), true, cv.lastError?.message);
  const bytes = encoded(`.${extension}`, image);
  assert.deepEqual(bytesOf(path), bytes);
  assert.ok(bytes.length > 1024);
  const read = cv.imread(path, flags);
  assertSame(cv.imdecode(bytes, flags), read);
  assert.ok(psnr((flags & cv.IMREAD_COLOR_RGB) !== 0 ? swapped(read) : read, image) > floor);
}

/** A picture with slopes, edges and a little noise. */
const soft = (mat) =>
  matOf(mat.rows, mat.cols, mat.type(), (x, y, c) => {
    const channels = mat.channels();
    const near = [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ].map(
      ([dx, dy]) =>
        mat.data[(Math.min(y + dy, mat.rows - 1) * mat.cols + Math.min(x + dx, mat.cols - 1)) * channels + c],
    );
    return near.reduce((sum, value) => sum + value) / 4;
  });

port('Imgcodecs_Image.read_write_BGR', (extension) => {
  for (const flags of [cv.IMREAD_COLOR, cv.IMREAD_COLOR_RGB])
    checkInAndOut(extension, soft(photograph()), flags, extension === 'jpg' ? 32 : 100);
});

port('Imgcodecs_Image.read_write_GRAYSCALE', (extension) => {
  checkInAndOut(extension, soft(photograph(cv.IMREAD_GRAYSCALE)), cv.IMREAD_GRAYSCALE, extension === 'jpg' ? 40 : 100);
});

port('Imgcodecs_Image.imread_overload', () => {
  const path = fixture('coffee.png');
  const expected = cv.imread(path);
  const filled = new cv.Mat(expected.rows, expected.cols, expected.type());
  const { buffer } = filled.data;
  assert.equal(cv.imread(path, filled), filled);
  assertSame(filled, expected);
  assert.equal(filled.data.buffer, buffer, 'the memory stays');
  const empty = new cv.Mat();
  cv.imread(path, empty, cv.IMREAD_GRAYSCALE);
  assertSame(empty, cv.imread(path, cv.IMREAD_GRAYSCALE));
  // Another size or type, a region, no Mat: errors. Without a picture the Mat becomes empty.
  assert.throws(() => cv.imread(path, new cv.Mat(3, 3, cv.CV_8UC3)), /dst.*400 × 600 CV_8UC3, or an empty Mat/);
  assert.throws(() => cv.imread(path, filled, cv.IMREAD_GRAYSCALE), /dst/);
  assert.throws(() => cv.imread(path, filled.roi({ x: 1, y: 1, width: 2, height: 2 })), /continuous/);
  assert.throws(() => cv.imread(path, {}), /a Mat/);
  assert.equal(cv.imread(unused('.png'), filled).empty(), true);
});

for (const name of ['imwrite', 'imencode']) {
  port(`Imgcodecs_Params.${name}_regression_22752`, () => {
    assert.throws(
      () =>
        cv[name](name === 'imwrite' ? unused('.jpg') : '.jpg', new cv.Mat(16, 16, cv.CV_8UC3), [
          cv.IMWRITE_JPEG_QUALITY,
        ]),
      /pairs/,
    );
  });
}

test('params of a flag that is none do nothing', () => {
  const image = discs(20, 30, cv.CV_8UC3);
  for (const extension of ['.jpg', '.png', '.webp', '.tiff'])
    assert.deepEqual(encoded(extension, image, [-1, -1]), encoded(extension, image), extension);
});

test('new cv.Mat() takes a scalar, or all the pixels', () => {
  assert.deepEqual([...new cv.Mat(1, 2, cv.CV_8UC3, [1, 2, 3]).data], [1, 2, 3, 1, 2, 3]);
  assert.deepEqual([...new cv.Mat(2, 3, cv.CV_8UC1, [1, 2, 3, 4, 5, 6]).data], [1, 2, 3, 4, 5, 6]);
  assert.deepEqual([...new cv.Mat(1, 2, cv.CV_16UC1, new Uint16Array([500, 600])).data16U], [500, 600]);
  const mat = noise(3, 4, cv.CV_32FC1);
  assertSame(new cv.Mat(3, 4, cv.CV_32FC1, mat.data32F), mat);
  for (const pixels of [new Uint8Array(5), new Uint8Array(3), [1, 2, 3, 4, 5]]) {
    assert.throws(() => new cv.Mat(2, 3, cv.CV_8UC1, pixels), /samples: expected 6/);
  }
  assert.throws(() => new cv.Mat(2, 3, cv.CV_8UC1, 'abc'), /an array/);
});
