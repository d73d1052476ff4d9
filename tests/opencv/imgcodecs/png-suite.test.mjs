// OpenCV's tests with the files of PngSuite, in test_png.cpp: files of that kind, which native OpenCV reads as well.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { inflateSync } from 'node:zlib';
import { facts } from '../support.mjs';
import { assertSame, cv, encoded, matOf, matOfPlain, port, startNative, toBase64 } from './support.mjs';
import { parse, pngFile } from './png-suite.mjs';

const native = startNative(after);
const nativeMat = async (file, flags) =>
  (await native.ask({ operation: 'imdecode', bytes: toBase64(file), flags })).mat;

/** What native OpenCV reads, with red first, for which 4.6 has no flag. */
function redFirst(plain) {
  const mat = matOfPlain(plain);
  const samples = (plain.type & 7) === 2 ? mat.data16U : mat.data;
  return facts(matOf(mat.rows, mat.cols, mat.type(), (x, y, c) => samples[(y * mat.cols + x) * 3 + 2 - c]));
}

async function compare(name) {
  const file = pngFile(name);
  for (const flags of [cv.IMREAD_UNCHANGED, 0, 1, 2, 3, 4, 6]) {
    const expected = await nativeMat(file, flags);
    assert.ok(expected, `flags ${flags}`);
    assert.deepEqual(facts(cv.imdecode(file, flags)), expected, `flags ${flags}: ${cv.lastError?.message}`);
  }
  for (const depth of [0, cv.IMREAD_ANYDEPTH]) {
    assert.deepEqual(
      facts(cv.imdecode(file, cv.IMREAD_COLOR_RGB | depth)),
      redFirst(await nativeMat(file, cv.IMREAD_COLOR | depth)),
    );
  }
}

port('Imgcodecs_Png_PngSuite.decode', compare);
port('Imgcodecs_Png_PngSuite_Gamma.decode', compare);

port('Imgcodecs_Png_PngSuite_Corrupted.decode', async (name) => {
  const file = pngFile(name);
  assert.equal(await nativeMat(file, cv.IMREAD_UNCHANGED), null);
  assert.equal(cv.imdecode(file, cv.IMREAD_UNCHANGED).empty(), true);
});

// OpenCV's test compares the size with zlib's; here: the filter that was asked for, the pixels, and no more bytes than zlib's.
port('Imgcodecs_Png_Encode.params', async (name) => {
  const { feature } = parse(name);
  const filters = {
    f00: cv.IMWRITE_PNG_FILTER_NONE,
    f01: cv.IMWRITE_PNG_FILTER_SUB,
    f02: cv.IMWRITE_PNG_FILTER_UP,
    f03: cv.IMWRITE_PNG_FILTER_AVG,
    f04: cv.IMWRITE_PNG_FILTER_PAETH,
  };
  const level = feature[0] === 'z' ? Number(feature[2]) : 6;
  const image = cv.imdecode(pngFile(name), cv.IMREAD_UNCHANGED);
  const strategy = feature === 'f00' ? cv.IMWRITE_PNG_STRATEGY_DEFAULT : cv.IMWRITE_PNG_STRATEGY_FILTERED;
  const filter = filters[feature] ?? cv.IMWRITE_PNG_ALL_FILTERS;
  const file = encoded('.png', image, [
    cv.IMWRITE_PNG_COMPRESSION,
    level,
    cv.IMWRITE_PNG_STRATEGY,
    strategy,
    cv.IMWRITE_PNG_FILTER,
    filter,
  ]);
  assertSame(matOfPlain(await nativeMat(file, cv.IMREAD_UNCHANGED)), image);
  if (filters[feature] === undefined) return;
  const at = Buffer.from(file).indexOf('IDAT');
  const stream = inflateSync(file.subarray(at + 4, at + 4 + Buffer.from(file).readUInt32BE(at - 4)));
  const rowBytes = 1 + image.cols * image.channels();
  for (let y = 0; y < image.rows; ++y) assert.equal(stream[y * rowBytes], Number(feature[2]), `row ${y}`);
});
