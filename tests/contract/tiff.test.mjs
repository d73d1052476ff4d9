// TIFF of every sample type and with pages, as tiffinfo and OpenCV read it, and OpenCV's files as imread reads them.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { imread, imreadMulti, imwrite, imwriteMulti } from '../../npm/dist/node/index.js';
import { displayP3 } from '../node/profiles.mjs';
import { pattern, rawBytes } from '../support/images.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { run } from '../support/programs.mjs';
import { python } from '../support/python.mjs';

const folder = temporaryFolder('tiff');
const path = (name) => join(folder, name);
const opencv = (script, ...args) => python(`import cv2, sys, numpy as np\n${script}`, ...args);

const types = {
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
};
// OpenCV has no unsigned 32-bit Mat, exchanges red and blue of these types alone, and premultiplies 8-bit RGBA that it reads.
const opencvChannels = {
  uint8: [1, 3],
  int8: [1],
  uint16: [1, 3, 4],
  int16: [1],
  int32: [1],
  float32: [1, 3, 4],
  float64: [1],
};
const opencvCases = Object.entries(opencvChannels).flatMap(([name, counts]) =>
  counts.map((channels) => ({ name, channels, image: pattern(31, 17, channels, types[name]) })),
);

test('every sample type and compression, exactly, by tiffcp', async () => {
  for (const [name, Samples] of Object.entries(types)) {
    for (const channels of [1, 2, 3, 4]) {
      for (const compression of ['lzw', 'deflate', 'packbits']) {
        const image = pattern(31, 17, channels, Samples);
        await writeFile(path('ours.tif'), await imwrite(image, 'tiff', { compression, rowsPerStrip: 5 }));
        run('tiffcp', '-c', 'none', '-r', '17', path('ours.tif'), path('plain.tif'));
        const [, offset, size] = /0: \[\s*(\d+),\s*(\d+)\]/.exec(run('tiffinfo', '-s', path('plain.tif'))).map(Number);
        const strip = (await readFile(path('plain.tif'))).subarray(offset, offset + size);
        assert.ok(Buffer.compare(strip, rawBytes(image.data)) === 0, `${name} × ${channels}, ${compression}`);
      }
    }
  }
});

test('every sample type, exactly, by OpenCV', async () => {
  for (const { name, channels, image } of opencvCases) {
    await writeFile(path('ours.tif'), await imwrite(image, 'tiff'));
    const seen = opencv(
      'm = cv2.imread(sys.argv[1], cv2.IMREAD_UNCHANGED)\nm = m if m.ndim == 2 else m[:, :, [2, 1, 0, 3][:m.shape[2]]]\nm.tofile(sys.argv[2])\nprint(m.dtype)',
      path('ours.tif'),
      path('raw'),
    );
    assert.equal(seen.trim(), name);
    assert.ok(Buffer.compare(await readFile(path('raw')), rawBytes(image.data)) === 0, `${name} × ${channels}`);
  }
});

test("OpenCV's files of every sample type, exactly, by imread", async () => {
  for (const { name, channels, image } of [...opencvCases, { name: 'uint8', channels: 4, image: pattern(31, 17, 4) }]) {
    await writeFile(path('raw'), rawBytes(image.data));
    opencv(
      'm = np.fromfile(sys.argv[1], sys.argv[3]).reshape(17, 31, int(sys.argv[4]))\nassert cv2.imwrite(sys.argv[2], m[:, :, [2, 1, 0, 3][:m.shape[2]]] if m.shape[2] > 1 else m, [cv2.IMWRITE_TIFF_COMPRESSION, 1])',
      path('raw'),
      path('theirs.tif'),
      name,
      String(channels),
    );
    const read = await imread(path('theirs.tif'));
    assert.deepEqual([read.width, read.height, read.channels], [31, 17, channels], name);
    assert.deepEqual(read.data, image.data, `${name} × ${channels}`);
  }
});

test('tiles, planes, big-endian and BigTIFF, as tiffcp makes them', async () => {
  const tiles = ['-t', '-w', '32', '-l', '16'];
  for (const image of [
    pattern(70, 50, 4),
    pattern(70, 50, 3, Uint16Array),
    pattern(70, 50, 4, Float32Array),
    pattern(70, 50, 1, Int32Array),
  ]) {
    // tiffcp makes planes of 8-bit samples alone; tiff_test.cc has wider ones.
    const planes =
      image.data instanceof Uint8Array
        ? [
            ['-p', 'separate'],
            ['-p', 'separate', ...tiles],
          ]
        : [];
    for (const flags of [tiles, ['-B', '-8'], ...planes]) {
      await writeFile(path('ours.tif'), await imwrite(image, 'tiff', { compression: 'none' }));
      run('tiffcp', ...flags, path('ours.tif'), path('other.tif'));
      assert.deepEqual((await imread(path('other.tif'))).data, image.data, flags.join(' '));
    }
  }
});

test('LogLuv: ours by OpenCV, and the float files that OpenCV writes by default', async () => {
  const image = pattern(40, 30, 3, Float32Array);
  for (let i = 0; i < image.data.length; ++i) image.data[i] = 0.05 + 100 * image.data[i] ** 2;
  await writeFile(path('ours.tif'), await imwrite(image, 'tiff', { compression: 'sgilog' }));
  await writeFile(path('raw'), rawBytes(image.data));
  opencv(
    'cv2.imread(sys.argv[1], cv2.IMREAD_UNCHANGED)[:, :, ::-1].tofile(sys.argv[2])\nm = np.fromfile(sys.argv[3], "float32").reshape(30, 40, 3)\ncv2.imwrite(sys.argv[4], m[:, :, ::-1])',
    path('ours.tif'),
    path('seen'),
    path('raw'),
    path('theirs.tif'),
  );
  const [ours, seen, theirs] = [
    await imread(path('ours.tif')),
    new Float32Array((await readFile(path('seen'))).buffer.slice(0)),
    await imread(path('theirs.tif')),
  ];
  for (const read of [ours, theirs])
    assert.deepEqual([read.width, read.height, read.channels, read.data.constructor], [40, 30, 3, Float32Array]);
  // Neither says more than the file's 16 bits of luminance and color do.
  for (let i = 0; i < image.data.length; ++i) {
    const scale = Math.max(...image.data.subarray(i - (i % 3), i - (i % 3) + 3));
    assert.ok(
      Math.abs(ours.data[i] - image.data[i]) < 0.02 * scale,
      `ours ${i}: ${ours.data[i]}, expected ${image.data[i]}`,
    );
    assert.ok(
      Math.abs(theirs.data[i] - ours.data[i]) < 1e-4 * scale,
      `theirs ${i}: ${theirs.data[i]}, ours ${ours.data[i]}`,
    );
    assert.ok(Math.abs(seen[i] - ours.data[i]) < 1e-4 * scale, `seen by OpenCV ${i}: ${seen[i]}, ours ${ours.data[i]}`);
  }
});

test('pages, by tiffinfo and OpenCV; pages of OpenCV', async () => {
  const pages = [pattern(31, 17, 3), pattern(20, 40, 1, Uint16Array), pattern(8, 8, 3, Uint16Array)];
  await writeFile(path('pages.tif'), await imwriteMulti(pages, 'tiff'));
  const info = run('tiffinfo', path('pages.tif'));
  assert.equal(info.match(/Subfile Type: multi-page document/g).length, 3);
  assert.deepEqual(info.match(/Page Number: \S+/g), ['Page Number: 0-3', 'Page Number: 1-3', 'Page Number: 2-3']);
  opencv(
    'ok, pages = cv2.imreadmulti(sys.argv[1], flags=cv2.IMREAD_UNCHANGED)\nassert ok and len(pages) == 3\nopen(sys.argv[2], "wb").write(b"".join((p if p.ndim == 2 else p[:, :, ::-1]).tobytes() for p in pages))\nassert cv2.imwritemulti(sys.argv[3], pages)',
    path('pages.tif'),
    path('raw'),
    path('theirs.tif'),
  );
  assert.ok(Buffer.compare(await readFile(path('raw')), Buffer.concat(pages.map(({ data }) => rawBytes(data)))) === 0);
  const theirs = await imreadMulti(path('theirs.tif'));
  assert.deepEqual(
    theirs.map(({ data }) => data),
    pages.map(({ data }) => data),
  );
});

test('units of resolution, and a profile on every page, as tiffinfo reads them', async () => {
  const units = {
    inch: /Resolution: 254, 127 pixels\/inch/,
    centimeter: /Resolution: 100, 50 pixels\/cm/,
    none: /Resolution: 254, 127 \(unitless\)/,
  };
  for (const [resolutionUnit, line] of Object.entries(units)) {
    const options = { resolutionUnit, metadata: { dpi: [254, 127], icc: displayP3(), xmp: '<x/>' } };
    await writeFile(path('unit.tif'), await imwriteMulti([pattern(5, 5, 3), pattern(6, 6, 1)], 'tiff', options));
    const info = run('tiffinfo', path('unit.tif'));
    assert.match(info, line);
    // The gray page has the profile's tones.
    assert.equal(info.match(/ICC Profile: <present>, \d+ bytes/g).length, 2);
    assert.equal(info.match(/XMLPacket \(XMP Metadata\)/g).length, 1);
  }
});

test('the usual predictor is one that every reader knows for these samples: none for floats and 32 bits, by tiffinfo', async () => {
  for (const [Samples, expected] of [
    [Uint8Array, 'horizontal'],
    [Int16Array, 'horizontal'],
    [Uint32Array, undefined],
    [Int32Array, undefined],
    [Float32Array, undefined],
    [Float64Array, undefined],
  ]) {
    for (const compression of ['lzw', 'deflate']) {
      await writeFile(
        path('predictor.tif'),
        await imwrite({ data: Samples.from({ length: 64 }, (_, i) => i), width: 8, height: 8, channels: 1 }, 'tiff', {
          compression,
        }),
      );
      const [, predictor] = /Predictor: (\w+)/.exec(run('tiffinfo', path('predictor.tif'))) ?? [];
      assert.equal(predictor === 'none' ? undefined : predictor, expected, `${Samples.name}, ${compression}`);
    }
  }
});
