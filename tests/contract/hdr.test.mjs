// Radiance HDR: files of others by hand, samples that are no light, faults. tests/opencv/hdr.test.mjs compares with OpenCV.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imread, imwrite } from '../../npm/dist/node/index.js';
import { assertFails, assertMismatch } from '../support/failures.mjs';
import { pattern } from '../support/images.mjs';

test('samples that are no light', async () => {
  const data = new Float32Array([-1, NaN, 0.25, Infinity, 3.3e38, 1, 1e-40, 0, 1e-33, -0, -2, NaN]);
  const seen = await imread(await imwrite({ data, width: 4, height: 1, channels: 3 }, 'hdr'));
  const most = 2 ** 127 * (255 / 256);
  assert.deepEqual([...seen.data], [0, 0, 0.25, most, most, 0, 0, 0, 0, 0, 0, 0]);
  await assertMismatch(() => imwrite(pattern(2, 2, 3), 'hdr'), 'unsupported-image', /hdr depth: expected float32/);
  const gray = { data: new Float32Array([0.5, 2]), width: 2, height: 1, channels: 1 };
  assert.deepEqual([...(await imread(await imwrite(gray, 'hdr'))).data], [0.5, 0.5, 0.5, 2, 2, 2]);
});

const file = (size, pixels, lines = ['FORMAT=32-bit_rle_rgbe']) =>
  Buffer.concat([
    Buffer.from(`#?RADIANCE\n${lines.map((line) => `${line}\n`).join('')}\n${size}\n`),
    Buffer.from(pixels),
  ]);

test('files of others', async () => {
  // Pixels and runs of before 1991: twice and 1 + 256 times more.
  const old = [128, 64, 32, 129, 1, 1, 1, 2, 0, 0, 200, 128, 1, 1, 1, 1, 1, 1, 1, 1];
  const { data } = await imread(file('-Y 1 +X 261', old), { strict: true });
  const pixels = [...Array(3).fill([1, 0.5, 0.25]), ...Array(258).fill([0, 0, 200 / 256])];
  assert.deepEqual([...data], pixels.flat());
  const exposed = file(
    '-Y 1 +X 1',
    [128, 64, 32, 129],
    ['# made by hand', 'EXPOSURE=2', 'FORMAT=32-bit_rle_rgbe', 'EXPOSURE= 3.5'],
  );
  const read = await imread(exposed);
  assert.deepEqual([...read.data], [1, 0.5, 0.25]);
  assert.match(read.warnings.join(), /exposure of the file was not applied/);
  // Without a format, and with the ends of lines of Windows.
  const plain = Buffer.from('#?RGBE\r\n\r\n-Y 1 +X 1\r\n\x80\x40\x20\x81', 'latin1');
  assert.deepEqual([...(await imread(plain, { strict: true })).data], [1, 0.5, 0.25]);
});

test('the colors of the light', async () => {
  const plain = await imread(file('-Y 1 +X 1', [128, 64, 32, 129]));
  assert.deepEqual(plain.metadata.cicp, [1, 8, 0, 1]);
  const colors = (numbers) =>
    imread(file('-Y 1 +X 1', [128, 64, 32, 129], ['FORMAT=32-bit_rle_rgbe', `PRIMARIES= ${numbers}`]));
  const wide = await colors('.708 .292 .170 .797 .131 .046 .3127 .3290');
  assert.equal(wide.metadata.cicp, undefined);
  assert.notDeepEqual(wide.metadata.icc, plain.metadata.icc);
  for (const nonsense of ['', '.7 .2 .3', 'a b c d e f g h', '1e300 0 0 0 0 0 0 0'])
    assert.deepEqual((await colors(nonsense)).metadata, plain.metadata, nonsense);
});

test('faults of a file', async () => {
  const bytes = await imwrite(
    { data: new Float32Array(3 * 20 * 4).fill(0.3), width: 20, height: 4, channels: 3 },
    'hdr',
  );
  await assertFails(imread(bytes.subarray(0, 30)), 'corrupt-data', /header/);
  await assertFails(imread(bytes.subarray(0, -3)), 'corrupt-data', /3 of its 4 rows/);
  const filled = await imread(bytes.subarray(0, -3), { truncated: 'fill' });
  assert.equal(filled.data[3 * 20 * 3 - 1], filled.data[0]);
  assert.equal(filled.data.at(-1), 0);
  await assertMismatch(
    () => imread(file('-Y 1 +X 1', [], ['FORMAT=32-bit_rle_xyze'])),
    'unsupported-data',
    /got 32-bit_rle_xyze/,
  );
  await assertMismatch(() => imread(file('+Y 1 +X 1', [0, 0, 0, 0])), 'unsupported-data', /rows/);
  await assertMismatch(() => imread(file('+X 1 -Y 1', [0, 0, 0, 0])), 'unsupported-data', /rows/);
  await assertMismatch(() => imread(file('-Y 1 -X 1', [0, 0, 0, 0])), 'unsupported-data', /from the left/);
  for (const size of ['-Y 1', '-Y +X', '-Y 1 +X 1 1', '-Y 9999999999 +X 1', '-Y 1 +X -1'])
    await assertFails(imread(file(size, [0, 0, 0, 0])), 'corrupt-data', /header/);
  await assertFails(imread(file('-Y 0 +X 1', [])), 'corrupt-data', /no pixels/);
  await assertFails(imread(file('-Y 2000000000 +X 2000000000', [])), 'image-too-large');
  // A row of another width, a run beyond the row, an empty run, a run before any pixel.
  for (const row of [
    [2, 2, 0, 9, 137, 0, 137, 0, 137, 0, 137, 0],
    [2, 2, 0, 8, 137, 0, 136, 0, 136, 0, 136, 0],
    [2, 2, 0, 8, 0, 0, 136, 0, 136, 0, 136, 0],
    [1, 1, 1, 8, ...Array(28).fill(0)],
  ])
    await assertFails(imread(file('-Y 1 +X 8', row)), 'corrupt-data', /0 of its 1 rows/);
});
