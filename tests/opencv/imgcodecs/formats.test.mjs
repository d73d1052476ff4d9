// OpenCV's test_grfmt.cpp: files of several formats, read alone and as one of several pictures, and written.
import assert from 'node:assert/strict';
import { chunk, png } from '../../contract/png-files.mjs';
import { assertSame, cv, discs, encoded, meanSquare, noise, port, stored, unused, worst } from './support.mjs';

const palette = [chunk('PLTE', Buffer.from([255, 0, 0, 0, 200, 0, 0, 0, 90])), chunk('tRNS', Buffer.from([255, 90]))];
const files = {
  'color_palette_alpha.png': () =>
    stored('.png', png({ samples: [0, 1, 2, 1], width: 2, height: 2, type: 3, before: palette })),
  'multipage.tif': () => {
    const path = unused('.tif');
    cv.imwritemulti(path, [discs(30, 40, cv.CV_8UC3), noise(20, 30, cv.CV_16UC1), discs(9, 9, cv.CV_8UC4)]);
    return path;
  },
  'test_1_c1.jpg': () => stored('.jpg', encoded('.jpg', discs(40, 50, cv.CV_8UC1))),
};

// IMREAD_LOAD_GDAL is another reader there; here it is IMREAD_UNCHANGED.
port('Imgcodecs_FileMode.regression', ([name, mode]) => {
  const path = files[name]();
  const single = cv.imread(path, cv[`IMREAD_${mode}`]);
  const pages = [];
  assert.equal(cv.imreadmulti(path, pages, cv[`IMREAD_${mode}`]), true, cv.lastError?.message);
  assertSame(pages[0], single);
});

/** A circle of one pixel's breadth, white on black. */
function circle(rows, cols, channels) {
  const mat = new cv.Mat(rows, cols, cv.CV_8U + ((channels - 1) << 3));
  const radius = Math.min(rows, cols / 4);
  for (let step = 0; step < 8 * radius; ++step) {
    const angle = (step * Math.PI) / (4 * radius);
    const [x, y] = [cols / 2 + radius * Math.cos(angle), rows / 2 + radius * Math.sin(angle)].map(Math.round);
    if (x >= 0 && y >= 0 && x < cols && y < rows) mat.ucharPtr(y, x).fill(255, 0, channels);
  }
  return mat;
}

port('Imgcodecs_ExtSize.write_imageseq', ([extension, [cols, rows]]) => {
  for (const channels of [1, 3, 4]) {
    if (channels === 4 && extension !== '.tiff') continue;
    const image = circle(rows, cols, channels);
    const path = unused(extension);
    assert.equal(cv.imwrite(path, image), true, cv.lastError?.message);
    const read = cv.imread(path, cv.IMREAD_UNCHANGED);
    assert.equal(read.channels(), channels);
    if (extension !== '.jpg') assert.equal(Buffer.compare(read.data, image.data), 0);
    else
      assert.ok(
        meanSquare(read, image) < 3 && worst(read, image) <= 40,
        `${meanSquare(read, image)}, ${worst(read, image)}`,
      );
  }
});
