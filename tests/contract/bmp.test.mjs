// BMP against OpenCV and Pillow: the bytes that OpenCV writes, and every kind of file as they read it.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createWriter, imread, imwrite } from '../../npm/dist/node/index.js';
import { assertFails, assertMismatch } from '../support/failures.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { pattern, photo, rawBytes } from '../support/images.mjs';
import { fc, fileOf } from '../support/package.mjs';
import { run } from '../support/programs.mjs';
import { python, pythonForBytes } from '../support/python.mjs';

const folder = temporaryFolder('bmp');
const stored = (name, bytes) => {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return file;
};

const WRITE = `
import cv2, numpy, sys
width, height, channels = map(int, sys.argv[2:5])
pixels = numpy.fromfile(sys.argv[1], numpy.uint8).reshape(height, width, channels)
done, file = cv2.imencode('.bmp', pixels[:, :, ::-1] if channels == 3 else pixels)
sys.stdout.buffer.write(file)
`;
const byOpenCv = ({ data, width, height, channels }) =>
  pythonForBytes(WRITE, stored('pixels', data), width, height, channels);

/** The pixels as OpenCV and as Pillow see them, red first. */
function seenByOthers(file) {
  const cv = pythonForBytes(
    'import cv2, sys\nsys.stdout.buffer.write(cv2.imread(sys.argv[1], cv2.IMREAD_COLOR)[:, :, ::-1].tobytes())',
    file,
  );
  const pillow = pythonForBytes(
    "import sys\nfrom PIL import Image\nsys.stdout.buffer.write(Image.open(sys.argv[1]).convert('RGB').tobytes())",
    file,
  );
  return [cv, pillow];
}

/** As RGB without alpha. */
function rgbOf({ data, width, height, channels }) {
  return Buffer.from(
    Array.from(
      { length: width * height * 3 },
      (_, i) => data[Math.floor(i / 3) * channels + (channels > 2 ? i % 3 : 0)],
    ),
  );
}

test('gray and RGB are the bytes of OpenCV', async () => {
  for (const [width, height] of [
    [1, 1],
    [3, 2],
    [4, 5],
    [61, 43],
    [300, 200],
  ]) {
    for (const channels of [1, 3]) {
      const image = pattern(width, height, channels);
      assert.ok(rawBytes(await imwrite(image, 'bmp')).equals(byOpenCv(image)), `${width} × ${height} × ${channels}`);
    }
  }
});

test('alpha stands behind a header that says so', async () => {
  const image = pattern(37, 21, 4);
  const file = stored('alpha.bmp', await imwrite(image, 'bmp'));
  const seen = pythonForBytes(
    "import sys\nfrom PIL import Image\npicture = Image.open(sys.argv[1])\nassert picture.mode == 'RGBA', picture.mode\nsys.stdout.buffer.write(picture.tobytes())",
    file,
  );
  assert.ok(seen.equals(Buffer.from(image.data)));
  const cv = pythonForBytes(
    'import cv2, sys\nsys.stdout.buffer.write(cv2.cvtColor(cv2.imread(sys.argv[1], cv2.IMREAD_UNCHANGED), cv2.COLOR_BGRA2RGBA).tobytes())',
    file,
  );
  assert.ok(cv.equals(Buffer.from(image.data)));
  assert.deepEqual((await imread(file, { strict: true })).data, image.data);
});

test('a resolution goes into its fields, in pixels a meter', async () => {
  const bytes = await imwrite(pattern(8, 8, 3), 'bmp', { metadata: { dpi: [300, 150] } });
  const [facts] = JSON.parse(run('exiftool', '-json', stored('dpi.bmp', bytes)));
  assert.deepEqual([facts.PixelsPerMeterX, facts.PixelsPerMeterY], [11811, 5906]);
  (await imread(bytes)).metadata.dpi.forEach((value, i) => assert.ok(Math.abs(value - [300, 150][i]) < 0.02));
  await assertMismatch(
    () => imwrite(pattern(8, 8, 3), 'bmp', { metadata: { dpi: 1e-3 } }),
    'invalid-option',
    /metadata.dpi/,
  );
});

/** Little endian. */
const u16 = (value) => [value & 255, (value >> 8) & 255];
const u32 = (value) => [...u16(value & 65535), ...u16(value >>> 16)];

/** A file by hand: the header of 40 bytes, or OS/2's of 12. */
function bmp({ width, height, bits, compression = 0, masks = [], palette = [], pixels, short = false }) {
  const info = short
    ? [...u32(12), ...u16(width), ...u16(height), ...u16(1), ...u16(bits)]
    : [
        ...u32(40),
        ...u32(width),
        ...u32(height),
        ...u16(1),
        ...u16(bits),
        ...u32(compression),
        ...u32(0),
        ...u32(2835),
        ...u32(2835),
        ...u32(palette.length),
        ...u32(0),
      ];
  const colors = palette.flatMap(([r, g, b]) => (short ? [b, g, r] : [b, g, r, 0]));
  const offset = 14 + info.length + 4 * masks.length + colors.length;
  return Uint8Array.from([
    0x42,
    0x4d,
    ...u32(offset + pixels.length),
    ...u32(0),
    ...u32(offset),
    ...info,
    ...masks.flatMap(u32),
    ...colors,
    ...pixels,
  ]);
}

const rainbow = Array.from({ length: 256 }, (_, i) => [i, (i * 7) & 255, 255 - i]);
const draw = (count, seed = 1) => Array.from({ length: count }, (_, i) => ((i + seed) * 2654435761) >>> 24);
const rowBytes = (width, bits) => Math.ceil((width * bits) / 32) * 4;

const kinds = {
  '1 bit': {
    bits: 1,
    palette: [
      [9, 8, 7],
      [200, 100, 50],
    ],
  },
  '4 bits': { bits: 4, palette: rainbow.slice(0, 16) },
  '8 bits': { bits: 8, palette: rainbow },
  '16 bits': { bits: 16 },
  '16 bits with masks': { bits: 16, compression: 3, masks: [0xf800, 0x07e0, 0x001f] },
  '24 bits': { bits: 24 },
  '32 bits': { bits: 32 },
  '32 bits with masks': { bits: 32, compression: 3, masks: [0x00ff0000, 0x0000ff00, 0x000000ff] },
};

test('every number of bits, from either end, as others read it', async () => {
  for (const [name, kind] of Object.entries(kinds)) {
    for (const width of [1, 7, 8, 33]) {
      for (const height of [5, -5]) {
        const bytes = bmp({ width, height, ...kind, pixels: draw(rowBytes(width, kind.bits) * 5) });
        const image = await imread(bytes, { strict: true });
        const file = stored('kind.bmp', bytes);
        const [cv, pillow] = seenByOthers(file);
        const rgb = rgbOf(image);
        // Samples of 5 and 6 bits: both shift, we scale to the full range.
        const by = kind.bits === 16 ? 8 : 0;
        for (const seen of [cv, pillow])
          assert.ok(
            rgb.every((value, i) => Math.abs(value - seen[i]) <= by),
            `${name}, ${width} × ${height}`,
          );
        assert.deepEqual(image.metadata.dpi?.map(Math.round), [72, 72]);
      }
    }
  }
});

test("OS/2's header, and a palette of grays", async () => {
  const os2 = bmp({
    width: 9,
    height: 3,
    bits: 4,
    palette: rainbow.slice(0, 16),
    pixels: draw(rowBytes(9, 4) * 3),
    short: true,
  });
  const [cv, pillow] = seenByOthers(stored('os2.bmp', os2));
  const image = await imread(os2, { strict: true });
  assert.ok(rgbOf(image).equals(pillow) && pillow.equals(cv));
  const gray = await imread(
    bmp({
      width: 4,
      height: 1,
      bits: 8,
      palette: [
        [0, 0, 0],
        [128, 128, 128],
      ],
      pixels: [0, 1, 1, 0],
    }),
  );
  assert.deepEqual([gray.channels, [...gray.data]], [1, [0, 128, 128, 0]]);
  const indexed = await imread(os2, { indexed: true });
  assert.deepEqual(indexed.colorTable, rainbow.slice(0, 16));
});

/** Run lengths of rows, with every kind of command. */
function runs(rows, bits) {
  const packed = (values) =>
    bits === 8
      ? values
      : Array.from({ length: Math.ceil(values.length / 2) }, (_, i) => (values[2 * i] << 4) | (values[2 * i + 1] ?? 0));
  return [
    ...rows.flatMap((row, y) => {
      const commands = [];
      for (let x = 0; x < row.length;) {
        let end = x + 1;
        while (end < row.length && row[end] === row[x] && end - x < 255) ++end;
        if (end - x > 1 || row.length - x < 3) commands.push(end - x, bits === 8 ? row[x] : (row[x] << 4) | row[x]);
        else {
          end = Math.min(row.length, x + 3 + (y % 5));
          const bytes = packed(row.slice(x, end));
          commands.push(0, end - x, ...bytes, ...(bytes.length % 2 ? [0] : []));
        }
        x = end;
      }
      return [...commands, 0, 0];
    }),
    0,
    1,
  ];
}

test('run lengths of 8 and 4 bits', async () => {
  for (const bits of [8, 4]) {
    for (const width of [1, 2, 9, 64]) {
      const rows = Array.from({ length: 6 }, (_, y) =>
        draw(width, y).map((value, x) => (x % 4 < 2 ? value : y) % 2 ** bits),
      );
      const bytes = bmp({
        width,
        height: 6,
        bits,
        compression: bits === 8 ? 1 : 2,
        palette: rainbow.slice(0, 2 ** bits),
        pixels: runs(rows, bits),
      });
      const [cv, pillow] = seenByOthers(stored('runs.bmp', bytes));
      const rgb = rgbOf(await imread(bytes, { strict: true }));
      const expected = Buffer.from(
        rows
          .toReversed()
          .flat()
          .flatMap((index) => rainbow[index]),
      );
      assert.ok(rgb.equals(expected), `${bits} bits, ${width}`);
      assert.ok(cv.equals(expected), `${bits} bits, ${width}: OpenCV sees other pixels`);
      // Pillow loses pairs of 4 bits.
      if (bits === 8) assert.ok(pillow.equals(expected), `${width}: Pillow sees other pixels`);
    }
  }
  // A move leaves what it passes as it was: 0.
  const moved = bmp({
    width: 4,
    height: 2,
    bits: 8,
    compression: 1,
    palette: rainbow,
    pixels: [1, 9, 0, 2, 2, 1, 1, 7, 0, 1],
  });
  assert.deepEqual([...(await imread(moved, { indexed: true })).data], [0, 0, 0, 7, 9, 0, 0, 0]);
});

test('faults of a file', async () => {
  const whole = bmp({ width: 6, height: 4, bits: 24, pixels: draw(20 * 4) });
  const changed = (at, ...values) => Uint8Array.from(whole, (byte, i) => values[i - at] ?? byte);
  await assertMismatch(() => imread(changed(28, 7)), 'unsupported-data', /1, 2, 4, 8, 16, 24 or 32, got 7/);
  await assertMismatch(() => imread(changed(30, 4)), 'unsupported-data', /JPEG for 24 bits/);
  await assertMismatch(
    () => imread(changed(14, 66)),
    'unsupported-data',
    /12, 40, 52, 56, 64, 108 or 124 bytes, got 66/,
  );
  await assertFails(imread(changed(18, 0, 0)), 'corrupt-data', /no size/);
  await assertFails(imread(changed(10, 255, 255)), 'corrupt-data', /outside of the file/);
  await assertFails(imread(whole.subarray(0, 100)), 'corrupt-data', /cut off or damaged: 2 of its 4 rows/);
  const filled = await imread(whole.subarray(0, 100), { truncated: 'fill' });
  assert.deepEqual(
    [filled.warnings.length, filled.data[0], filled.data.slice(-36)],
    [1, 0, (await imread(whole)).data.slice(-36)],
  );
  await assertFails(imread(changed(18, 255, 255, 255, 127, 255, 255, 255, 127)), 'image-too-large');
});

test('photographs and drawn pictures come back', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 70 }),
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(1, 3, 4),
      async (width, height, channels) => {
        const image = pattern(width, height, channels);
        const { data, ...facts } = await imread(await imwrite(image, 'bmp'), { strict: true });
        assert.deepEqual([facts.width, facts.height, facts.channels], [width, height, channels]);
        assert.deepEqual(data, image.data);
      },
    ),
    { numRuns: 60 },
  );
  const image = await photo('coffee.png');
  assert.match(
    python(
      'import sys\nfrom PIL import Image\nprint(Image.open(sys.argv[1]).size)',
      stored('photo.bmp', await imwrite(image, 'bmp')),
    ),
    /600, 400/,
  );
});

test('rows that come one after the other end in the same file, although it begins with the last one', async () => {
  const image = pattern(31, 20, 3);
  const writer = await createWriter({ format: 'bmp', width: 31, height: 20, channels: 3 });
  const file = fileOf(writer.readable);
  for (let y = 0; y < 20; y += 5) await writer.write(image.data.subarray(y * 93, (y + 5) * 93));
  await writer.close();
  assert.ok((await file).equals(byOpenCv(image)));
});
