// What goes in and where it goes: names, patterns, folders, standard input and output, files that exist.
import assert from 'node:assert/strict';
import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { formats } from '../../npm/dist/node/index.js';
import { assertSamePixels, fixture, metadata, photos, refuse, run, scratch, sharp, succeed } from './support.mjs';

const coffee = fixture('coffee.png');

/** A folder `in` with the photos, beside which outputs can go. */
function withPhotos(t) {
  const folder = scratch(t);
  mkdirSync(join(folder, 'in/deeper'), { recursive: true });
  for (const photo of photos) copyFileSync(photo, join(folder, 'in', basename(photo)));
  copyFileSync(coffee, join(folder, 'in/deeper/cup.png'));
  return folder;
}

test('several files go into a folder, which is created', async (t) => {
  const folder = scratch(t);
  const { stdout } = await succeed(folder, [...photos, '-o', 'new/out', '-f', 'webp']);
  const names = ['camera.webp', 'chelsea.webp', 'coffee.webp', 'rocket.webp'];
  assert.deepEqual(readdirSync(join(folder, 'new/out')).sort(), names);
  for (const name of names) assert.equal((await metadata(join(folder, 'new/out', name))).format, 'webp');
  assert.equal(stdout.trim().split('\n').length, 4);
});

test('patterns are expanded here, folders are taken with the pictures in them', async (t) => {
  const folder = withPhotos(t);
  writeFileSync(join(folder, 'in/notes.txt'), 'no picture');
  await succeed(folder, ['in/*.png', '-o', 'a', '-f', 'jpg']);
  assert.deepEqual(readdirSync(join(folder, 'a')).sort(), ['camera.jpg', 'chelsea.jpg', 'coffee.jpg']);
  await succeed(folder, ['in/**/*.png', '-o', 'b', '-f', 'tif']);
  assert.deepEqual(readdirSync(join(folder, 'b')).sort(), ['camera.tif', 'chelsea.tif', 'coffee.tif', 'cup.tif']);
  await succeed(folder, ['in', 'in/deeper', '-o', 'c', '-f', 'image/jpeg']);
  assert.deepEqual(readdirSync(join(folder, 'c')).sort(), [
    'camera.jpg',
    'chelsea.jpg',
    'coffee.jpg',
    'cup.jpg',
    'rocket.jpg',
  ]);
  await succeed(folder, ['in/c*e.png', 'one.png']);
  await assertSamePixels(join(folder, 'one.png'), coffee);
});

test('a file named like a pattern is that file, and a file given twice is written once', async (t) => {
  const folder = scratch(t);
  copyFileSync(coffee, join(folder, 'a[1]*.png'));
  const { stdout } = await succeed(folder, ['a[1]*.png', './a[1]*.png', '*.png', '-o', 'out', '-f', 'png']);
  assert.equal(stdout.trim().split('\n').length, 1);
  assert.deepEqual(readdirSync(join(folder, 'out')), ['a[1]*.png']);
});

test('names may hold spaces, any script, a leading dash, and dots', async (t) => {
  const folder = scratch(t);
  const names = ['ein Bild ü.png', '日本 語.png', '-dash.png', 'v1.2.old.png', 'quote\'".png'];
  for (const name of names) copyFileSync(coffee, join(folder, name));
  await succeed(folder, ['-o', 'out', '-f', 'jpg', '--', ...names]);
  assert.deepEqual(readdirSync(join(folder, 'out')).sort(), names.map((name) => name.replace('.png', '.jpg')).sort());
  await succeed(folder, ['--quality', '50', '--', '-dash.png', '-dash.webp']);
  assert.equal((await metadata(join(folder, '-dash.webp'))).format, 'webp');
});

test('standard input and standard output', async (t) => {
  const folder = scratch(t);
  const input = readFileSync(coffee);
  const { bytes } = await succeed(folder, ['-', '-', '-f', 'webp', '--lossless'], { input });
  await assertSamePixels(bytes, coffee);
  const { stdout } = await succeed(folder, ['-', 'a.png'], { input });
  assert.match(stdout, /^a\.png {2}\S+ kB {2}\d+ ms\n$/);
  const { bytes: jpeg } = await succeed(folder, [coffee, '-', '-f', 'jpg']);
  assert.equal((await sharp(jpeg).metadata()).format, 'jpeg');
  assert.deepEqual(readdirSync(folder), ['a.png']);
  const empty = await run(folder, ['-', 'b.png'], { input: '' });
  assert.equal(empty.code, 1);
  await refuse(folder, [coffee, '-'], /standard output has no extension: say the format with -f/);
  await refuse(folder, ['-', '-o', 'out', '-f', 'png'], /standard input has no name/);
  await refuse(folder, [coffee, '-', '-f', 'png', '--json'], /cannot share standard output/);
});

test('-f names the format where no extension does, and never contradicts one', async (t) => {
  const folder = scratch(t);
  await succeed(folder, [coffee, 'picture', '-f', '.TIF']);
  assert.equal((await metadata(join(folder, 'picture'))).format, 'tiff');
  await refuse(folder, [coffee, 'a.png', '-f', 'webp'], /a\.png is the name of a png file, but -f says webp/);
  await refuse(folder, [coffee, 'a.psd'], /a\.psd: unknown extension '\.psd'/);
  await refuse(
    folder,
    [coffee, 'a', '-f', 'psd'],
    new RegExp(`unknown format 'psd': expected ${Object.keys(formats).join(', ')}`),
  );
});

test('an existing file is kept unless --force says otherwise', async (t) => {
  const folder = scratch(t);
  writeFileSync(join(folder, 'a.jpg'), 'precious', { mode: 0o640 });
  const { code, stderr } = await run(folder, [coffee, 'a.jpg']);
  assert.deepEqual([code, stderr], [1, 'imwrite: a.jpg exists; --force replaces it\n']);
  assert.equal(readFileSync(join(folder, 'a.jpg'), 'utf8'), 'precious');
  await succeed(folder, [coffee, 'a.jpg', '--force']);
  assert.equal((await metadata(join(folder, 'a.jpg'))).format, 'jpeg');
  assert.equal(statSync(join(folder, 'a.jpg')).mode & 0o777, 0o640);
});

test('a file can be written over itself, and a link stays a link', async (t) => {
  const folder = scratch(t);
  copyFileSync(coffee, join(folder, 'a.png'));
  symlinkSync('a.png', join(folder, 'link.png'));
  assert.equal((await run(folder, ['a.png', 'a.png'])).code, 1);
  await succeed(folder, ['link.png', 'link.png', '--force', '--compression-level', '1']);
  assert.ok(lstatSync(join(folder, 'link.png')).isSymbolicLink());
  await assertSamePixels(join(folder, 'a.png'), coffee);
  assert.deepEqual(readdirSync(folder).sort(), ['a.png', 'link.png']);
});

test('two inputs for one output are refused before anything is written', async (t) => {
  const folder = withPhotos(t);
  copyFileSync(fixture('rocket.jpg'), join(folder, 'in/coffee.jpg'));
  await refuse(
    folder,
    ['in', '-o', 'out', '-f', 'png'],
    /in\/coffee\.jpg and in\/coffee\.png would both become out\/coffee\.png/,
  );
});

test('arguments that make no sense are refused', async (t) => {
  const folder = withPhotos(t);
  await refuse(folder, ['in/a.png'], /expected an input and an output/);
  await refuse(folder, ['in/*.png', 'a.webp'], /3 inputs cannot become the one file a\.webp: use -o/);
  await refuse(folder, [coffee, 'in', '-f', 'png'], /in is a folder: use -o in/);
  await refuse(folder, [coffee, '-o', 'out'], /-o <folder> needs -f <format>/);
  await refuse(folder, ['-o', 'out', '-f', 'png'], /expected an input/);
  await refuse(folder, [coffee, '-o', 'in/coffee.png', '-f', 'png'], /in\/coffee\.png is a file: -o expects a folder/);
  await refuse(folder, [coffee, 'a.png', '--jobs', '0'], /jobs.*whole number from 1/i);
  await refuse(
    folder,
    [coffee, 'a.jpg', '--near-lossless', '5'],
    /jpeg has no option --near-lossless: expected one of --quality, .*--depth/,
  );
  await refuse(folder, [coffee, 'a.jpg', '--qualty', '3'], /unknown option '--qualty'[^]*Did you mean --quality/);
  await refuse(folder, [coffee, 'a.jpg', '--quality'], /argument missing/);
  await refuse(
    folder,
    [coffee, 'a.jpg', '--quality', 'best'],
    /jpeg --quality: expected an integer from 0 to 100, got 'best'/,
  );
});
