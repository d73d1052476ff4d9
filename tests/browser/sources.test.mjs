// Every image source a browser has, in a page and in a module worker; what was written is read by sharp.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { pageSources } from '../support/page-sources.mjs';
import { rgbaPattern } from './page/tools.js';
import { assertExactRgba, fixture, openBlank, rgbaBySharp, sharp, useSite } from './support.mjs';

const site = useSite();
const [width, height] = [40, 30];
const opaque = { data: rgbaPattern(width, height, { opaque: true }), width, height };
const translucent = { data: rgbaPattern(width, height), width, height };
const lossless = [
  ['png', {}],
  ['tiff', {}],
  ['webp', { lossless: true }],
];

for (const [format, options] of lossless) {
  test(`ImageData in ${format} keeps every sample, also color under alpha 0`, async (t) => {
    const { page, expectClean } = await openBlank(t, site);
    const bytes = await page.evaluate(
      ({ width, height, format, options }) =>
        imw.imwrite(new ImageData(tools.rgbaPattern(width, height), width, height), format, options),
      { width, height, format, options },
    );
    await assertExactRgba(bytes, translucent);
    await expectClean();
  });
}

test('ImageData becomes a JPEG on white', async (t) => {
  const { page } = await openBlank(t, site);
  const bytes = await page.evaluate(() => imw.imwrite(new ImageData(16, 16), 'jpeg')); // transparent black
  const { format, channels } = await sharp(Buffer.from(bytes)).metadata();
  assert.deepEqual([format, channels], ['jpeg', 3]);
  const { data } = await rgbaBySharp(bytes);
  assert.ok(data.every((sample) => sample === 255));
});

for (const [name, make] of Object.entries(pageSources)) {
  test(`${name} keeps opaque pixels exactly`, async (t) => {
    const { page, expectClean } = await openBlank(t, site, { allow: [/GPU stall/] });
    const bytes = await page.evaluate(`(async () => {
      const imageData = new ImageData(tools.rgbaPattern(${width}, ${height}, { opaque: true }), ${width}, ${height});
      return imw.imwrite(await (${make})(imageData), 'png');
    })()`);
    await assertExactRgba(bytes, opaque);
    await expectClean();
  });
}

test('an <img> of the page is written as the browser decoded it', async (t) => {
  const { page } = await openBlank(t, site);
  const bytes = await page.evaluate(() =>
    imw.imwrite(Object.assign(new Image(), { src: 'pictures/coffee.png' }), 'png'),
  );
  await assertExactRgba(bytes, await rgbaBySharp(await readFile(fixture('coffee.png'))));
});

test('sources that hold no pixels are refused: closed, empty, broken, detached', async (t) => {
  const { page } = await openBlank(t, site, { allow: [/404/] });
  const codes = await page.evaluate(async () => {
    const bitmap = await createImageBitmap(new ImageData(2, 2));
    bitmap.close();
    const frame = new VideoFrame(new OffscreenCanvas(2, 2).getContext('2d').canvas, { timestamp: 0 });
    frame.close();
    const detached = new ImageData(2, 2);
    structuredClone(detached.data, { transfer: [detached.data.buffer] });
    const bad = {
      bitmap,
      frame,
      canvas: Object.assign(document.createElement('canvas'), { width: 0, height: 0 }),
      image: Object.assign(new Image(), { src: 'pictures/none.png' }),
      detached,
      emptyBlob: new Blob([]),
      text: new Blob(['hello']),
      array: [1, 2, 3],
      element: document.body,
      nothing: undefined,
    };
    const attempts = Object.entries(bad).map(async ([name, source]) => {
      const error = await imw.imwrite(source, 'png').catch((error) => error);
      return [name, error instanceof imw.ImwriteError ? error.code : String(error)];
    });
    return Object.fromEntries(await Promise.all(attempts));
  });
  assert.deepEqual(codes, {
    bitmap: 'invalid-image',
    frame: 'invalid-image',
    canvas: 'invalid-image',
    image: 'invalid-image',
    detached: 'invalid-image',
    emptyBlob: 'unsupported-data',
    text: 'unsupported-data',
    array: 'invalid-image',
    element: 'invalid-image',
    nothing: 'invalid-image',
  });
});

test('a picture of another origin is refused with the reason', async (t) => {
  const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src *";
  site.pages['/open.html'] = { ...site.pages['/blank.html'], headers: { 'Content-Security-Policy': policy } };
  const { page } = await openBlank(t, site, { path: 'open.html', allow: [/./] });
  const error = await page.evaluate(async () => {
    const elsewhere = new URL('pictures/coffee.png', location.href);
    elsewhere.hostname = '127.0.0.1'; // the same server, but not the same origin as localhost
    return imw
      .imwrite(Object.assign(new Image(), { src: elsewhere.href }), 'png')
      .catch((error) => tools.plain(error, imw.ImwriteError));
  });
  assert.deepEqual([error.ours, error.code], [true, 'invalid-image']);
  assert.match(error.message, /another origin/);
});

test('inputs stay as they were', async (t) => {
  const { page } = await openBlank(t, site);
  const kept = await page.evaluate(async () => {
    const imageData = new ImageData(tools.rgbaPattern(8, 8), 8, 8);
    const file = await imw.imwrite(imageData, 'png');
    for (const worker of [false, true]) {
      imw.configure({ worker });
      await imw.imwrite(imageData, 'tiff');
      await imw.imwrite(file, 'webp');
      await imw.imread(file);
    }
    imw.configure({ worker: false });
    const same = imageData.data.every((sample, i) => sample === tools.rgbaPattern(8, 8)[i]);
    return { same, length: file.length, owned: file.buffer.byteLength };
  });
  assert.equal(kept.same, true);
  assert.ok(kept.length > 0 && kept.length === kept.owned);
});

for (const source of ['ImageData', 'OffscreenCanvas', 'ImageBitmap', 'VideoFrame', 'Blob']) {
  test(`in a module worker, ${source} keeps its pixels`, async (t) => {
    const { page, expectClean } = await openBlank(t, site);
    const { bytes, error } = await page.evaluate((source) => {
      const worker = new Worker('module-worker.js', { type: 'module' });
      worker.postMessage({ source, format: 'png', options: {} });
      return new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = (event) => reject(new Error(event.message));
      });
    }, source);
    assert.equal(error, undefined);
    await assertExactRgba(bytes, source === 'ImageData' ? translucent : opaque);
    // What is drawn opaque needs no alpha.
    if (source !== 'Blob')
      assert.equal((await sharp(Buffer.from(bytes)).metadata()).channels, source === 'ImageData' ? 4 : 3);
    await expectClean();
  });
}
