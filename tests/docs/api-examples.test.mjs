// The examples of the doc comments, which docs/api.md shows: all of them run, those for pages in Chromium.
import assert from 'node:assert/strict';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as imwrite from '../../npm/dist/node/index.js';
import { openBlank, useSite } from '../browser/support.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { exampleFolder, run } from './folder.mjs';
import { blocksOf } from './support.mjs';

const site = useSite();
const parent = temporaryFolder('api');
const found = blocksOf('docs/api.md').filter(({ role }) => role === 'example');
const pageOnly = found.filter(({ code }) => /\bcanvas\b/.test(code));
const names = Object.keys(imwrite);

/** What the examples take for granted. */
const given = `
import { createWriteStream, readFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { ${names.join(', ')} } from 'imwrite';
const [width, height] = [32, 24];
const image = { data: new Uint8Array(width * height * 3).fill(90), width, height };
const imageData = { data: new Uint8ClampedArray(width * height * 4), width, height };
const [first, second] = [image, imageData];
const source = [image.data];
const [frames, bytes] = [[imageData, imageData], new Uint8Array(readFileSync('photo.jpg'))];
const writable = Writable.toWeb(createWriteStream('stream.png'));
await load('png', 'jpeg-decode', 'jpeg-transcode');
`;
/** `file` is a stream to write to in one of them, a picture in the other. */
const own = (code) =>
  /pipeTo\(file\)/.test(code)
    ? "const file = Writable.toWeb(createWriteStream('rows.png'));"
    : "const file = new Blob([readFileSync('photo.jpg')]);";

test('examples in Node', async () => {
  const folder = await exampleFolder(parent);
  copyFileSync(join(folder, 'scan.tif'), join(folder, 'scan.tiff'));
  const frames = [{ data: new Uint8Array(48), width: 4, height: 4, channels: 3 }];
  writeFileSync(join(folder, 'spinner.webp'), await imwrite.imwriteAnimation({ frames, durations: 40 }, 'webp'));
  const codes = found.filter((block) => !pageOnly.includes(block)).map(({ code }) => code);
  assert.ok(codes.length >= 14, String(codes.length));
  // Settings hold for all that follows.
  codes.sort((a, b) => a.startsWith('configure') - b.startsWith('configure'));
  const program = `${given}${codes.map((code) => `{\n${own(code)}\n${code}}\n`).join('')}`;
  writeFileSync(join(folder, 'examples.mjs'), program);
  await run(folder, process.execPath, ['examples.mjs']);
});

test('examples in a page', async (t) => {
  assert.equal(pageOnly.length, 2);
  const { page, expectClean } = await openBlank(t, site);
  for (const { code } of pageOnly) {
    const download = /\bdownload\(/.test(code) ? page.waitForEvent('download') : undefined;
    await page.evaluate(
      async ([text, exported]) => {
        const canvas = Object.assign(document.createElement('canvas'), { width: 8, height: 8 });
        canvas.getContext('2d').fillRect(0, 0, 4, 4);
        const lines = new (async () => {}).constructor('canvas', ...exported, text);
        await lines(canvas, ...exported.map((name) => imw[name]));
      },
      [code, names],
    );
    if (download) assert.equal((await download).suggestedFilename(), 'shot.png');
  }
  await expectClean();
});
