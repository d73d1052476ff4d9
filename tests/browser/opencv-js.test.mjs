// imwrite/cv in a page: alone, and merged into a published OpenCV.js.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { openPage, sharp, useSite } from './support.mjs';

const site = useSite();
const openCvJs = new URL('../../npm/node_modules/@techstark/opencv-js/dist/opencv.js', import.meta.url);

const page = (scripts) => ({
  type: 'text/html; charset=utf-8',
  // OpenCV.js makes code at run time and has its WebAssembly inside, so this page cannot be strict.
  headers: { 'Content-Security-Policy': "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'" },
  body: `<!doctype html><link rel="icon" href="data:,"><canvas id="input"></canvas><canvas id="output"></canvas>${scripts}`,
});
const ours =
  "import { createCv } from '/imwrite/browser/cv.js'; globalThis.own = await createCv(); globalThis.ready = true;";
Object.assign(site.pages, {
  '/cv.html': page(`<script type="module">${ours}</script>`),
  '/opencv.html': page(`<script src="/opencv.js"></script><script type="module">${ours}</script>`),
});

async function open(t, path) {
  site.pages['/opencv.js'] ??= { type: 'text/javascript', body: await readFile(openCvJs) };
  const opened = await openPage(t, site, path, { allow: [/willReadFrequently/] });
  await opened.page.waitForFunction(() => globalThis.ready === true);
  await opened.page.evaluate(() => {
    const context = document.getElementById('input').getContext('2d');
    Object.assign(context.canvas, { width: 30, height: 20 });
    context.fillStyle = 'rgb(250, 100, 3)';
    context.fillRect(0, 0, 30, 20);
  });
  return opened;
}

const firstPixel = async (bytes) => [
  ...(await sharp(Buffer.from(bytes)).removeAlpha().raw().toBuffer()).subarray(0, 3),
];

test('merged into OpenCV.js: imread of a canvas, its own functions, and files', async (t) => {
  const { page, expectClean } = await open(t, '/opencv.html');
  const seen = await page.evaluate(async () => {
    const { cv } = globalThis; // it has a then() that gives itself, so it must not be awaited
    if (!cv.Mat) await new Promise((resolve) => (cv.onRuntimeInitialized = resolve));
    const original = cv.imread('input');
    const { imshow } = cv;
    Object.assign(cv, globalThis.own);
    const mats = [cv.imread('input'), cv.imread(document.getElementById('input'))];
    const same = mats.map(
      (mat) =>
        mat instanceof cv.Mat &&
        mat.type() === original.type() &&
        mat.data.every((value, i) => value === original.data[i]),
    );
    const bgr = new cv.Mat();
    cv.cvtColor(mats[0], bgr, cv.COLOR_RGBA2BGR);
    const written = cv.imwrite('/canvas.png', bgr);
    const back = cv.imread('/canvas.png', cv.IMREAD_COLOR_RGB);
    cv.imshow('output', back);
    const shown = document.getElementById('output').getContext('2d').getImageData(3, 3, 1, 1).data;
    const missing = cv.imread('no-such-element');
    return {
      same,
      keepsImshow: imshow === cv.imshow,
      written,
      bytes: cv.FS.readFile('/canvas.png'),
      shown: [...shown],
      missing: missing.empty(),
    };
  });
  assert.deepEqual(seen.same, [true, true]);
  assert.deepEqual([seen.keepsImshow, seen.written, seen.missing], [true, true, true]);
  assert.deepEqual(await firstPixel(seen.bytes), [250, 100, 3]);
  assert.deepEqual(seen.shown, [250, 100, 3, 255]);
  await expectClean();
});

test('alone: a canvas is read, and imshow draws what imread read', async (t) => {
  const { page, expectClean } = await open(t, '/cv.html');
  const seen = await page.evaluate(() => {
    const cv = globalThis.own;
    const rgba = cv.imread('input');
    cv.imwrite('/orange.jpg', new cv.Mat(9, 7, cv.CV_8UC3, [3, 100, 250]), [cv.IMWRITE_JPEG_QUALITY, 100]);
    const pixels = {};
    const show = (name, mat) => {
      const canvas = document.getElementById('output');
      cv.imshow(name === 'color' ? 'output' : canvas, mat);
      pixels[name] = [canvas.width, canvas.height, ...canvas.getContext('2d').getImageData(0, 0, 1, 1).data];
    };
    show('color', cv.imread('/orange.jpg'));
    show('gray', new cv.Mat(2, 3, cv.CV_8UC1, [77]));
    show('sixteen', new cv.Mat(2, 3, cv.CV_16UC3, [256, 512, 65535]));
    show('float', new cv.Mat(2, 3, cv.CV_32FC1, [0.4]));
    return { type: [rgba.type(), rgba.rows, rgba.cols], first: [...rgba.data.slice(0, 4)], pixels };
  });
  assert.deepEqual(seen.type, [24, 20, 30]);
  assert.deepEqual(seen.first, [250, 100, 3, 255]);
  const [width, height, ...color] = seen.pixels.color;
  assert.deepEqual([width, height], [7, 9]);
  color.forEach((value, i) => assert.ok(Math.abs(value - [250, 100, 3, 255][i]) <= 3, `${color}`));
  assert.deepEqual(seen.pixels.gray, [3, 2, 77, 77, 77, 255]);
  assert.deepEqual(seen.pixels.sixteen, [3, 2, 255, 2, 1, 255]);
  assert.deepEqual(seen.pixels.float, [3, 2, 102, 102, 102, 255]);
  await expectClean();
});
