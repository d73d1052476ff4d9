// imwrite/cv alone: its Mats, its errors, what it loads, and what it promises beside OpenCV's behavior.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { createCv, ImwriteError } from '../../npm/dist/node/cv.js';
import { imwrite } from '../../npm/dist/node/index.js';
import { fixture, pattern, sharp } from './support.mjs';
import { temporaryFolder } from '../support/files.mjs';

const folder = temporaryFolder('cv');
/** A path in a folder of this process's own. */
const scratch = (name) => join(folder, name);

const cv = await createCv();
const warnings = [];
cv.onWarning = (message) => warnings.push(message);

const noise = (rows, cols, type = cv.CV_8UC3) => {
  const mat = new cv.Mat(rows, cols, type);
  mat.data.set(pattern(mat.data.length, 1, 1).data);
  return mat;
};

function assertThrows(call, code, words) {
  assert.throws(call, (error) => {
    assert.ok(error instanceof ImwriteError, error);
    assert.equal(error.code, code);
    assert.match(error.message, words);
    return true;
  });
}

test('a Mat: memory, types, rows, regions, copies', () => {
  const mat = new cv.Mat(3, 4, cv.CV_16UC3, [1, 2, 3]);
  assert.deepEqual([mat.rows, mat.cols, mat.type(), mat.depth(), mat.channels()], [3, 4, cv.CV_16UC3, cv.CV_16U, 3]);
  assert.deepEqual(
    [mat.elemSize(), mat.elemSize1(), mat.total(), mat.step, mat.size()],
    [6, 2, 12, [24, 6], { width: 4, height: 3 }],
  );
  assert.deepEqual([...mat.data16U.slice(0, 6)], [1, 2, 3, 1, 2, 3]);
  const region = mat.roi({ x: 1, y: 1, width: 2, height: 2 });
  assert.equal(region.isContinuous(), false);
  region.setTo([9, 9, 9]);
  assert.deepEqual([...mat.data16U.subarray(15, 18)], [9, 9, 9], 'a region shares memory');
  const copy = region.clone();
  region.setTo([0]);
  assert.deepEqual([copy.isContinuous(), [...copy.data16U]], [true, Array(12).fill(9)]);
  assert.deepEqual([...cv.Mat.ones(1, 2, cv.CV_8UC2).data], [1, 0, 1, 0]);
  assert.deepEqual([...cv.Mat.zeros(1, 2, cv.CV_8UC1).data], [0, 0]);
  assert.ok(new cv.Mat().empty());
  mat.delete();
  assert.ok(mat.isDeleted());
  assertThrows(() => mat.data, 'invalid-image', /a living Mat/);
  assertThrows(() => cv.imwrite('/a.png', mat), 'invalid-image', /a living Mat/);
  assertThrows(() => copy.roi({ x: 1, y: 0, width: 2, height: 1 }), 'invalid-image', /inside 2 × 2/);
  assertThrows(() => new cv.Mat(1, 1, 7), 'unsupported-image', /CV_16F/);
  assertThrows(() => new cv.Mat(1, 1, 33), 'invalid-image', /CV_8UC1 to CV_64FC4/);
  assertThrows(() => new cv.Mat(-1, 1, cv.CV_8UC1), 'invalid-image', /rows/);
});

test('the type numbers are OpenCV’s', () => {
  assert.deepEqual(
    [cv.CV_8U, cv.CV_64F, cv.CV_8UC1, cv.CV_8UC3, cv.CV_8UC4, cv.CV_16UC3, cv.CV_32FC1, cv.CV_32FC4],
    [0, 6, 0, 16, 24, 18, 5, 29],
  );
});

test('matFromArray and matFromImageData', () => {
  const mat = cv.matFromArray(2, 2, cv.CV_32FC1, [0.5, 1, 1.5, 2]);
  assert.deepEqual([...mat.data32F], [0.5, 1, 1.5, 2]);
  const image = { width: 2, height: 1, data: new Uint8ClampedArray([1, 2, 3, 4, 5, 6, 7, 8]) };
  const rgba = cv.matFromImageData(image);
  assert.deepEqual([rgba.type(), [...rgba.data]], [cv.CV_8UC4, [...image.data]]);
  assertThrows(() => cv.matFromArray(2, 2, cv.CV_8UC1, [1]), 'invalid-image', /expected 4, got 1/);
});

test('blue comes first in Mats, and red in files', async () => {
  const bytes = cv.imencode('.webp', new cv.Mat(2, 2, cv.CV_8UC3, [250, 128, 3]));
  const { data } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  assert.deepEqual([...data.subarray(0, 3)], [3, 128, 250]);
  assert.deepEqual([...cv.imdecode(bytes).data.slice(0, 3)], [250, 128, 3]);
  assert.deepEqual([...cv.imdecode(bytes, cv.IMREAD_COLOR_RGB).data.slice(0, 3)], [3, 128, 250]);
});

test('IMREAD_COLOR_RGB is IMREAD_COLOR with red first, for every format and depth', async () => {
  for (const [name, flags] of [
    ['rocket.jpg', 0],
    ['coffee.png', 0],
    ['coffee.png', cv.IMREAD_REDUCED_GRAYSCALE_2],
    ['rocket.jpg', cv.IMREAD_ANYDEPTH],
  ]) {
    const file = await readFile(fixture(name));
    const bgr = cv.imdecode(file, cv.IMREAD_COLOR | flags);
    const rgb = cv.imdecode(file, cv.IMREAD_COLOR_RGB | flags);
    for (let i = 0; i < bgr.data.length; i += 3) [bgr.data[i], bgr.data[i + 2]] = [bgr.data[i + 2], bgr.data[i]];
    assert.ok(Buffer.from(bgr.data).equals(Buffer.from(rgb.data)), name);
  }
  assertThrows(() => cv.imread('/x.png', cv.IMREAD_COLOR | cv.IMREAD_COLOR_RGB), 'invalid-option', /both/);
});

test('what OpenCV throws is thrown', () => {
  const mat = noise(4, 4);
  for (const write of [cv.imwrite, cv.imencode]) {
    assertThrows(() => write('a.xyz', mat), 'unknown-format', /expected one of \.avif, \.bmp, .*\.jpeg, .*'a\.xyz'/);
    assertThrows(() => write('png', mat), 'unknown-format', /'png'/);
    assertThrows(() => write('.png', new cv.Mat()), 'invalid-image', /an empty Mat/);
    assertThrows(
      () => write('.png', noise(4, 4, cv.CV_8UC2)),
      'unsupported-image',
      /expected 1, 3 or 4 channels, got 2/,
    );
    assertThrows(() => write('.png', mat, [cv.IMWRITE_PNG_COMPRESSION]), 'invalid-option', /pairs .*, got 1/);
    assertThrows(() => write('.png', mat, [16, 1.5]), 'invalid-option', /whole numbers/);
    assertThrows(() => write('.png', mat, Array(102).fill(1)), 'invalid-option', /at most 50 pairs, got 51/);
    assertThrows(() => write('.png', undefined), 'invalid-image', /a Mat/);
    assertThrows(() => write('.png', []), 'invalid-image', /at least one Mat/);
  }
  assertThrows(() => cv.imdecode(new Uint8Array(0)), 'unsupported-data', /no bytes/);
  assertThrows(() => cv.imread('/a.png', 1.5), 'invalid-option', /flags/);
});

test('what OpenCV reports by false leaves no file, and the reason in lastError', async () => {
  const mat = noise(4, 4);
  assert.equal(cv.imwrite(scratch('no/folder.png'), mat), false);
  assert.equal(cv.lastError.code, 'write-failed');
  assert.equal(
    cv.imwrite(scratch('a.tif'), mat, [cv.IMWRITE_TIFF_COMPRESSION, cv.IMWRITE_TIFF_COMPRESSION_JPEG]),
    false,
  );
  assert.match(cv.lastError.message, /IMWRITE_TIFF_COMPRESSION: expected .*, got 7/);
  assert.equal(existsSync(scratch('a.tif')), false);
  assert.equal(cv.imencode('.jpg', [mat, mat]), false);
  assert.equal(cv.imwrite(scratch('a.tif'), mat), true);
  assert.equal(cv.lastError, undefined);
  for (const path of [scratch('none.png'), folder]) assert.equal(cv.imread(path).empty(), true, path);
  writeFileSync(scratch('text.png'), 'no picture');
  assert.equal(cv.imread(scratch('text.png')).empty(), true);
  assert.equal(cv.lastError.code, 'unsupported-data');
  assert.equal(cv.imdecode((await readFile(fixture('coffee.png'))).subarray(0, 5000)).empty(), true);
  assert.equal(cv.lastError.code, 'corrupt-data');
  assert.equal(cv.imcount('/none.png'), 0);
});

test('a write that fails half-way takes its part of the file away, and leaves what was there', () => {
  const script = `
    import { createCv } from ${JSON.stringify(new URL('../../npm/dist/node/cv.js', import.meta.url).href)};
    const cv = await createCv({ formats: ['tiff'] });
    const mat = new cv.Mat(100, 100, cv.CV_8UC3);
    mat.data.forEach((_, i, data) => (data[i] = (i * i) % 251));
    console.log(JSON.stringify(process.argv.slice(1).map((path) => [cv.imwrite(path, mat), cv.lastError?.message])));
  `;
  const paths = ['full.tif', 'there.tif', 'device.tif', 'folder.tif'].map(scratch);
  writeFileSync(paths[1], 'before');
  execFileSync('ln', ['-s', '/dev/full', paths[2]]);
  execFileSync('mkdir', [paths[3]]);
  // Files may have 8 blocks, and the signal about a ninth is ignored.
  const shell = `trap '' XFSZ; ulimit -f 8; exec "$0" --input-type=module -e "$@"`;
  const outcomes = JSON.parse(
    execFileSync('bash', ['-c', shell, process.execPath, script, ...paths], { encoding: 'utf8' }),
  );
  for (const [i, words] of [/EFBIG/, /EFBIG/, /ENOSPC/, /EISDIR/].entries()) {
    assert.equal(outcomes[i][0], false);
    assert.match(outcomes[i][1], words);
  }
  assert.deepEqual(paths.map(existsSync), [false, true, true, true]);
  assert.equal(readFileSync(paths[1], 'utf8'), 'before');
});

test("files have the process's mode, and paths follow its folder", () => {
  const script = `
    import { createCv } from ${JSON.stringify(new URL('../../npm/dist/node/cv.js', import.meta.url).href)};
    const cv = await createCv({ formats: ['png'] });
    process.umask(0o077);
    process.chdir(process.argv[1]);
    console.log(cv.imwrite('mine.png', new cv.Mat(2, 2, cv.CV_8UC1)));
  `;
  assert.equal(
    execFileSync(process.execPath, ['--input-type=module', '-e', script, folder], { encoding: 'utf8' }),
    'true\n',
  );
  assert.equal(statSync(scratch('mine.png')).mode & 0o777, 0o600);
});

test('a depth that the format has not is told once', () => {
  warnings.length = 0;
  const mat = cv.matFromArray(1, 4, cv.CV_32FC1, [-5, 0.5, 1.5, 300]);
  for (let i = 0; i < 2; ++i) assert.deepEqual([...cv.imdecode(cv.imencode('.png', mat), -1).data], [0, 0, 2, 255]);
  assert.equal(warnings.length, 1);
  assert.match(warnings[0], /png has no float32 samples/);
});

test('functions work without their object, too', () => {
  const { imwrite, imread } = cv;
  assert.equal(imwrite(scratch('alone.png'), noise(3, 5)), true);
  assert.ok(imread(scratch('alone.png')) instanceof cv.Mat);
});

test('in Node, paths are files of the disk', async () => {
  const path = join(folder, 'disk.png');
  assert.equal(cv.imwrite(path, noise(3, 5)), true, cv.lastError?.message);
  assert.equal((await sharp(path).metadata()).width, 5);
  assert.deepEqual([...cv.imread(path).data], [...noise(3, 5).data]);
  assert.equal(cv.imread(fixture('rocket.jpg'), cv.IMREAD_GRAYSCALE).cols, 640);
  assert.equal(cv.imwrite(join(folder, 'none', 'a.png'), noise(2, 2)), false);
});

test('haveImageWriter goes by the extension, haveImageReader by the content', () => {
  assert.deepEqual(
    ['a.JPG', '/x.y/b.jpe', 'c.tif', 'd.apng', 'e.webp', 'f.png?x'].map(cv.haveImageWriter),
    Array(6).fill(true),
  );
  assert.deepEqual(['a.dds', 'png', 'a.', '', 'a.jpegs'].map(cv.haveImageWriter), Array(5).fill(false));
  writeFileSync(scratch('picture'), cv.imencode('.webp', noise(2, 2)));
  assert.equal(cv.haveImageReader(scratch('picture')), true);
  assert.equal(cv.haveImageReader(scratch('none')), false);
});

test('only the formats that were asked for are there', async () => {
  const small = await createCv({ formats: ['image/png'], read: false });
  assert.equal(small.imwrite(scratch('a.png'), noise(2, 2)), true);
  assertThrows(
    () => small.imwrite(scratch('a.jpg'), noise(2, 2)),
    'unknown-format',
    /expected one of \.png, \.apng, got/,
  );
  assert.equal(small.haveImageReader(scratch('a.png')), false);
  await assert.rejects(createCv({ formats: ['psd'] }), { code: 'unknown-format' });
});

test('gray with alpha in TIFF is read without it, with its 16 bits', async () => {
  for (const [Samples, type] of [
    [Uint8Array, cv.CV_8UC1],
    [Uint16Array, cv.CV_16UC1],
  ]) {
    const image = pattern(5, 4, 2, Samples);
    const mat = cv.imdecode(await imwrite(image, 'tiff'), cv.IMREAD_UNCHANGED);
    assert.equal(mat.type(), type);
    assert.deepEqual(
      [...(type === cv.CV_8UC1 ? mat.data : mat.data16U)],
      [...image.data.filter((_, i) => i % 2 === 0)],
    );
  }
});

test('the lowest quality of brightness is one, and holds for color as well', () => {
  const mat = noise(40, 30);
  const lowest = cv.imencode('.jpg', mat, [cv.IMWRITE_JPEG_QUALITY, 0]);
  assert.deepEqual(cv.imencode('.jpg', mat, [cv.IMWRITE_JPEG_LUMA_QUALITY, 0]), lowest);
});

test('a range of pages has at least one, from the first on', () => {
  const file = cv.imencodemulti('.tif', [noise(4, 4), noise(5, 5), noise(6, 6)]);
  for (const range of [
    { start: 1, end: 1 },
    { start: 2, end: 1 },
    { start: -1, end: 1 },
    { start: 0.5, end: 2 },
  ]) {
    assertThrows(() => cv.imdecodemulti(file, cv.IMREAD_UNCHANGED, [], range), 'invalid-option', /at least one page/);
  }
  const pages = [];
  assert.equal(cv.imdecodemulti(file, cv.IMREAD_UNCHANGED, pages, { start: 0, end: 1 }), true);
  assert.deepEqual(
    pages.map(({ rows }) => rows),
    [4],
  );
});
