// What goes along beside the pixels of one picture, and all pages and frames of a file: what is written, and what is said.
import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  imread,
  imreadAnimation,
  imreadMulti,
  imwrite,
  imwriteAnimation,
  imwriteMulti,
} from '../../npm/dist/node/index.js';
import { adobeRgb, displayP3, grayOfGamma } from '../node/profiles.mjs';
import { fixture, jsonLines, metadata, refuse, run, scratch, succeed } from './support.mjs';

const picture = (seed = 1, channels = 3) => ({
  data: new Uint8Array(32 * 24 * channels).map((_, i) => (i * seed) % 251),
  width: 32,
  height: 24,
  channels,
});
const carried = { icc: displayP3(), dpi: [300, 150], text: { Comment: 'by hand', Mood: 'calm' } };

async function folderWith(t, files) {
  const folder = scratch(t);
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), await bytes);
  return { folder, read: (name) => imread(readFileSync(join(folder, name))) };
}

/** Runs the command, which succeeds, and gives what it says on stderr. */
async function said(folder, ...args) {
  const { code, stderr } = await run(folder, args);
  assert.equal(code, 0, stderr);
  return stderr;
}

test('--metadata: the profile by default, all or nothing when asked, and what was dropped is said', async (t) => {
  const { folder, read } = await folderWith(t, { 'a.png': imwrite(picture(), 'png', { metadata: carried }) });
  assert.equal(
    await said(folder, 'a.png', 'color.jpg'),
    "imwrite: a.png: left out of the jpeg: resolution and texts of the source; metadata: 'keep' keeps what fits\n",
  );
  assert.deepEqual((await read('color.jpg')).metadata, { icc: displayP3() });
  assert.match(
    await said(folder, 'a.png', 'keep.jpg', '--metadata', 'keep'),
    /^imwrite: a.png: texts were left out, for which jpeg has no place: Mood\n$/,
  );
  assert.deepEqual((await read('keep.jpg')).metadata, {
    icc: displayP3(),
    dpi: [300, 150],
    text: { Comment: 'by hand' },
  });
  assert.equal(await said(folder, 'a.png', 'none.jpg', '--metadata', 'none'), '');
  assert.deepEqual((await read('none.jpg')).metadata, {});
  assert.equal(await said(folder, 'a.png', 'quiet.jpg', '-q'), '');
  const { stdout } = await succeed(folder, ['a.png', 'json.jpg', '--json']);
  assert.match(jsonLines(stdout)[0].warnings.join(), /resolution and texts/);
  await refuse(folder, ['a.png', 'b.jpg', '--metadata', 'some'], /keep, color, none/);
});

test('--dpi and --icc, alone and beside what is kept', async (t) => {
  const { folder, read } = await folderWith(t, {
    'a.png': imwrite(picture(), 'png', { metadata: carried }),
    'adobe.icc': adobeRgb(),
    'gray.icc': grayOfGamma(2.2),
    'no.icc': new Uint8Array(10),
  });
  await said(folder, 'a.png', 'dpi.jpg', '--dpi', '72');
  assert.deepEqual((await read('dpi.jpg')).metadata, { icc: displayP3(), dpi: [72, 72] });
  await said(folder, 'a.png', 'both.png', '--dpi', '240x120', '--icc', 'adobe.icc', '--metadata', 'keep');
  assert.deepEqual((await read('both.png')).metadata, { ...carried, icc: adobeRgb(), dpi: [240, 120] });
  await said(folder, 'a.png', 'bare.png', '--dpi', '72', '--metadata', 'none');
  assert.deepEqual((await read('bare.png')).metadata, { dpi: [72, 72] });
  for (const dpi of ['0', 'x', '1x2x3', '-5', '']) await refuse(folder, ['a.png', 'b.png', '--dpi', dpi], /dpi/);
  await refuse(folder, ['a.png', 'b.jpg', '--dpi', '70000'], /jpeg --dpi: expected from 0.5 to 65535/);
  for (const [file, message] of [
    ['gray.icc', /a profile for the RGB/],
    ['no.icc', /none/],
    ['missing.icc', /missing.icc: no such file/],
  ]) {
    const { code, stderr } = await run(folder, ['a.png', 'b.png', '--icc', file]);
    assert.deepEqual([code, message.test(stderr)], [1, true], stderr);
  }
});

test('--max-bytes: the best quality that fits', async (t) => {
  const folder = scratch(t);
  for (const file of ['a.jpg', 'a.webp']) {
    await succeed(folder, [fixture('coffee.png'), file, '--max-bytes', '30000']);
    const { size } = statSync(join(folder, file));
    assert.ok(size <= 30000 && size > 25000, `${file}: ${size}`);
  }
  assert.match(
    (await run(folder, [fixture('coffee.png'), 'a.png', '--max-bytes', '30000'])).stderr,
    /at most 30000 bytes/,
  );
  await refuse(folder, [fixture('coffee.png'), 'b.jpg', '--max-bytes', '0'], /whole number from 1/);
});

test('pages become pages, frames become frames, and elsewhere what is left out is counted', async (t) => {
  const pages = [picture(), picture(3, 1), picture(5)];
  const { folder, read } = await folderWith(t, {
    'a.tif': imwriteMulti(pages, 'tiff', { metadata: { dpi: 300, text: { Title: 'Scan' } } }),
    'a.webp': imwriteAnimation({ frames: [picture(), picture(7)], durations: [40, 60], loop: 3 }, 'webp', {
      lossless: true,
    }),
  });
  assert.match(await said(folder, 'a.tif', 'b.tif'), /resolution and texts/);
  const written = await imreadMulti(join(folder, 'b.tif'));
  assert.deepEqual(
    written.map(({ data, channels }) => [data, channels]),
    pages.map(({ data, channels }) => [data, channels]),
  );
  await said(folder, 'a.tif', 'kept.tif', '--metadata', 'keep', '--dpi', '150');
  assert.deepEqual((await read('kept.tif')).metadata, { dpi: [150, 150], text: { Title: 'Scan' } });
  assert.deepEqual(await metadata(join(folder, 'kept.tif')).then(({ pages: count }) => count), 3);

  await said(folder, 'a.webp', 'b.png');
  const { frames, durations, loop } = await imreadAnimation(join(folder, 'b.png'));
  assert.deepEqual([frames.length, durations, loop], [2, [40, 60], 3]);
  assert.deepEqual(
    frames[1].data.filter((_, i) => i % frames[1].channels < 3),
    picture(7).data,
  );

  assert.match(await said(folder, 'a.tif', 'one.png'), /^imwrite: a.tif: the source has 3 pictures: 2 were left out$/m);
  assert.match(await said(folder, 'a.webp', 'one.jpg'), /the source has 2 pictures: 1 was left out/);
  const { code, stderr } = await run(folder, ['a.tif', 'small.tif', '--max-bytes', '100']);
  assert.deepEqual(
    [code, /a.tif: \d+ bytes with all 3 pages, where --max-bytes allows 100/.test(stderr)],
    [1, true],
    stderr,
  );
});

test('--page: one of them, without a word about the others', async (t) => {
  const pages = [picture(), picture(3, 1), picture(5)];
  const { folder, read } = await folderWith(t, { 'a.tif': imwriteMulti(pages, 'tiff') });
  for (const [page, file] of [
    ['2', 'b.png'],
    ['2', 'b.tif'],
    ['3', 'c.png'],
  ]) {
    assert.equal(await said(folder, 'a.tif', file, '--page', page), '');
    const { data, pages: count } = await read(file);
    assert.deepEqual([data, count], [pages[page - 1].data, 1]);
  }
  const { code, stderr } = await run(folder, ['a.tif', 'd.png', '--page', '4']);
  assert.deepEqual([code, stderr], [1, 'imwrite: a.tif: there is no page 4: the file has 3\n']);
  await refuse(folder, ['a.tif', 'd.png', '--page', '0'], /whole number from 1/);
});

test('--if-larger keep-original: the input as it is, where its format is the same', async (t) => {
  const small = await imwrite(picture(), 'jpeg', { quality: 20, metadata: { text: { Comment: 'kept' } } });
  const { folder } = await folderWith(t, { 'a.jpg': small });
  const keep = ['--quality', '95', '--if-larger', 'keep-original'];
  assert.match(
    await said(folder, 'a.jpg', 'b.jpg', ...keep),
    /^imwrite: a.jpg: the original was kept as it is: the new file would be larger by \d+ bytes\n$/,
  );
  assert.ok(readFileSync(join(folder, 'b.jpg')).equals(small));
  assert.match(
    await said(folder, 'a.jpg', 'b.webp', ...keep, '--metadata', 'none').catch((error) => error.message),
    /cannot go with --metadata none/,
  );
  assert.match(
    await said(folder, 'a.jpg', 'c.png', '--if-larger', 'keep-original'),
    /larger than the original by \d+ bytes, but that is a jpeg/,
  );
  await said(folder, 'a.jpg', 'd.jpg', '--quality', '5', '--if-larger', 'keep-original');
  assert.ok(statSync(join(folder, 'd.jpg')).size < small.length);
  for (const flags of [
    ['--dpi', '72'],
    ['--page', '1'],
    ['--icc', 'x'],
  ])
    await refuse(folder, ['a.jpg', 'e.jpg', ...keep, ...flags], /keep-original cannot go with/);
});
