// OpenCV's test_webp.cpp.
import assert from 'node:assert/strict';
import { assertSame, bytesOf, cv, encoded, matOf, photograph, pixel, port, unused, worst } from './support.mjs';

const swapped = (mat) => matOf(mat.rows, mat.cols, mat.type(), (x, y, c) => mat.data[(y * mat.cols + x) * 3 + 2 - c]);

port('Imgcodecs_WebP.encode_decode_lossless_webp', () => {
  const image = photograph();
  const path = unused('.webp');
  assert.equal(cv.imwrite(path, image), true);
  const read = cv.imread(path);
  assertSame(read, image);
  assertSame(cv.imdecode(bytesOf(path), cv.IMREAD_COLOR), read);
  assertSame(swapped(cv.imdecode(bytesOf(path), cv.IMREAD_COLOR_RGB)), read);
});

port('Imgcodecs_WebP.encode_decode_lossy_webp', () => {
  const image = photograph();
  for (const quality of [100, 80, 60, 40, 20, 1]) {
    const path = unused('.webp');
    assert.equal(cv.imwrite(path, image, [cv.IMWRITE_WEBP_QUALITY, quality]), true);
    const read = cv.imread(path);
    assert.deepEqual([read.rows, read.cols, read.channels()], [image.rows, image.cols, 3]);
    assert.ok(worst(read, image) > 0);
  }
});

port('Imgcodecs_WebP.encode_decode_with_alpha_webp', () => {
  const { rows, cols, data } = photograph();
  const image = matOf(rows, cols, cv.CV_8UC4, (x, y, c) => (c === 3 ? 128 : data[(y * cols + x) * 3 + c]));
  const path = unused('.webp');
  assert.equal(cv.imwrite(path, image), true);
  assertSame(cv.imread(path, cv.IMREAD_UNCHANGED), image);
  const color = cv.imread(path);
  assert.deepEqual([color.rows, color.cols, color.channels()], [rows, cols, 3]);
});

port('Imgcodecs_WebP.encode_decode_LOSSLESS_MODE', () => {
  const alphas = [0, 1, 254, 255];
  const image = matOf(4, 64, cv.CV_8UC4, (_x, y, c) => [124, 64, 67, alphas[y]][c]);
  const decoded = (mode) =>
    cv.imdecode(encoded('.webp', image, [cv.IMWRITE_WEBP_LOSSLESS_MODE, mode]), cv.IMREAD_UNCHANGED);
  const [on, exact] = [decoded(cv.IMWRITE_WEBP_LOSSLESS_ON), decoded(cv.IMWRITE_WEBP_LOSSLESS_PRESERVE_COLOR)];
  assertSame(exact, image);
  for (let x = 0; x < 64; ++x) {
    assert.deepEqual(pixel(on, 0, x), [0, 0, 0, 0]);
    for (const y of [1, 2, 3]) assert.deepEqual(pixel(on, y, x), pixel(image, y, x));
  }
});

port('Imgcodecs_WebP_Mode_Priority.encode_webp_mode_priority', ([mode, quality]) => {
  const image = matOf(100, 100, cv.CV_8UC4, (x, y, c) => (x + y > 0 ? 255 : [255, 0, 0, 0][c]));
  const params = [
    ...(mode < 0 ? [] : [cv.IMWRITE_WEBP_LOSSLESS_MODE, mode]),
    ...(quality < 0 ? [] : [cv.IMWRITE_WEBP_QUALITY, quality]),
  ];
  const read = cv.imdecode(encoded('.webp', image, params), cv.IMREAD_UNCHANGED);
  if (mode === cv.IMWRITE_WEBP_LOSSLESS_PRESERVE_COLOR) return assertSame(read, image);
  const isLossy = mode !== cv.IMWRITE_WEBP_LOSSLESS_ON && quality === 80;
  if (isLossy) return assert.ok(worst(read, image) > 0);
  assert.equal(pixel(read, 0, 0)[3], 0);
  assertSame(
    matOf(100, 100, cv.CV_8UC4, (x, y, c) => (x + y > 0 ? read.data[(y * 100 + x) * 4 + c] : [255, 0, 0, 0][c])),
    image,
  );
});
