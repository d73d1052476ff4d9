// Sun raster against OpenCV, which writes the same bytes, and Netpbm and Pillow, which read and make files of each kind.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { createCv } from '../../npm/dist/node/cv.js';
import { imread, imwrite } from '../../npm/dist/node/index.js';
import { assertFails, assertMismatch } from '../support/failures.mjs';
import { pattern, photo, rawBytes } from '../support/images.mjs';
import { pythonFed } from '../support/python.mjs';

const piped = (input, program, ...args) =>
  execFileSync(program, args, { input, maxBuffer: 1 << 28, stdio: ['pipe', 'pipe', 'pipe'] });

const BY_OPENCV = `
import cv2, numpy, sys
data = cv2.imdecode(numpy.frombuffer(sys.stdin.buffer.read(), numpy.uint8), cv2.IMREAD_UNCHANGED)
sys.stdout.buffer.write(cv2.imencode('.ras', data)[1])
`;

/** Its rows end with what lies behind them in memory; here with 0. */
function byOpenCv(pnm, { width, channels }) {
  const file = pythonFed(pnm, BY_OPENCV);
  const row = width * channels;
  if (row % 2) for (let at = 32 + row; at < file.length; at += row + 1) file[at] = 0;
  return file;
}

test('the bytes are those of OpenCV, and Netpbm reads them', async () => {
  for (const image of [pattern(7, 3, 1), pattern(16, 5, 1), pattern(7, 3, 3), pattern(16, 5, 3)]) {
    const bytes = await imwrite(image, 'sun');
    const pnm = await imwrite(image, 'pnm');
    assert.ok(byOpenCv(pnm, image).equals(bytes), `${image.width} × ${image.channels}`);
    assert.ok(piped(bytes, 'rasttopnm').equals(pnm), `${image.width} × ${image.channels}`);
  }
});

test('files of Netpbm: bitmaps, color maps, color, with and without runs', async () => {
  const image = await photo('coffee.png');
  const pnm = await imwrite(image, 'pnm');
  const few = piped(pnm, 'pnmquant', '37');
  const gray = piped(pnm, 'ppmtopgm');
  for (const [file, bits] of [
    [pnm, 24],
    [few, 8],
    [gray, 8],
    [piped(gray, 'pgmtopbm'), 1],
  ]) {
    const expected = await imread(file);
    for (const option of ['-standard', '-rle']) {
      const raster = piped(file, 'pnmtorast', option);
      assert.equal(raster.readUInt32BE(12), bits);
      // It never writes runs of color.
      assert.equal(raster.readUInt32BE(20), option === '-rle' && bits < 24 ? 2 : 1);
      const { data, width, height, channels, warnings } = await imread(raster, { strict: true });
      assert.deepEqual([width, height, channels, warnings], [expected.width, expected.height, expected.channels, []]);
      assert.ok(rawBytes(data).equals(rawBytes(expected.data)), `${bits} bits ${option}`);
    }
  }
  const indexed = await imread(piped(few, 'pnmtorast'), { indexed: true });
  assert.equal(indexed.channels, 1);
  assert.deepEqual(
    [...indexed.data].flatMap((index) => indexed.colorTable[index].slice(0, 3)),
    [...(await imread(few)).data],
  );
});

const words = (...numbers) =>
  Buffer.concat(numbers.map((number) => Buffer.from([number >>> 24, number >>> 16, number >>> 8, number])));
const file = ({ width = 2, height = 1, bits = 24, type = 1, map = [], mapType = map.length > 0 ? 1 : 0 }, pixels) =>
  Buffer.concat([
    words(0x59a66a95, width, height, bits, 0, type, mapType, map.length),
    Buffer.from(map),
    Buffer.from(pixels),
  ]);
const samplesOf = async (bytes) => [...(await imread(bytes, { strict: true })).data];

test('kinds of files by hand', async () => {
  const pixels = [1, 2, 3, 4, 5, 6];
  assert.deepEqual(await samplesOf(file({}, pixels)), [3, 2, 1, 6, 5, 4]);
  assert.deepEqual(await samplesOf(file({ type: 0 }, pixels)), [3, 2, 1, 6, 5, 4]);
  assert.deepEqual(await samplesOf(file({ type: 3 }, pixels)), pixels);
  assert.deepEqual(await samplesOf(file({ bits: 32 }, [9, 1, 2, 3, 9, 4, 5, 6])), [3, 2, 1, 6, 5, 4]);
  assert.deepEqual(await samplesOf(file({ bits: 32, type: 3 }, [9, 1, 2, 3, 9, 4, 5, 6])), pixels);
  // Bits are ink, unless a map says what they are.
  assert.deepEqual(await samplesOf(file({ bits: 1, width: 3 }, [0b10100000, 0])), [0, 255, 0]);
  assert.deepEqual(
    await samplesOf(file({ bits: 1, width: 3, map: [0, 255, 7, 7, 9, 3] }, [0b10100000, 0])),
    [255, 7, 3, 0, 7, 9, 255, 7, 3],
  );
  assert.deepEqual(await samplesOf(file({ bits: 8, map: [1, 5, 1, 5, 1, 5] }, [1, 0])), [5, 1]);
  // A map of another kind is passed over.
  assert.deepEqual(await samplesOf(file({ bits: 8, map: [1, 5, 1], mapType: 2 }, [1, 0])), [1, 0]);
  // Runs go on over the ends of rows, and over their padding.
  assert.deepEqual(
    await samplesOf(file({ bits: 8, width: 3, height: 2, type: 2 }, [7, 128, 0, 128, 5, 9])),
    [7, 128, 9, 9, 9, 9],
  );
  // The last row without its padding.
  assert.deepEqual(await samplesOf(file({ bits: 8, width: 3 }, [1, 2, 3])), [1, 2, 3]);
});

test('faults of a file', async () => {
  await assertFails(imread(file({}, []).subarray(0, 31)), 'corrupt-data', /header/);
  await assertFails(imread(file({ width: 0 }, [])), 'corrupt-data', /no pixels/);
  await assertFails(imread(file({ height: 2 }, [1, 2, 3, 4, 5, 6])), 'corrupt-data', /1 of its 2 rows/);
  assert.deepEqual(
    [...(await imread(file({ height: 2 }, [1, 2, 3, 4, 5, 6]), { truncated: 'fill' })).data].slice(5),
    [4, 0, 0, 0, 0, 0, 0],
  );
  await assertFails(imread(file({ bits: 8, type: 2 }, [128, 200])), 'corrupt-data', /0 of its 1 rows/);
  await assertMismatch(() => imread(file({ bits: 16 }, [])), 'unsupported-data', /1, 8, 24 or 32, got 16/);
  await assertMismatch(() => imread(file({ type: 4 }, [])), 'unsupported-data', /0 to 3, got 4/);
  await assertMismatch(() => imread(file({ mapType: 3 }, [])), 'unsupported-data', /0 to 2, got 3/);
  await assertFails(
    imread(Buffer.concat([words(0x59a66a95, 1, 1, 8, 0, 1, 1, 768), Buffer.alloc(700)])),
    'corrupt-data',
    /color map/,
  );
  await assertFails(imread(file({ width: 2000000000, height: 2000000000 }, [])), 'image-too-large');
});

test('imwrite/cv', async () => {
  const cv = await createCv({ formats: ['sun'] });
  const { data } = pattern(7, 3, 4);
  const mat = cv.matFromArray(3, 7, cv.CV_8UC4, data);
  const read = cv.imdecode(cv.imencode('.sr', mat), cv.IMREAD_UNCHANGED);
  assert.deepEqual(
    [...read.data],
    [...data].filter((_, i) => i % 4 < 3),
  );
  assert.equal(cv.haveImageWriter('a.ras'), true);
});
