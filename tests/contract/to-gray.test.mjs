// toGray: the gray of OpenCV's cvtColor, from every layout into every format, seen by OpenCV and Pillow.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { testFacts } from '../formats/index.mjs';
import { imread, imwrite, imwriteWithInfo } from '../../npm/dist/node/index.js';
import { assertMismatch } from '../support/failures.mjs';
import { pattern } from '../support/images.mjs';
import { writtenNames, formats } from '../support/package.mjs';
import { seenBySharp, sharp } from '../support/sharp.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { pythonForBytes } from '../support/python.mjs';

const folder = temporaryFolder('gray');

/** cv2.cvtColor of an image's colors. */
function grayByOpenCv({ data, width, height, channels }) {
  const [input, output] = [join(folder, 'in'), join(folder, 'out')];
  writeFileSync(input, data);
  const kind = { Uint8Array: 'uint8', Uint16Array: 'uint16', Float32Array: 'float32' }[data.constructor.name];
  const program = `
import cv2, numpy, sys
image = numpy.fromfile(sys.argv[1], '${kind}').reshape(${height}, ${width}, ${channels})
cv2.cvtColor(numpy.ascontiguousarray(image[:, :, :3]), cv2.COLOR_RGB2GRAY).tofile(sys.argv[2])`;
  pythonForBytes(program, input, output);
  const program2 = `import sys, numpy; sys.stdout.buffer.write(numpy.fromfile(sys.argv[1], '${kind}').tobytes())`;
  const bytes = pythonForBytes(program2, output);
  return new data.constructor(new Uint8Array(bytes).buffer);
}

function image(channels, Samples) {
  const { data, ...size } = pattern(67, 41, channels);
  const scale = {
    Uint8Array: (v) => v,
    Uint16Array: (v, i) => v * 257 - (i % 257 ? 0 : v),
    Float32Array: (v) => v / 255,
  }[Samples.name];
  return { ...size, data: Samples.from(data, scale) };
}

for (const Samples of [Uint8Array, Uint16Array, Float32Array]) {
  for (const channels of [3, 4]) {
    test(`${channels} channels of ${Samples.name}: the samples of cvtColor, and alpha as it was`, async () => {
      const source = image(channels, Samples);
      const expected = grayByOpenCv(source);
      const format = Samples === Float32Array ? 'tiff' : 'png';
      const read = await imread(await imwrite(source, format, { toGray: true }));
      assert.equal(read.channels, channels - 2);
      for (let i = 0; i < expected.length; ++i) {
        const gray = read.data[i * read.channels];
        if (Samples === Float32Array ? Math.abs(gray - expected[i]) > 1e-6 : gray !== expected[i])
          assert.fail(`sample ${i}: ${gray}, not ${expected[i]}`);
        if (channels === 4 && read.data[2 * i + 1] !== source.data[4 * i + 3]) assert.fail(`alpha ${i}`);
      }
    });
  }
}

for (const format of writtenNames) {
  test(`${format}: gray where the format has it, and repeated elsewhere`, async () => {
    const { close, closeWithin } = testFacts(format);
    const source = image(3, Uint8Array);
    const expected = grayByOpenCv(source);
    const bytes = await imwrite(source, format, { toGray: true, ...close });
    const { channels } = await sharp(bytes).metadata();
    assert.equal(channels, formats[format].channels.includes(1) ? 1 : 3);
    const seen = await seenBySharp(bytes, source);
    seen.data.forEach((sample, i) => {
      const wanted = expected[Math.floor(i / seen.channels)];
      if (Math.abs(sample - wanted) > closeWithin) assert.fail(`sample ${i}: ${sample}, not ${wanted}`);
    });
  });
}

test('alpha that is blended or dropped goes first', async () => {
  const source = { data: new Uint8Array([200, 100, 50, 128]), width: 1, height: 1, channels: 4 };
  const grayOf = async (options) => [
    ...(await imread(await imwrite(source, 'png', { toGray: true, ...options }))).data,
  ];
  assert.deepEqual(await grayOf({ alpha: 'drop' }), [124]);
  // Half of the color and half of the background, each channel rounded, then their gray.
  const [r, g, b] = [200, 100, 50].map((value, i) => Math.round((value * 128 + [0, 0, 255][i] * 127) / 255));
  assert.deepEqual(await grayOf({ alpha: 'blend', background: '#0000ff' }), [
    Math.round(0.299 * r + 0.587 * g + 0.114 * b),
  ]);
});

test('gray stays what it is, and the profile becomes one for gray', async () => {
  const gray = pattern(20, 20, 1);
  assert.deepEqual(await imwrite(gray, 'png', { toGray: true }), await imwrite(gray, 'png'));
  assert.equal('toGray' in (await imwriteWithInfo(gray, 'png', { toGray: true })).options, false);
  const wide = { ...image(3, Uint8Array), colorSpace: 'display-p3' };
  const warnings = [];
  const { space, hasProfile } = await sharp(
    await imwrite(wide, 'png', { toGray: true, onWarning: (message) => warnings.push(message) }),
  ).metadata();
  assert.deepEqual([space, hasProfile], ['b-w', true]);
});

test('CMYK has no gray of that kind', async () => {
  const cmyk = { ...pattern(8, 8, 4), colorSpace: 'cmyk' };
  await assertMismatch(imwrite(cmyk, 'tiff', { toGray: true }), 'unsupported-image', /toGray.*gray or RGB.*CMYK/);
});
