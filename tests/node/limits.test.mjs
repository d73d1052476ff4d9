// limits: each refuses what is beyond it and lets through what is not, by every way in; how they are said, and what is too strange to be one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as imwritePackage from '../../npm/dist/node/index.js';
import { createCv } from '../../npm/dist/node/cv.js';
import {
  apng,
  emptyScans,
  jpegOf,
  pngOf,
  pngProfile,
  pngText,
  pngUnicode,
  tiffOf,
  tiffPage,
  webp,
  webpAnimation,
} from '../support/bombs.mjs';
import { assertFails, assertMismatch, pattern, profileOf, wasmFile, wasmFolder } from './support.mjs';

const {
  configure,
  imcount,
  imread,
  imreadAnimation,
  imreadMulti,
  imwrite,
  imwriteSync,
  imwriteMulti,
  limits,
  load,
  transcodeJpeg,
  transcodeJpegSync,
} = imwritePackage;

const image = pattern(64, 48, 3);
const profile = await profileOf('p3');
const metadata = { icc: profile, xmp: `<x:xmpmeta xmlns:x="adobe:ns:meta/">${' '.repeat(3000)}</x:xmpmeta>` };
const files = Object.fromEntries(
  await Promise.all(
    ['jpeg', 'png', 'webp', 'tiff'].map(async (format) => [format, await imwrite(image, format, { metadata })]),
  ),
);
const progressive = await imwrite(image, 'jpeg', { progressive: true });
const scansOf = (bytes) => Buffer.from(bytes).toString('latin1').split('\xff\xda').length - 1;

/** The file is read up to the limit `enough`, and refused by one less. */
async function assertLimit(name, enough, read) {
  await read({ [name]: enough });
  await read({ [name]: Infinity });
  await assertMismatch(
    read({ [name]: enough - 1 }),
    'image-too-large',
    new RegExp(`at most ${enough - 1} [a-z ]+\\(limits\\.${name}\\)`),
  );
}

const multi = (bytes) => (given) => imreadMulti(bytes, { limits: given });

test('pixels: those of all frames and pages that are asked for', async () => {
  for (const file of Object.values(files)) await assertLimit('pixels', 64 * 48, multi(file));
  for (const file of [apng(20, 10, 5), webpAnimation(20, 10, 5)]) {
    await assertLimit('pixels', 1000, multi(file));
    await assertLimit('pixels', 1000, (given) => imreadAnimation(file, { limits: given }));
    await assertLimit('pixels', 400, (given) => imreadMulti(file, { firstFrame: 1, frameCount: 2, limits: given }));
    await assertLimit('pixels', 200, (given) => imread(file, { limits: given }));
    assert.equal(await imcount(file, { limits: { pixels: 1 } }), 5);
  }
  const pages = await imwriteMulti([image, pattern(10, 10, 1), image], 'tiff');
  await assertLimit('pixels', 2 * 64 * 48 + 100, multi(pages));
  await assertLimit('pixels', 100, (given) => imread(pages, { firstFrame: 1, limits: given }));
});

test('maxPixels is a short form of limits.pixels', async () => {
  const file = apng(20, 10, 5);
  assert.equal((await imreadMulti(file, { maxPixels: 1000 })).length, 5);
  await assertMismatch(
    imreadMulti(file, { maxPixels: 999 }),
    'image-too-large',
    /at most 999 pixels \(limits\.pixels\), got 20 × 10 × 5 frames/,
  );
  await assertMismatch(imread(file, { maxPixels: 1, limits: { pixels: 1 } }), 'invalid-option', /limits\.pixels/);
  assert.equal((await imread(file, { maxPixels: Infinity, limits: { frames: 1 } })).width, 20);
});

test('metadataBytes: profiles, EXIF, XMP, texts and tags, as they are once inflated, all together', async () => {
  const size = profile.length + metadata.xmp.length;
  await assertLimit('metadataBytes', size, multi(files.png));
  await assertLimit('metadataBytes', size, multi(files.webp));
  // JPEG counts its segments, TIFF its entries.
  for (const file of [files.jpeg, files.tiff]) {
    await assertFails(multi(file)({ metadataBytes: size - 1 }), 'image-too-large', /limits\.metadataBytes/);
    await multi(file)({ metadataBytes: size + 1500 });
  }
  for (const make of [pngText, pngUnicode, pngProfile])
    await assertLimit('metadataBytes', 5000, multi(pngOf([make(5000)])));
  await assertLimit('metadataBytes', 3 * 5000, multi(pngOf([pngText(5000), pngProfile(5000), pngUnicode(5000)])));
  await assertLimit('metadataBytes', 5000, (given) => imcount(pngOf([pngText(5000)]), { limits: given }));
  const [broken] = [Buffer.from(pngText(5000))];
  broken[broken.length - 6] ^= 1; // the checksum of the text: it is left out, but was inflated
  await assertFails(multi(pngOf([broken]))({ metadataBytes: 10 }), 'image-too-large').catch(() =>
    multi(pngOf([broken]))({}),
  );
});

test('frames: those that are asked for', async () => {
  for (const file of [
    apng(2, 2, 7, 0),
    webpAnimation(2, 2, 7),
    tiffOf(Array(7).fill(tiffPage()), { data: Buffer.alloc(8) }),
  ]) {
    await assertLimit('frames', 7, multi(file));
    await assertLimit('frames', 3, (given) => imreadMulti(file, { frameCount: 3, limits: given }));
    await imread(file, { limits: { frames: 1 } });
    assert.equal(await imcount(file, { limits: { frames: 1 } }), 7);
  }
});

test('scans: of a JPEG that is decoded scan by scan', async () => {
  const count = scansOf(progressive);
  assert.ok(count >= 6);
  await assertLimit('scans', count, multi(progressive));
  await assertLimit('scans', count, (given) => transcodeJpeg(progressive, { limits: given }));
  // A sequential one with all components in its scan has no others.
  await multi(files.jpeg)({ scans: 1 });
  assert.equal(await imcount(progressive, { limits: { scans: 1 } }), 1);
  await assertFails(
    imread(jpegOf({ width: 8, height: 8, frame: 0xc1, scans: Array(4).fill([[1], 0, 63]) })),
    'corrupt-data',
    /components that had theirs/,
  );
});

test('memoryBytes: the file, its pixels and what the decoder holds', async () => {
  const pixels = 64 * 48 * 3;
  for (const [format, file] of Object.entries(files)) {
    await assertFails(multi(file)({ memoryBytes: file.length + pixels - 1 }), 'image-too-large', /limits\.memoryBytes/);
    await multi(file)({ memoryBytes: file.length + 20 * pixels + 200_000 });
    await assertFails(
      multi(file)({ memoryBytes: file.length - 1 }),
      'image-too-large',
      new RegExp(`^(${format}|the) file: .*limits\\.memoryBytes`),
    );
  }
  // Coefficients of 16 bits, and once more for a turn.
  await assertLimit('memoryBytes', emptyScans(800, 800, 2).length + 800 * 800 * 3, (given) =>
    imread(emptyScans(800, 800, 2), { truncated: 'fill', limits: given }).catch(notTooLarge),
  );
  const large = await imwrite(pattern(1600, 1600, 1), 'jpeg');
  const turned = (memoryBytes) => transcodeJpeg(large, { rotate: 90, edges: 'trim', limits: { memoryBytes } });
  await assertFails(turned(2 * large.length + 2 * 1600 * 1600 * 2 - 1), 'image-too-large', /limits\.memoryBytes/);
  await transcodeJpeg(large, { limits: { memoryBytes: 4 * large.length + 1600 * 1600 * 2 } });
  await assertFails(imread(webp(3000, 3000), { limits: { memoryBytes: 28 + 9e6 * 10 - 1 } }), 'image-too-large');
  await imread(webp(3000, 3000), { limits: { memoryBytes: 28 + 9e6 * 10 } });
});

/** An instance whose memory has not grown. */
async function freshModule(name) {
  const { default: factory } = await import(`${wasmFolder}/${name}.js`);
  const compiled = await WebAssembly.compile(await wasmFile(name));
  return factory({
    instantiateWasm(imports, done) {
      const instance = new WebAssembly.Instance(compiled, imports);
      done(instance, compiled);
      return instance.exports;
    },
  });
}

const notTooLarge = (error) => {
  if (error.code === 'image-too-large') throw error;
};

test('memory that nobody foresaw is not had either', async () => {
  // libjpeg's rows of the widest picture: more than the file and its pixels.
  const wide = await imwrite({ data: new Uint8Array(65500 * 8), width: 65500, height: 8, channels: 1 }, 'jpeg');
  const module = await freshModule('jpeg-decode');
  const take = () => true;
  const read = (memoryBytes) =>
    module.imread(wide, { 'limits.memoryBytes': memoryBytes }, { file: take, begin: take, rows: take, warn: take });
  const { code, option, message } = read(wide.length + 65500 * 8 + 1000);
  assert.deepEqual([code, option], ['image-too-large', 'limits.memoryBytes']);
  assert.match(message, /^the file: expected at most \d+ bytes of memory \(limits\.memoryBytes\), got more$/);
  assert.equal(read(8e6), undefined);
  // What grows bit by bit is for a moment there twice.
  const text = pngOf([pngText(20e6)]);
  await assertMismatch(
    imread(text, { limits: { memoryBytes: 21e6 } }),
    'image-too-large',
    /^the file: expected at most 21000000 bytes of memory/,
  );
  assert.equal((await imread(text)).width, 1);
});

test('every way in has them: imwrite of a file, the synchronous calls, workers', async (t) => {
  const file = pngOf([pngText(5000)]);
  const given = { limits: { metadataBytes: 4999 } };
  await load('png', 'png-decode', 'jpeg-transcode');
  const calls = {
    imread: () => imread(file, given),
    imwrite: () => imwrite(file, 'png', given),
    blob: () => imwrite(new Blob([file]), 'png', given),
    imwriteSync: () => imwriteSync(file, 'png', given),
    imwriteWithInfo: () => imwritePackage.imwriteWithInfo(file, 'png', given),
    imwriteMulti: () => imwriteMulti([file], 'tiff', given),
    generator: () =>
      imwriteMulti(
        (function* () {
          yield file;
        })(),
        'tiff',
        given,
      ),
    imwriteAnimation: () => imwritePackage.imwriteAnimation({ frames: [file], durations: 1 }, 'png', given),
    imwriteStream: async () => new Response(imwritePackage.imwriteStream(file, 'png', given)).arrayBuffer(),
    transcodeJpeg: () => transcodeJpeg(files.jpeg, { limits: { metadataBytes: 10 } }),
    transcodeJpegSync: () => transcodeJpegSync(files.jpeg, { limits: { metadataBytes: 10 } }),
  };
  t.after(() => configure({ worker: undefined, limits: undefined }));
  for (const worker of [false, true]) {
    configure({ worker });
    for (const [name, call] of Object.entries(calls)) {
      const error = await Promise.resolve()
        .then(call)
        .then(
          () => undefined,
          (error) => error,
        );
      assert.deepEqual(
        [name, worker, error?.code, error?.option],
        [name, worker, 'image-too-large', 'limits.metadataBytes'],
      );
    }
    configure({ limits: { metadataBytes: 4999 } });
    await assertFails(imread(file), 'image-too-large', /limits\.metadataBytes/);
    await assertFails(imwrite(file, 'png'), 'image-too-large', /limits\.metadataBytes/);
    // The call's own come first; what configure() left out has its default.
    assert.equal((await imread(file, { limits: { metadataBytes: 5000 } })).width, 1);
    await assertFails(imread(webp(16383, 16383)), 'image-too-large', /536870912 bytes of memory/);
    configure({ limits: undefined });
    assert.equal((await imread(file)).width, 1);
  }
});

test("imwrite/cv has them from configure, but for OpenCV's own number of pixels", async (t) => {
  t.after(() => configure({ limits: undefined }));
  const cv = await createCv();
  const frames = apng(20, 10, 5);
  configure({ limits: { metadataBytes: 4999 } });
  assert.throws(() => cv.imdecode(pngOf([pngText(5000)])), { code: 'image-too-large', option: 'limits.metadataBytes' });
  configure({ limits: { pixels: 199 } });
  assert.throws(() => cv.imdecode(frames), { code: 'image-too-large', option: 'limits.pixels' });
  configure({ limits: undefined });
  assert.equal(cv.imdecode(frames).cols, 20);
  assert.throws(() => cv.imdecode(webp(16383, 16383)), { code: 'image-too-large', option: 'limits.memoryBytes' });
  // 2^30 + 1 pixels are too many for OpenCV; as many as it allows are too much memory.
  const gray = (height) => pngOf([], { width: 2 ** 15, height, size: 100 });
  assert.throws(() => cv.imdecode(gray(2 ** 15 + 1)), {
    option: 'limits.pixels',
    expected: /^at most 1073741824 pixels/,
  });
  assert.throws(() => cv.imdecode(gray(2 ** 15)), { option: 'limits.memoryBytes' });
});

test('what is no limit', async () => {
  const png = files.png;
  for (const value of [0, -1, 1.5, NaN, -Infinity, '5', null, {}, [], true, 2 ** 60]) {
    for (const { name } of limits) {
      await assertMismatch(
        () => imread(png, { limits: { [name]: value } }),
        'invalid-option',
        new RegExp(`option 'limits\\.${name}': expected a whole number from 1, or Infinity`),
      );
      assert.throws(() => configure({ limits: { [name]: value } }), {
        code: 'invalid-option',
        option: `limits.${name}`,
      });
    }
    await assertMismatch(() => imread(png, { maxPixels: value }), 'invalid-option', /maxPixels/);
    await assertMismatch(() => transcodeJpeg(files.jpeg, { maxPixels: value }), 'invalid-option', /maxPixels/);
  }
  for (const value of [null, 5, 'x', [], () => {}]) {
    for (const call of [
      () => imread(png, { limits: value }),
      () => imwrite(image, 'png', { limits: value }),
      () => transcodeJpeg(files.jpeg, { limits: value }),
    ]) {
      await assertMismatch(call, 'invalid-option', /limits/);
    }
    assert.throws(() => configure({ limits: value }), { code: 'invalid-option', option: 'limits' });
  }
  for (const call of [
    () => imread(png, { limits: { nonsense: 1 } }),
    () => imwrite(image, 'png', { limits: { nonsense: 1 } }),
  ]) {
    await assertMismatch(call, 'unknown-option', /pixels, metadataBytes, frames, scans, memoryBytes, got nonsense/);
  }
  assert.throws(
    () => configure({ limits: { ['n'.repeat(500)]: 1 } }),
    ({ code, message }) => code === 'unknown-option' && message.length < 300,
  );
  await imread(png, { limits: { pixels: undefined } });
  await imread(png, { limits: undefined, maxPixels: undefined });
});

test('the defaults are told', () => {
  const usual = Object.fromEntries(limits.map(({ name, default: value }) => [name, value]));
  assert.deepEqual(usual, { pixels: 2 ** 28, metadataBytes: 2 ** 25, frames: 10_000, scans: 50, memoryBytes: 2 ** 29 });
  for (const { help } of limits) assert.match(help, /^[A-Z].*\.$/);
});
