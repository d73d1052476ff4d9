// Several pictures in one file, animations and metadata: against native OpenCV where 4.6 has them, against Pillow elsewhere.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { chunk, png } from '../contract/png-files.mjs';
import { cv, facts, makeMat, plainMat, startNative, toBase64, scratch } from './support.mjs';

const native = startNative(after);
const page = (rows, depth = '8U', channels = 3) =>
  makeMat({ rows, cols: 12, depth, channels, fill: 'noise', region: false });
const frames = [1, 2, 3].map((value) => new cv.Mat(6, 8, cv.CV_8UC4, [value * 80, 255 - value * 60, 7, 255]));

test('imwritemulti and imreadmulti: TIFF pages as native OpenCV writes and reads them', async () => {
  const mats = [page(5), page(9, '16U', 1), page(7, '8U', 4)];
  assert.equal(cv.imwritemulti(scratch('pages.tif'), mats), true, cv.lastError?.message);
  const ours = toBase64(readFileSync(scratch('pages.tif')));
  const theirs = await native.ask({
    operation: 'imwritemulti',
    extension: '.tif',
    mats: mats.map(plainMat),
    params: [],
  });
  for (const bytes of [ours, theirs.bytes]) {
    writeFileSync(scratch('input.tif'), Buffer.from(bytes, 'base64'));
    assert.equal(cv.imcount(scratch('input.tif')), 3);
    assert.deepEqual(await native.ask({ operation: 'imcount', bytes }), { count: 3 });
    for (const flags of [cv.IMREAD_UNCHANGED, cv.IMREAD_ANYCOLOR, cv.IMREAD_GRAYSCALE, cv.IMREAD_COLOR]) {
      const read = [];
      assert.equal(cv.imreadmulti(scratch('input.tif'), read, flags), true);
      const seen = await native.ask({ operation: 'imreadmulti', bytes, flags });
      assert.deepEqual(read.map(facts), seen.mats, `flags ${flags}`);
    }
  }
  const some = [];
  assert.equal(cv.imreadmulti(scratch('pages.tif'), some, 1, 1, cv.IMREAD_UNCHANGED), true);
  assert.deepEqual(some.map(facts), [plainMat(mats[1])]);
  assert.equal(cv.imreadmulti(scratch('pages.tif'), some, 3, 1), false, 'no page is left');
  assert.throws(() => cv.imreadmulti(scratch('pages.tif'), some, -1, 1), /start/);
});

test('several pictures are an animation in WebP and PNG, a second each, and nothing in JPEG', () => {
  for (const extension of ['.webp', '.png']) {
    const path = `/several${extension}`;
    assert.equal(cv.imwritemulti(path, frames), true, cv.lastError?.message);
    const animation = {};
    assert.equal(cv.imreadanimation(path, animation), true);
    assert.deepEqual(animation.durations, [1000, 1000, 1000]);
    assert.equal(cv.imcount(path), 3);
  }
  assert.equal(cv.imwritemulti(scratch('several.jpg'), frames), false);
  assert.equal(cv.imwriteanimation(scratch('several.tif'), { frames, durations: [1, 2, 3] }), false);
  assert.match(cv.lastError.message, /animations/);
});

for (const extension of ['.webp', '.png']) {
  test(`imwriteanimation, ${extension}: frames, durations, loops and background, as Pillow sees them`, async () => {
    const animation = { frames, durations: [40, 500, 1200], loop_count: 5, bgcolor: [10, 20, 30, 255] };
    const lossless = extension === '.webp' ? [cv.IMWRITE_WEBP_QUALITY, 100] : [];
    const bytes = cv.imencodeanimation(extension, animation, lossless);
    assert.ok(bytes, cv.lastError?.message);
    const seen = await native.ask({ operation: 'pillowFrames', bytes: toBase64(bytes) });
    assert.deepEqual(seen.durations, animation.durations);
    assert.equal(seen.loop, 5);
    if (extension === '.webp') assert.deepEqual(seen.background, [30, 20, 10, 255]);
    const rgba = frames.map(({ data: [blue, green, red, alpha] }) => [red, green, blue, alpha]);
    assert.deepEqual(seen.pixels, rgba);

    writeFileSync(scratch('animation'), bytes);
    const back = {};
    assert.equal(cv.imreadanimation(scratch('animation'), back), true, cv.lastError?.message);
    assert.deepEqual([back.durations, back.loop_count], [animation.durations, 5]);
    assert.deepEqual(
      back.frames.map((mat) => [...mat.data.slice(0, mat.channels())]),
      frames.map((mat, i) => [...mat.data.slice(0, back.frames[i].channels())]),
    );
    const middle = {};
    assert.equal(cv.imreadanimation(scratch('animation'), middle, 1, 1), true);
    assert.deepEqual(middle.durations, [500]);
  });
}

test('an animation without params is lossy in WebP, as in OpenCV', () => {
  const noisy = [page(30), page(30)];
  const durations = [10, 10];
  const isExact = (params) => {
    const mat = cv.imdecode(cv.imencodeanimation('.webp', { frames: noisy, durations }, params), cv.IMREAD_COLOR);
    return toBase64(mat.data) === toBase64(noisy[0].data);
  };
  assert.deepEqual([[], [cv.IMWRITE_WEBP_QUALITY, 99], [cv.IMWRITE_WEBP_QUALITY, 100]].map(isExact), [
    false,
    false,
    true,
  ]);
  assert.throws(() => cv.imencodeanimation('.webp', { frames: noisy, durations: [10] }), /one for each frame/);
  assert.throws(() => cv.imencodeanimation('.webp', { frames: [], durations: [] }), /at least one Mat/);
});

test('metadata goes in and comes out, and what a format has no place for is told', async () => {
  const exif = new Uint8Array(
    await native.ask({ operation: 'exif' }).then(({ bytes }) => Buffer.from(bytes, 'base64')),
  );
  const xmp = new TextEncoder().encode('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>');
  for (const extension of ['.jpg', '.png', '.webp']) {
    const bytes = cv.imencodeWithMetadata(
      extension,
      page(8),
      [cv.IMAGE_METADATA_XMP, cv.IMAGE_METADATA_EXIF],
      [xmp, exif],
    );
    assert.ok(bytes, cv.lastError?.message);
    const seen = await native.ask({ operation: 'pillowMetadata', bytes: toBase64(bytes) });
    assert.equal(seen.artist, 'somebody', extension);
    writeFileSync(scratch('metadata'), bytes);
    const types = [99];
    const blocks = [];
    assert.equal(cv.imreadWithMetadata(scratch('metadata'), types, blocks).empty(), false);
    assert.deepEqual(types, [cv.IMAGE_METADATA_EXIF, cv.IMAGE_METADATA_XMP]);
    assert.deepEqual(
      blocks.map((block) => Buffer.from(block)),
      [exif, xmp].map((block) => Buffer.from(block)),
    );
  }
  const warnings = [];
  cv.onWarning = (message) => warnings.push(message);
  assert.equal(
    cv.imwriteWithMetadata(scratch('cicp.jpg'), page(8), [cv.IMAGE_METADATA_CICP], [new Uint8Array(4)]),
    true,
  );
  assert.match(warnings.join(), /metadata of type cicp is not supported in jpeg/);
});

test('the background of a still PNG, of which OpenCV makes the bgcolor', () => {
  const size = { width: 2, height: 2 };
  const rgb = { ...size, samples: new Uint8Array(12), type: 2 };
  const palette = chunk('PLTE', Buffer.from([1, 2, 3, 40, 50, 60]));
  const files = [
    [rgb, [chunk('bKGD', Buffer.from([0, 10, 0, 20, 0, 30]))], [30, 20, 10, 0]],
    [
      { ...rgb, depth: 16, samples: new Uint8Array(24) },
      [chunk('bKGD', Buffer.from([1, 0, 2, 0, 3, 0]))],
      [768, 512, 256, 0],
    ],
    [{ ...size, samples: new Uint8Array(4), type: 0 }, [chunk('bKGD', Buffer.from([0, 77]))], [77, 77, 77, 0]],
    [{ ...size, samples: new Uint8Array(4), type: 3 }, [palette, chunk('bKGD', Buffer.from([1]))], [60, 50, 40, 0]],
    [{ ...size, samples: new Uint8Array(4), type: 3 }, [palette, chunk('bKGD', Buffer.from([2]))], [0, 0, 0, 0]],
    [rgb, [chunk('bKGD', Buffer.from([1, 10, 0, 20, 0, 30]))], [0, 0, 0, 0]],
    [rgb, [], [0, 0, 0, 0]],
  ];
  for (const [picture, before, expected] of files) {
    const animation = new cv.Animation();
    assert.equal(cv.imdecodeanimation(png({ ...picture, before }), animation), true);
    assert.deepEqual([animation.bgcolor, animation.durations], [expected, [1000]]);
  }
});
