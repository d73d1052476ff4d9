// OpenCV's tests with several pages, in test_tiff.cpp and test_read_write.cpp: pages at once, some of them, and as a collection.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import {
  assertSame,
  bytesOf,
  cv,
  discs,
  encoded,
  matOf,
  noise,
  port,
  startNative,
  stored,
  unused,
  worst,
} from './support.mjs';

const native = startNative(after);

/** Six pages of several kinds, by Pillow; and each of them alone. */
async function multipage() {
  const { bytes, pages } = await native.ask({ operation: 'multipage' });
  const path = stored('.tif', Buffer.from(bytes, 'base64'));
  return { path, pages: pages.map((page) => stored('.tif', Buffer.from(page, 'base64'))) };
}

function assertPages(read, paths, flags) {
  assert.equal(read.length, paths.length);
  read.forEach((mat, i) => assertSame(mat, cv.imread(paths[i], flags), `page ${i}`));
}

port('Imgcodecs_Tiff_Modes.decode_multipage', async (mode) => {
  const { path, pages } = await multipage();
  const flags = cv[`IMREAD_${mode}`];
  const read = [];
  assert.equal(cv.imreadmulti(path, read, flags), true, cv.lastError?.message);
  assertPages(read, pages, flags);
});

port('Imgcodecs_Tiff_Modes.decode_multipage_use_memory_buffer_all_pages', async (mode) => {
  const { path, pages } = await multipage();
  const flags = cv[`IMREAD_${mode}`];
  const read = [];
  assert.equal(cv.imdecodemulti(bytesOf(path), flags, read), true, cv.lastError?.message);
  assertPages(read, pages, flags);
});

port('Imgcodecs_Tiff_Modes.decode_multipage_use_memory_buffer_selected_pages', async (mode) => {
  const { path, pages } = await multipage();
  const flags = cv[`IMREAD_${mode}`];
  const read = [];
  assert.equal(cv.imdecodemulti(bytesOf(path), flags, read, { start: 1, end: 5 }), true, cv.lastError?.message);
  assertPages(read, pages.slice(1, 5), flags);
});

port('Imgcodecs_Tiff_Modes.write_multipage', async () => {
  const { pages } = await multipage();
  const mats = pages.map((path, i) => cv.imread(path, cv.IMREAD_REDUCED_GRAYSCALE_8 + i));
  const path = unused('.tiff');
  assert.equal(cv.imwrite(path, mats), true, cv.lastError?.message);
  const read = [];
  assert.equal(cv.imreadmulti(path, read), true);
  assert.equal(read.length, mats.length);
  read.forEach((mat, i) =>
    assertSame(
      mat,
      mats[i].depth() === cv.CV_8U ? mats[i] : cv.imdecode(encoded('.tiff', mats[i]), cv.IMREAD_ANYCOLOR),
    ),
  );
});

port('Imgcodecs_Tiff.count_multipage', async () => {
  assert.equal(cv.imcount((await multipage()).path), 6);
  assert.equal(cv.imcount(stored('.tiff', encoded('.tiff', noise(9, 9, cv.CV_32FC3)))), 1);
});

port('Imgcodecs_Tiff.read_multipage_indexed', async () => {
  const { path, pages } = await multipage();
  const some = (start, count) => {
    const read = [];
    return { done: cv.imreadmulti(path, read, start, count), read };
  };
  assert.deepEqual(some(0, 0), { done: false, read: [] });
  assert.equal(some(0, 123123).read.length, 6);
  for (const [start, count] of [
    [0, 6],
    [0, 1],
    [1, 1],
    [2, 1],
    [3, 1],
    [4, 1],
    [5, 1],
    [0, 2],
    [2, 2],
    [4, 2],
  ]) {
    const { done, read } = some(start, count);
    assert.equal(done, true);
    assertPages(read, pages.slice(start, start + count), cv.IMREAD_ANYCOLOR);
  }
});

const collection = async () => {
  const { path, pages } = await multipage();
  return {
    pages,
    all: new cv.ImageCollection(path, cv.IMREAD_ANYCOLOR),
    page: (i) => cv.imread(pages[i], cv.IMREAD_ANYCOLOR),
  };
};

port('Imgcodecs_Image.multipage_collection_size', async () => {
  assert.equal((await collection()).all.size(), 6);
  assert.equal(new cv.ImageCollection().size(), 0);
  assert.throws(() => new cv.ImageCollection(unused('.tif')), { code: 'read-failed' });
});

port('Imgcodecs_Image.multipage_collection_read_pages_iterator', async () => {
  const { all, page } = await collection();
  let count = 0;
  for (const mat of all) assertSame(mat, page(count++));
  assert.equal(count, 6);
});

port('Imgcodecs_Image.multipage_collection_two_iterator', async () => {
  const { all, page } = await collection();
  const [first, second] = [all[Symbol.iterator](), all[Symbol.iterator]()];
  first.next();
  for (let i = 1; i < 6; i += 2) {
    assertSame(first.next().value, page(i));
    assertSame(second.next().value, page(i - 1));
    first.next();
    second.next();
  }
});

port('Imgcodecs_Image.multipage_collection_operator_plusplus', async () => {
  const { all } = await collection();
  const iterator = all[Symbol.iterator]();
  const [first, second] = [iterator.next().value, iterator.next().value];
  assert.ok(first.type() !== second.type() || worst(first, second) > 0);
});

port('Imgcodecs_Image.multipage_collection_backward_decoding', async () => {
  const { all, page } = await collection();
  for (let i = 5; i >= 0; --i) assertSame(all.at(i), page(i));
  assert.equal(all.at(2), all.at(2), 'a page is kept');
  const kept = all.at(2);
  for (let i = 0; i < 6; ++i) all.releaseCache(i);
  assert.notEqual(all.at(2), kept);
  assertSame(all.at(2), page(2));
});

port('ImgCodecs.multipage_collection_decoding_range_based_for_loop_test', async () => {
  const { all, page } = await collection();
  for (const _ of [1, 2]) [...all].forEach((mat, i) => assertSame(mat, page(i)));
  assert.equal([...all].length, all.size());
});

port('ImgCodecs.multipage_collection_two_iterator_operatorpp', async () => {
  const { all } = await collection();
  const pages = [...all].map((mat) => mat.clone());
  for (let i = 0; i < 6; ++i) all.releaseCache(i);
  const [one, two] = [all[Symbol.iterator](), all[Symbol.iterator]()];
  for (let i = 0; i < 3; ++i) two.next();
  for (let i = 0; i < 3; ++i) {
    assertSame(two.next().value, pages[i + 3]);
    assertSame(one.next().value, pages[i]);
  }
});

port('Imgcodecs.imencodemulti_regression_26207', () => {
  const image = new cv.Mat(100, 100, cv.CV_8UC1);
  for (const [images, encode] of [
    [image, 'imencode'],
    [[image], 'imencode'],
    [[image], 'imencodemulti'],
    [[image, image.clone()], 'imencode'],
  ]) {
    assert.ok(cv[encode]('.tiff', images), cv.lastError?.message);
  }
  assert.equal(cv.imcount(stored('.tiff', cv.imencodemulti('.tiff', [image, image.clone()]))), 2);
  assertSame(
    cv.imdecode(cv.imencodemulti('.tiff', [discs(9, 9, 0), image])),
    matOf(9, 9, cv.CV_8UC3, (x, y) => discs(9, 9, 0).data[y * 9 + x]),
  );
});
