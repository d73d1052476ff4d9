// imwrite/cv merged into a published OpenCV.js.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { before, test } from 'node:test';
import { createCv, ImwriteError } from '../../npm/dist/node/cv.js';
import { fixture, sharp } from './support.mjs';

const require = createRequire(new URL('../../npm/package.json', import.meta.url));
let cv;
let own;
let untouched;

before(async () => {
  const module = require('@techstark/opencv-js');
  await new Promise((resolve) => {
    if (module.Mat) resolve();
    else module.onRuntimeInitialized = resolve;
  });
  untouched = { ...module };
  own = await createCv();
  cv = Object.assign(module, own);
});

/** A Mat of OpenCV.js in which every sample differs from its neighbors. */
function noise(rows, cols, type) {
  const mat = new cv.Mat(rows, cols, type);
  mat.data.forEach((_, i, data) => (data[i] = Math.imul(i + 1, 2654435761) >>> 20));
  return mat;
}

const rowsOf = (mat) => Array.from({ length: mat.rows }, (_, y) => [...mat.ucharPtr(y)]);

test('OpenCV.js keeps everything of its own but imread', () => {
  const changed = Object.keys(untouched).filter((name) => cv[name] !== untouched[name]);
  assert.deepEqual(changed, ['imread']);
  assert.equal(cv.CV_8UC3, own.CV_8UC3);
});

test('what is read is a Mat of OpenCV.js, and its functions take it', () => {
  const mat = noise(9, 14, cv.CV_8UC3);
  assert.equal(cv.imwrite('/noise.webp', mat), true);
  const back = cv.imread('/noise.webp');
  assert.ok(back instanceof cv.Mat);
  assert.deepEqual(rowsOf(back), rowsOf(mat));
  const gray = new cv.Mat();
  cv.cvtColor(back, gray, cv.COLOR_BGR2GRAY);
  assert.deepEqual(rowsOf(cv.imread('/noise.webp', cv.IMREAD_GRAYSCALE)), rowsOf(gray));
  for (const used of [mat, back, gray]) used.delete();
});

test('a picture is read into a Mat of OpenCV.js, whose memory stays where it is', () => {
  const mat = noise(9, 14, cv.CV_8UC3);
  assert.equal(cv.imwrite('/into.png', mat), true);
  const [empty, filled] = [new cv.Mat(), new cv.Mat(9, 14, cv.CV_8UC3)];
  const { byteOffset } = filled.data;
  for (const dst of [empty, filled]) {
    assert.equal(cv.imread('/into.png', dst), dst);
    assert.deepEqual(rowsOf(dst), rowsOf(mat));
  }
  assert.equal(filled.data.byteOffset, byteOffset);
  assert.throws(
    () => cv.imread('/into.png', filled, cv.IMREAD_GRAYSCALE),
    /dst: expected 9 × 14 CV_8UC1, or an empty Mat, got 9 × 14 CV_8UC3/,
  );
  assert.equal(cv.imread('/none.png', filled).empty(), true);
  for (const used of [mat, empty, filled]) used.delete();
});

test('a MatVector is decoded into, one page or one file after the other', () => {
  const mats = [noise(4, 5, cv.CV_8UC1), noise(6, 7, cv.CV_8UC3)];
  const [pages, pictures] = [new cv.MatVector(), new cv.MatVector()];
  assert.equal(
    cv.imdecodemulti(cv.imencodemulti('.tif', mats), cv.IMREAD_UNCHANGED, pages),
    true,
    cv.lastError?.message,
  );
  const buffers = [];
  assert.equal(cv.imencodeBatch('.png', mats, buffers), true);
  assert.equal(cv.imdecodeBatch(buffers, cv.IMREAD_UNCHANGED, pictures), true);
  for (const vector of [pages, pictures])
    mats.forEach((mat, i) => assert.deepEqual(rowsOf(vector.get(i)), rowsOf(mat)));
  for (const used of [...mats, pages, pictures]) used.delete();
});

test('Mats with any depth, and regions whose rows are apart', () => {
  for (const type of [cv.CV_8UC1, cv.CV_8UC4, cv.CV_16UC3, cv.CV_32FC1]) {
    const mat = noise(20, 31, type);
    if (type === cv.CV_32FC1) mat.data32F.forEach((_, i, data) => (data[i] = i / 7));
    const region = mat.roi(new cv.Rect(3, 5, 17, 11));
    assert.equal(region.isContinuous(), false);
    assert.equal(cv.imwrite('/region.tif', region, [cv.IMWRITE_TIFF_COMPRESSION, 1]), true, cv.lastError?.message);
    const back = cv.imread('/region.tif', cv.IMREAD_UNCHANGED);
    const packed = new cv.Mat();
    region.copyTo(packed);
    assert.equal(back.type(), type);
    assert.deepEqual([...back.data], [...packed.data]);
    for (const used of [mat, region, back, packed]) used.delete();
  }
});

test("files are those of OpenCV.js's FS", async () => {
  cv.FS.writeFile('/rocket.jpg', await readFile(fixture('rocket.jpg')));
  const mat = cv.imread('/rocket.jpg');
  assert.deepEqual([mat.rows, mat.cols, mat.type()], [427, 640, cv.CV_8UC3]);
  assert.equal(cv.imwrite('/rocket.png', mat), true);
  const { data } = await sharp(Buffer.from(cv.FS.readFile('/rocket.png')))
    .raw()
    .toBuffer({ resolveWithObject: true });
  const rgb = new cv.Mat();
  cv.cvtColor(mat, rgb, cv.COLOR_BGR2RGB);
  assert.ok(data.equals(Buffer.from(rgb.data)));
  for (const used of [mat, rgb]) used.delete();
});

test('a MatVector is read into and written from', () => {
  const pages = new cv.MatVector();
  const mats = [noise(4, 5, cv.CV_8UC1), noise(4, 5, cv.CV_8UC1)];
  mats.forEach((mat) => pages.push_back(mat));
  assert.equal(cv.imwritemulti('/pages.tif', pages), true, cv.lastError?.message);
  const back = new cv.MatVector();
  assert.equal(cv.imreadmulti('/pages.tif', back), true);
  assert.equal(back.size(), 2);
  assert.deepEqual(rowsOf(back.get(1)), rowsOf(mats[1]));
});

test('failures: an exception, or false and the reason on the merged object', () => {
  const mat = noise(2, 2, cv.CV_8UC1);
  assert.throws(() => cv.imwrite('/a.xyz', mat), ImwriteError);
  assert.throws(() => cv.imwrite('/a.png', new cv.Mat()), /an empty Mat/);
  assert.equal(cv.imwrite('/no/such/folder.png', mat), false);
  assert.equal(cv.lastError.code, 'write-failed');
  assert.equal(cv.imread('/none.png').empty(), true);
  assert.equal(cv.lastError.code, 'read-failed');
  assert.equal(cv.imwrite('/a.png', mat), true);
  assert.equal(cv.lastError, undefined);
  mat.delete();
});
