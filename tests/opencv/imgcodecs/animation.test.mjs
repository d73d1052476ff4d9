// OpenCV's test_animation.cpp: animated WebP and PNG, and collections of their frames.
import assert from 'node:assert/strict';
import { chunk, png } from '../../contract/png-files.mjs';
import { assertSame, bytesOf, cv, discs, encoded, matOf, pixel, port, stored, unused } from './support.mjs';

/** A still picture of a palette with alpha, as a file of PngSuite that OpenCV takes. */
const still = () => {
  const palette = Buffer.from(Array.from({ length: 60 }, (_, i) => (i * 53) & 255));
  const before = [
    chunk('PLTE', palette),
    chunk('tRNS', Buffer.from(Array.from({ length: 20 }, (_, i) => 255 - i * 12))),
  ];
  const samples = Array.from({ length: 1024 }, (_, i) => ((i % 32) >> 3) + 4 * (i >> 8));
  return stored('.png', png({ samples, width: 32, height: 32, type: 3, before }));
};

/** OpenCV's fillFrames: frames that change a little, the last of them twice more. */
function frames(hasAlpha, count = 14) {
  const animation = new cv.Animation();
  assert.equal(cv.imreadanimation(still(), animation), true, cv.lastError?.message);
  assert.deepEqual(animation.durations, [1000]);
  const first = animation.frames[0];
  const channels = hasAlpha ? 4 : 3;
  const frame = (step) =>
    matOf(32, 32, cv.CV_8U + ((channels - 1) << 3), (x, y, c) => {
      const value = first.data[(y * 32 + x) * 4 + c];
      const inside = y >= 16 && y < 20 && x >= 2 + step && x < 6 + step;
      return step > 0 && inside && c < 3 ? 255 - value : value;
    });
  animation.frames = Array.from({ length: count }, (_, step) => frame(step));
  animation.durations = animation.frames.map((_, step) => (step === 0 ? 400 : 80 + 7 * step));
  animation.loop_count = 0xffff;
  for (const extra of [1, 2]) {
    animation.frames.push(animation.frames.at(-1));
    animation.durations.push(80 + 7 * count + extra);
  }
  return animation;
}

/** A Mat of three channels that looks like it: frames that are opaque may come with alpha or without. */
const color = (mat) =>
  mat.channels() < 4 ? mat : matOf(mat.rows, mat.cols, cv.CV_8UC3, (x, y, c) => mat.data[(y * mat.cols + x) * 4 + c]);

/** Writes, reads all, and reads a part; gives what was read first. */
function checked(extension, animation, exact) {
  const path = unused(extension);
  assert.equal(cv.imwriteanimation(path, animation, exact), true, cv.lastError?.message);
  const read = new cv.Animation();
  assert.equal(cv.imreadanimation(path, read), true, cv.lastError?.message);
  const count = animation.frames.length - 2;
  assert.deepEqual([cv.imcount(path), read.frames.length], [count, count]);
  assert.deepEqual(read.durations.slice(0, -1), animation.durations.slice(0, count - 1));
  assert.equal(
    read.durations.at(-1),
    animation.durations.slice(count - 1).reduce((sum, one) => sum + one),
  );
  assert.equal(read.loop_count, animation.loop_count);
  const whole = read.frames.slice();
  assert.equal(cv.imreadanimation(path, read, 5, 3), true);
  assert.deepEqual([read.frames.length, read.durations.length], [count + 3, count + 3]);
  for (const i of [0, 1, 2]) assertSame(read.frames[count + i], read.frames[5 + i]);
  assertSame(color(cv.imread(path, cv.IMREAD_UNCHANGED)), color(whole[0]));
  const multi = [];
  assert.equal(cv.imdecodemulti(bytesOf(path), cv.IMREAD_UNCHANGED, multi), true);
  multi.forEach((mat, i) => assertSame(mat, whole[i]));
  return { ...read, frames: whole };
}

const lossless = { '.webp': [cv.IMWRITE_WEBP_LOSSLESS_MODE, cv.IMWRITE_WEBP_LOSSLESS_PRESERVE_COLOR], '.png': [] };
const assertFrames = (read, animation) =>
  read.frames.forEach((mat, i) => assertSame(color(mat), color(animation.frames[i]), `frame ${i}`));

for (const [suite, extension] of [
  ['WebP', '.webp'],
  ['APNG', '.png'],
]) {
  port(`Imgcodecs_${suite}.imwriteanimation_rgba`, () => {
    const animation = Object.assign(frames(true), suite === 'WebP' && { bgcolor: [50, 100, 150, 128] });
    const read = checked(extension, animation, lossless[extension]);
    assert.deepEqual(read.bgcolor, animation.bgcolor);
    read.frames.forEach((mat, i) => assertSame(mat, animation.frames[i], `frame ${i}`));
    if (suite === 'WebP') checked(extension, animation); // lossy
  });
  port(`Imgcodecs_${suite}.imwriteanimation_rgb`, () => {
    const animation = frames(false);
    assertFrames(checked(extension, animation, lossless[extension]), animation);
  });
  for (const [kind, hasAlpha] of [
    ['rgba', true],
    ['rgb', false],
  ]) {
    port(`Imgcodecs_${suite}.imwritemulti_${kind}`, () => {
      const animation = frames(hasAlpha);
      const path = unused(extension);
      assert.equal(cv.imwrite(path, animation.frames, lossless[extension]), true, cv.lastError?.message);
      const read = [];
      assert.equal(cv.imreadmulti(path, read, hasAlpha ? cv.IMREAD_UNCHANGED : cv.IMREAD_ANYCOLOR), true);
      assert.deepEqual([read.length, cv.imcount(path)], [animation.frames.length - 2, animation.frames.length - 2]);
      assertFrames({ frames: read }, animation);
    });
  }
  port(`Imgcodecs_${suite}.imencode_rgba`, () => {
    const animation = frames(true, 3);
    const read = [];
    assert.equal(cv.imdecodemulti(encoded(extension, animation.frames), cv.IMREAD_UNCHANGED, read), true);
    assert.equal(read.length, animation.frames.length - 2);
    // A part; one without a page is an error, as in OpenCV.
    const part = [];
    assert.equal(
      cv.imdecodemulti(encoded(extension, animation.frames), cv.IMREAD_UNCHANGED, part, { start: 1, end: 3 }),
      true,
    );
    part.forEach((mat, i) => assertSame(mat, read[1 + i]));
    assert.throws(
      () => cv.imdecodemulti(encoded(extension, animation.frames), -1, part, { start: 1, end: 1 }),
      /at least one page/,
    );
  });
}

// OpenCV makes 8 bits of frames of 16; here they stay.
port('Imgcodecs_APNG.imwriteanimation_rgba16u', () => {
  const animation = frames(true);
  animation.frames = animation.frames.map((mat) =>
    matOf(32, 32, cv.CV_16UC4, (x, y, c) => mat.data[(y * 32 + x) * 4 + c] * 255),
  );
  const read = checked('.png', animation);
  read.frames.forEach((mat, i) => assertSame(mat, animation.frames[i], `frame ${i}`));
});

const gray = (mat) => matOf(mat.rows, mat.cols, cv.CV_8UC1, (x, y) => mat.data[(y * mat.cols + x) * 3 + 1]);

port('Imgcodecs_APNG.imwriteanimation_gray', () => {
  const animation = Object.assign(frames(false), { bgcolor: [50, 100, 150, 0] });
  animation.frames = animation.frames.map(gray);
  const read = checked('.png', animation);
  assert.deepEqual(read.bgcolor, [0, 0, 0, 0]);
  read.frames.forEach((mat, i) => assertSame(mat, animation.frames[i]));
});

port('Imgcodecs_APNG.imwritemulti_gray', () => {
  const mats = frames(false).frames.map(gray);
  const path = unused('.png');
  assert.equal(cv.imwrite(path, mats), true);
  for (const [mode, channels] of [
    ['ANYCOLOR', 1],
    ['UNCHANGED', 1],
    ['COLOR', 3],
    ['GRAYSCALE', 1],
  ]) {
    const read = [];
    assert.equal(cv.imreadmulti(path, read, cv[`IMREAD_${mode}`]), true);
    assert.deepEqual([read.length, read[0].channels()], [mats.length - 2, channels], mode);
    if (channels === 1) read.forEach((mat, i) => assertSame(mat, mats[i]));
  }
});

port('Imgcodecs_APNG.imwriteanimation_bgcolor', () => {
  for (const bgcolor of [
    [50, 100, 150, 0],
    [0, 0, 0, 0],
  ]) {
    const path = unused('.png');
    assert.equal(cv.imwriteanimation(path, Object.assign(frames(true, 2), { bgcolor })), true, cv.lastError?.message);
    const read = new cv.Animation();
    assert.equal(cv.imreadanimation(path, read), true);
    assert.deepEqual(read.bgcolor, bgcolor);
    assert.equal(Buffer.from(bytesOf(path)).includes('bKGD'), bgcolor[0] > 0);
  }
  // Alpha has no place there.
  const path = unused('.png');
  assert.equal(
    cv.imwriteanimation(path, Object.assign(frames(true, 2), { bgcolor: [1, 2, 3, 128] })),
    true,
    cv.lastError?.message,
  );
});

function assertAlike(a, b) {
  assert.deepEqual(
    [a.frames.length, a.bgcolor, a.loop_count, a.durations],
    [b.frames.length, b.bgcolor, b.loop_count, b.durations],
  );
  a.frames.forEach((mat, i) => assertSame(mat, b.frames[i]));
}

port('Imgcodecs_APNG.imdecode_animation', () => {
  const path = still();
  const [fromFile, fromMemory] = [new cv.Animation(), new cv.Animation()];
  assert.equal(cv.imreadanimation(path, fromFile), true);
  assert.equal(fromFile.durations.at(-1), 1000);
  assert.equal(cv.imdecodeanimation(bytesOf(path), fromMemory), true);
  assertAlike(fromMemory, fromFile);
  assert.throws(() => cv.imdecodeanimation(new Uint8Array(), fromMemory), /no bytes/);
  assert.equal(cv.imdecodeanimation(new Uint8Array(9), fromMemory), false);
});

port('Imgcodecs_APNG.imencode_animation', () => {
  const [first, second] = [new cv.Animation(), new cv.Animation()];
  assert.equal(cv.imreadanimation(still(), first), true);
  const bytes = cv.imencodeanimation('.png', first);
  assert.ok(bytes, cv.lastError?.message);
  assert.equal(cv.imdecodeanimation(bytes, second), true);
  assertAlike(second, first);
});

/** An animation whose default picture is none of its frames. */
function hidden(type = cv.CV_8UC4) {
  const animation = new cv.Animation(2);
  animation.frames = [discs(20, 30, type, { seed: 1 }), discs(20, 30, type, { seed: 2 })];
  animation.durations = [50, 60];
  animation.still_image = discs(20, 30, type, { seed: 9 });
  return stored('.png', cv.imencodeanimation('.png', animation) || assert.fail(cv.lastError.message));
}

port('Imgcodecs_APNG.animation_has_hidden_frame', () => {
  const [one, two, three] = [0, 1, 2].map(() => new cv.Animation());
  assert.equal(cv.imreadanimation(hidden(), one), true);
  assert.deepEqual([one.still_image.empty(), one.frames.length], [false, 2]);
  assert.equal(cv.imdecodeanimation(cv.imencodeanimation('.png', one), two), true);
  assertSame(two.still_image, discs(20, 30, cv.CV_8UC4, { seed: 9 }));
  assertAlike(two, one);

  one.frames.shift();
  one.durations.shift();
  assert.equal(cv.imdecodeanimation(cv.imencodeanimation('.png', one), three), true);
  assert.deepEqual([one.still_image.empty(), three.still_image.empty(), three.frames.length], [false, true, 1]);
});

port('Imgcodecs_APNG.animation_imread_preview', () => {
  const path = hidden();
  const picture = new cv.Mat();
  cv.imread(path, picture, cv.IMREAD_UNCHANGED);
  const animation = new cv.Animation();
  assert.equal(cv.imreadanimation(path, animation), true);
  assert.deepEqual([picture.empty(), animation.still_image.empty(), animation.frames.length], [false, false, 2]);
  assertSame(animation.still_image, picture);
});

port('Imgcodecs_APNG.imread_animation_16u', () => {
  const animation = new cv.Animation();
  animation.still_image = new cv.Mat(4, 4, cv.CV_16UC4, [0, 0, 65280, 65535]);
  animation.frames = [1, 2].map((seed) => discs(4, 4, cv.CV_16UC4, { seed, max: 65535 }));
  animation.durations = [10, 10];
  const path = stored('.png', cv.imencodeanimation('.png', animation));
  const expected = {
    UNCHANGED: [cv.CV_16UC4, [0, 0, 65280, 65535]],
    GRAYSCALE: [cv.CV_8UC1, [76]],
    COLOR: [cv.CV_8UC3, [0, 0, 255]],
    COLOR_RGB: [cv.CV_8UC3, [255, 0, 0]],
    ANYDEPTH: [cv.CV_16UC1, [19517]],
    'COLOR ANYDEPTH': [cv.CV_16UC3, [0, 0, 65280]],
    'COLOR_RGB ANYDEPTH': [cv.CV_16UC3, [65280, 0, 0]],
  };
  for (const [names, [type, samples]] of Object.entries(expected)) {
    const mat = cv.imread(
      path,
      names.split(' ').reduce((flags, name) => flags | cv[`IMREAD_${name}`], 0),
    );
    assert.deepEqual([mat.type(), pixel(mat, 0, 0)], [type, samples], names);
  }
});

port('Imgcodecs_ImageCollection_WithParam.animations', (extension) => {
  const path = unused(extension);
  assert.equal(cv.imwritemulti(path, frames(false).frames), true, cv.lastError?.message);
  const read = [];
  assert.equal(cv.imreadmulti(path, read, cv.IMREAD_UNCHANGED), true);
  const collection = new cv.ImageCollection(path, cv.IMREAD_UNCHANGED);
  assert.deepEqual(
    [collection.size(), collection.getWidth(), collection.getHeight(), collection.getType()],
    [read.length, 32, 32, read[0].type()],
  );
  [...collection].forEach((mat, i) => assertSame(mat, read[i]));
  const again = new cv.ImageCollection(path, cv.IMREAD_UNCHANGED);
  const animation = again.getAnimation();
  assert.equal(animation.frames.length, extension === '.tiff' ? 0 : read.length);
  for (let i = 10; i < again.size(); ++i) {
    assertSame(again.at(i), read[i]);
    if (animation.frames.length > 0) assertSame(animation.frames[i], read[i]);
  }
  assert.throws(() => again.at(again.size()), /below/);
});

port('Imgcodecs_ImageCollection.Metadata', () => {
  const block = Buffer.from('4d4d002a000000080001011200030000000100060000000000000000', 'hex').subarray(0, 26);
  const path = stored(
    '.jpg',
    cv.imencodeWithMetadata('.jpg', discs(8, 8, cv.CV_8UC3), [cv.IMAGE_METADATA_EXIF], [new Uint8Array(block)]),
  );
  const collection = new cv.ImageCollection(path, cv.IMREAD_UNCHANGED);
  const [types, blocks] = [[], []];
  collection.getMetadata(types, blocks);
  assert.deepEqual([types, blocks], [[], []]);
  collection.at(0);
  collection.getMetadata(types, blocks);
  assert.deepEqual([types, blocks.map((bytes) => Buffer.from(bytes))], [[cv.IMAGE_METADATA_EXIF], [block]]);
});
