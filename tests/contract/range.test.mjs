// Floats that become integers: what lies outside of their range is counted, and the option `range` maps others, as numpy
// computes it and OpenCV reads it.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  configure,
  createWriter,
  imread,
  imwrite,
  imwriteMulti,
  imwriteSync,
  load,
} from '../../npm/dist/node/index.js';
import { assertMismatch } from '../support/failures.mjs';
import { pattern } from '../support/images.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { python } from '../support/python.mjs';

const folder = temporaryFolder('range');
await load('png', 'tiff');

const odd = { data: Float32Array.of(0.5, 2, NaN, -1, 0, 1), width: 3, height: 2, channels: 1 };
const message =
  "2 of 6 samples were clipped to 0 … 1 (the option 'range' maps others), and 1 of 6 samples was NaN and became 0";

async function warningsOf(work) {
  const warnings = [];
  await work({ depth: 16, onWarning: (text) => warnings.push(text) });
  return warnings;
}

test('what is clipped is counted, wherever it is encoded', async () => {
  assert.deepEqual(await warningsOf((options) => imwrite(odd, 'png', options)), [message]);
  assert.deepEqual(await warningsOf((options) => imwriteSync(odd, 'png', options)), [message]);
  assert.deepEqual(await warningsOf((options) => imwriteMulti([odd, pattern(4, 4, 1)], 'tiff', options)), [message]);
  assert.deepEqual(
    await warningsOf((options) =>
      imwriteMulti(
        (function* () {
          yield odd;
        })(),
        'tiff',
        options,
      ),
    ),
    [message],
  );
  assert.deepEqual(
    await warningsOf(async (options) => {
      const writer = await createWriter({
        format: 'png',
        width: 3,
        height: 2,
        channels: 1,
        sampleType: 'float32',
        options,
      });
      const read = new Response(writer.readable).arrayBuffer();
      await writer.write(odd.data.subarray(0, 3));
      await writer.write(odd.data.subarray(3));
      await writer.close();
      await read;
    }),
    [message],
  );
  configure({ worker: true });
  assert.deepEqual(await warningsOf((options) => imwrite(odd, 'png', options)), [message]);
  configure({ worker: false });
});

test('what fits is not, nor what stays float, nor integers', async () => {
  const fits = { data: Float32Array.of(0, 0.25, 1), width: 3, height: 1, channels: 1 };
  assert.deepEqual(await warningsOf((options) => imwrite(fits, 'png', options)), []);
  assert.deepEqual(await warningsOf(({ onWarning }) => imwrite(odd, 'tiff', { onWarning })), []);
  assert.deepEqual(await warningsOf((options) => imwrite(pattern(4, 4, 3), 'png', options)), []);
});

test('with a range of the caller, only NaN is', async () => {
  assert.deepEqual(await warningsOf((options) => imwrite(odd, 'png', { ...options, range: [-1, 2] })), [
    '1 of 6 samples was NaN and became 0',
  ]);
  assert.deepEqual(
    await warningsOf((options) => imwrite(odd, 'tiff', { ...options, range: [-1, 2], depth: undefined })),
    ['1 of 6 samples was NaN and became 0'],
  );
  assert.deepEqual(await warningsOf((options) => imwrite(odd, 'tiff', { ...options, depth: undefined })), []);
});

/** What OpenCV reads, and what numpy makes of the samples. */
function seenAndExpected(bytes, { data, channels }, [from, to], depth) {
  const [file, samples] = [join(folder, 'file'), join(folder, 'samples')];
  writeFileSync(file, bytes);
  writeFileSync(samples, data);
  const kind = { Uint8Array: 'uint8', Uint16Array: 'uint16', Float32Array: 'float32' }[data.constructor.name];
  const program = `
import cv2, numpy, json, sys
full = 2 ** ${depth} - 1
values = numpy.fromfile(sys.argv[2], '${kind}').astype('float64').reshape(-1, ${channels})
share = numpy.clip((values - ${from}) / (${to} - ${from}), 0, 1)
if ${channels} % 2 == 0: share[:, -1] = values[:, -1] / (1 if '${kind}' == 'float32' else numpy.iinfo('${kind}').max)
seen = cv2.imread(sys.argv[1], cv2.IMREAD_UNCHANGED)
seen = seen.reshape(-1, seen.shape[2] if seen.ndim == 3 else 1)
if seen.shape[1] >= 3: seen[:, :3] = seen[:, 2::-1].copy()
if ${channels} == 2: share = share[:, [0, 0, 0, 1]]
print(json.dumps([str(seen.dtype), int(numpy.abs(seen.astype('int64') - numpy.floor(share * full + 0.5).astype('int64')).max())]))`;
  return JSON.parse(python(program, file, samples));
}

for (const [Samples, range] of [
  [Float32Array, [-3, 12.5]],
  [Float32Array, [2, -1]],
  [Uint16Array, [1000, 30000]],
  [Uint8Array, [20, 200]],
]) {
  for (const channels of [1, 2, 3, 4]) {
    test(`${channels} channels of ${Samples.name} from ${range.join(' to ')}`, async () => {
      const { data, ...size } = pattern(61, 37, channels);
      const image = {
        ...size,
        data: Samples.from(
          data,
          (value, i) =>
            ({ Float32Array: value / 16 - 2, Uint16Array: value * 257, Uint8Array: value })[Samples.name] *
            (channels % 2 === 0 && i % channels === channels - 1 && Samples === Float32Array ? 0.05 : 1),
        ),
      };
      if (Samples === Float32Array && channels % 2 === 0)
        for (let i = channels - 1; i < image.data.length; i += channels) image.data[i] = (i % 97) / 96;
      for (const depth of [8, 16]) {
        const [type, off] = seenAndExpected(
          await imwrite(image, 'png', { range, depth, onWarning: () => {} }),
          image,
          range,
          depth,
        );
        assert.equal(type, `uint${depth}`);
        // Alpha in single precision may lie between two levels.
        const tie = depth === 16 || (Samples === Float32Array && channels % 2 === 0);
        assert.ok(off <= (tie ? 1 : 0), `${depth} bits: off by ${off}`);
      }
    });
  }
}

test('floats in a TIFF that stay floats, from 0 to 1', async () => {
  const image = { data: Float32Array.of(-2, 0, 3, 8, 20), width: 5, height: 1, channels: 1 };
  const { data } = await imread(await imwrite(image, 'tiff', { range: [0, 8] }));
  assert.deepEqual([...data], [0, 0, 0.375, 1, 1]);
});

test('a depth map in 16 bits comes back by its range', async () => {
  const meters = {
    data: Float32Array.from({ length: 5000 }, (_, i) => 0.4 + i * 0.0019),
    width: 100,
    height: 50,
    channels: 1,
  };
  const { data } = await imread(await imwrite(meters, 'png', { depth: 16, range: [0, 10] }));
  data.forEach((sample, i) => assert.ok(Math.abs((sample / 65535) * 10 - meters.data[i]) <= 10 / 65535 / 2 + 1e-6));
});

test('what is no range is refused', async () => {
  for (const range of [[1, 1], [1], 1, [0, NaN], 'x'])
    await assertMismatch(
      imwrite(odd, 'png', { depth: 16, range }),
      'invalid-option',
      /range.*\[from, to\], two different numbers/,
    );
});
