// imwrite against native OpenCV: the same return value or exception, and files that hold the same pixels.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { callsFor, extensions } from './cases.mjs';
import { differencesOf, writing } from './differences.mjs';
import {
  FLOAT_BOUND,
  cv,
  facts,
  fc,
  makeMat,
  outcome,
  plainMat,
  samples,
  startNative,
  toBase64,
  typeName,
  scratch,
} from './support.mjs';

const native = startNative(after);
const { version } = await native.ask({ operation: 'version' });
const differences = differencesOf(version, writing);

/** Lossy WebP by two versions of libwebp: the most that a sample may differ. */
const WEBP_BOUND = 0;

const word = ({ thrown, result }) => (thrown ? 'throws' : result ? 'writes' : 'fails');

/** What we and native OpenCV make of a call, in words, and the pixels that native OpenCV sees in both files. */
async function both({ image, extension, params }) {
  const mat = makeMat(image);
  const path = scratch(`output${extension}`);
  const ours = outcome(() => cv.imwrite(path, mat, params));
  const theirs = await native.ask({ operation: 'imwrite', extension, mats: [plainMat(mat)], params });
  const result = {
    ours: word(ours),
    native: word(theirs),
    message: ours.thrown ?? cv.lastError?.message,
    theirMessage: theirs.thrown,
  };
  assert.equal(existsSync(path), ours.result === true, 'a file is there exactly when imwrite says so');
  if (ours.result !== true) return result;
  const bytes = toBase64(readFileSync(path));
  rmSync(path);
  result.seen = (await native.ask({ operation: 'imdecode', bytes, flags: -1 })).mat;
  if (theirs.result) {
    result.expected = (await native.ask({ operation: 'imdecode', bytes: theirs.bytes, flags: -1 })).mat;
    result.read = facts(cv.imdecode(Buffer.from(theirs.bytes, 'base64'), cv.IMREAD_UNCHANGED));
  }
  return result;
}

const isLossyWebp = ({ extension, params }) =>
  extension === '.webp' && params[0] === cv.IMWRITE_WEBP_QUALITY && params[1] <= 100;

const isLogLuv = ({ extension, image, params }) =>
  extension === '.tiff' &&
  image.depth === '32F' &&
  image.channels === 3 &&
  params.some((value, i) => i % 2 === 0 && value === cv.IMWRITE_TIFF_COMPRESSION);

function assertSame(seen, expected, bound, what) {
  assert.ok(seen && expected, `${what}: not readable`);
  assert.deepEqual(
    [seen.rows, seen.cols, typeName(seen.type)],
    [expected.rows, expected.cols, typeName(expected.type)],
    what,
  );
  if (seen.data === expected.data) return;
  const other = samples(expected);
  const worst = samples(seen).reduce(
    (most, value, i) => (Object.is(value, other[i]) ? most : Math.max(most, Math.abs(value - other[i]))),
    0,
  );
  assert.ok(worst <= bound, `${what}: samples differ by up to ${worst}`);
}

for (const extension of extensions) {
  test(`${extension}: drawn images and params`, async () => {
    const seen = { writes: 0, fails: 0, throws: 0 };
    const property = fc.asyncProperty(callsFor(extension), async (call) => {
      if (differences.some(({ applies }) => applies(call))) return;
      const result = await both(call);
      assert.equal(result.ours, result.native, result.message ?? result.theirMessage);
      ++seen[result.ours];
      if (result.ours !== 'writes') return;
      assertSame(result.seen, result.expected, isLossyWebp(call) ? WEBP_BOUND : 0, 'our file, read by native OpenCV');
      assertSame(result.read, result.expected, isLogLuv(call) ? FLOAT_BOUND : 0, "native OpenCV's file, read by us");
    });
    await fc.assert(property, { numRuns: Number(process.env.CV_RUNS ?? 200) });
    assert.ok(seen.writes > 50 && seen.throws > 5, `too few cases: ${JSON.stringify(seen)}`);
  });
}

for (const { reason, applies, example, ours, native: theirs } of differences) {
  test(`a difference: ${reason}`, async () => {
    assert.ok(applies(example));
    const result = await both(example);
    assert.equal(result.ours, ours, result.message);
    if (theirs !== 'other pixels') return assert.equal(result.native, theirs);
    assert.equal(result.native, 'writes');
    assert.notEqual(result.seen.data, result.expected.data);
  });
}

test("a TIFF file's tags are native OpenCV's, as tiffinfo sees them", async () => {
  const folder = await mkdtemp(join(tmpdir(), 'imwrite-'));
  after(() => rm(folder, { recursive: true }));
  const tags = async (bytes) => {
    const file = join(folder, 'a.tif');
    await writeFile(file, bytes);
    // Inches are what no unit means.
    const text = execFileSync('tiffinfo', [file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).replace(
      ' pixels/inch',
      '',
    );
    const lines = text.split('\n');
    return lines
      .filter((line) => /Resolution|Compression|Predictor|Rows\/Strip|Bits|Sample|Photometric/.test(line))
      .sort();
  };
  const unit = cv.IMWRITE_TIFF_RESUNIT;
  const resolution = [cv.IMWRITE_TIFF_XDPI, 300, cv.IMWRITE_TIFF_YDPI, 72];
  const paramsList = [
    [],
    resolution,
    [unit, 1, ...resolution],
    [unit, 2, ...resolution],
    [unit, 3, ...resolution],
    [cv.IMWRITE_TIFF_XDPI, 10],
  ];
  const others = [
    [cv.IMWRITE_TIFF_COMPRESSION, 8],
    [cv.IMWRITE_TIFF_PREDICTOR, 1],
    [cv.IMWRITE_TIFF_ROWSPERSTRIP, 5],
    [cv.IMWRITE_TIFF_COMPRESSION, 32773],
  ];
  for (const [depth, channels] of [
    ['8U', 3],
    ['16U', 3],
    ['8U', 4],
    ['16U', 4],
    ['8U', 1],
  ]) {
    const mat = makeMat({ rows: 40, cols: 64, depth, channels, fill: 'gradient', region: false });
    for (const params of [...paramsList, ...others]) {
      const theirs = await native.ask({ operation: 'imwrite', extension: '.tif', mats: [plainMat(mat)], params });
      assert.deepEqual(
        await tags(cv.imencode('.tif', mat, params)),
        await tags(Buffer.from(theirs.bytes, 'base64')),
        `[${params}]`,
      );
    }
  }
});
