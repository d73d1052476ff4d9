// Names and values, extensions and signatures: as native OpenCV has them.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { differencesOf, reading, writing } from './differences.mjs';
import { cv, isOlder, makeMat, plainMat, startNative, toBase64, scratch } from './support.mjs';

const native = startNative(after);
const { version } = await native.ask({ operation: 'version' });

test('the version tells which differences are to be expected', () => {
  assert.match(version, /^[45]\.\d+\.\d/);
  const older = (pairs) => pairs.map(([one, other]) => isOlder(one, other));
  assert.deepEqual(
    older([
      ['4.6.0', '4.7'],
      ['4.6.0', '4.10'],
      ['4.10.0', '4.7'],
      ['4.10.0', '4.10'],
      ['4.13.0-dev', '5.0'],
      ['5.0.0', '4.13'],
    ]),
    [true, true, false, false, true, false],
  );
  assert.deepEqual(
    differencesOf('99.0.0', [...writing, ...reading]).filter(({ until }) => until),
    [],
  );
});

test('every constant has its value, and none is missing', async () => {
  const constants = await native.ask({ operation: 'constants' });
  const ours = Object.entries(constants).filter(([name]) => cv[name] !== undefined);
  assert.ok(ours.length > 60, `${ours.length}`);
  for (const [name, value] of ours) assert.equal(cv[name], value, name);
  const ofPictures = /^IM(READ|WRITE)_|^CV_\d+[USF](C[1-4])?$/;
  const missing = Object.keys(constants).filter((name) => ofPictures.test(name) && cv[name] === undefined);
  assert.deepEqual(
    missing.filter((name) => !name.startsWith('CV_16F')),
    [],
  );
});

test('haveImageWriter knows the same extensions', async () => {
  const paths = [
    'a.jpg',
    'a.JPEG',
    'a.jpe',
    'a.jfif',
    'a.png',
    'a.b.tiff',
    'a.TIF',
    'a.webp',
    'a.webp2',
    'a',
    'a.',
    '.png',
    'x.png/y',
    'a.png?b',
    'a.p-ng',
    '',
  ];
  for (const path of paths)
    assert.equal(cv.haveImageWriter(path), (await native.ask({ operation: 'haveImageWriter', path })).result, path);
});

test('haveImageReader knows the same files', async () => {
  const mat = makeMat({ rows: 9, cols: 9, depth: '8U', channels: 3, fill: 'noise', region: false });
  const files = ['.jpg', '.png', '.webp', '.tiff'].map((extension) => cv.imencode(extension, mat));
  for (const file of [...files, Buffer.from('no picture at all, but long enough to have a signature')]) {
    writeFileSync(scratch('file'), file);
    assert.equal(
      cv.haveImageReader(scratch('file')),
      (await native.ask({ operation: 'haveImageReader', bytes: toBase64(file) })).result,
    );
  }
});

test('a difference: since 4.12 imencode returns false for what an encoder refuses; 4.6 throws', async () => {
  const mat = makeMat({ rows: 2, cols: 2, depth: '8U', channels: 3, fill: 'flat', region: false });
  const params = [cv.IMWRITE_PNG_BILEVEL, 1];
  assert.equal(cv.imencode('.png', mat, params), false);
  assert.match(cv.lastError.message, /IMWRITE_PNG_BILEVEL: expected 1 channel, got 3 channels/);
  const theirs = await native.ask({ operation: 'imencode', extension: '.png', mats: [plainMat(mat)], params });
  assert.equal(Boolean(theirs.thrown), isOlder(version, '4.12'));
});
