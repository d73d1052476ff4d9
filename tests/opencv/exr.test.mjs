// OpenEXR: OpenCV, with the library of OpenEXR, sees the samples that imwrite and imwrite/cv write, and they see those that it writes.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { imread, imwrite } from '../../npm/dist/node/index.js';
import { cv, fc, makeMat, plainMat, samples, startNative, toBase64 } from './support.mjs';

const native = startNative(after);
const compressions = ['none', 'rle', 'zips', 'zip', 'piz', 'pxr24', 'b44', 'b44a'];

const byOpenCv = async (mat, params = []) =>
  Buffer.from((await native.ask({ operation: 'imwrite', extension: '.exr', mats: [mat], params })).bytes, 'base64');
const seenByOpenCv = async (bytes, flags = cv.IMREAD_UNCHANGED) =>
  (await native.ask({ operation: 'imdecode', bytes: toBase64(bytes), flags })).mat;

const blueFirst = (data, channels) =>
  channels < 3 ? data : data.map((_, i) => data[i - (i % channels) + [2, 1, 0, 3][i % channels]]);
const matOf = ({ data, width, height, channels }) => ({
  rows: height,
  cols: width,
  type: cv.CV_32F + ((channels - 1) << 3),
  data: toBase64(blueFirst(data, channels)),
});

/** Light of all magnitudes, smooth and noisy, flat places, and what is no number. */
const anyPicture = fc
  .tuple(
    fc.integer({ min: 1, max: 90 }),
    fc.integer({ min: 1, max: 70 }),
    fc.constantFrom(1, 3, 4),
    fc.constantFrom('noise', 'smooth', 'flat', 'wild'),
    fc.infiniteStream(fc.nat(0xffff)),
  )
  .map(([width, height, channels, kind, stream]) => {
    const draw = () => stream.next().value / 0x10000;
    const data = Float32Array.from({ length: width * height * channels }, (_, i) => {
      if (kind === 'flat') return draw() < 0.02 ? draw() : 0.5;
      if (kind === 'smooth') return Math.fround(Math.sin(i / channels / 30) + (i % channels) + draw() / 100);
      if (kind === 'noise') return draw();
      const odd = [NaN, Infinity, -Infinity, -0, 1e-40, 65504, 65520, 3e38, 6e-8, -1.5][Math.floor(draw() * 40)];
      return odd ?? (draw() - 0.5) * 2 ** Math.floor(draw() * 60 - 40);
    });
    return { data, width, height, channels };
  });

const asBits = (floats) => [...new Uint32Array(floats.buffer, floats.byteOffset, floats.length)];
const same = (actual, expected, message) => {
  const [a, b] = [asBits(actual), asBits(expected)];
  const differs = a.findIndex((bits, i) => bits !== b[i] && !(Number.isNaN(actual[i]) && Number.isNaN(expected[i])));
  assert.equal(differs, -1, `${message}: sample ${differs} is ${actual[differs]}, not ${expected[differs]}`);
};

test('OpenCV reads what imwrite writes, and what it writes itself is the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyPicture,
      fc.constantFrom(...compressions),
      fc.constantFrom('float', 'half'),
      async (image, compression, type) => {
        const ours = await imwrite(image, 'exr', { compression, type, premultiply: false });
        const theirs = await byOpenCv(matOf(image), [
          cv.IMWRITE_EXR_TYPE,
          type === 'half' ? cv.IMWRITE_EXR_TYPE_HALF : cv.IMWRITE_EXR_TYPE_FLOAT,
          cv.IMWRITE_EXR_COMPRESSION,
          compressions.indexOf(compression),
        ]);
        const [a, b] = [samples(await seenByOpenCv(ours)), samples(await seenByOpenCv(theirs))];
        same(a, b, `${compression} ${type}`);
        if (type === 'float' && compression !== 'pxr24') same(a, blueFirst(image.data, image.channels), compression);
        // Both come back as OpenCV sees them; with alpha, colors were divided by it, and multiplied again.
        for (const bytes of [ours, theirs]) {
          const mat = cv.imdecode(bytes, cv.IMREAD_UNCHANGED);
          if (image.channels < 4) {
            same(mat.data32F, b, `${compression} ${type}, read`);
            continue;
          }
          mat.data32F.forEach((value, i) => {
            // What alpha divides must be a float of full precision.
            const divided = Math.abs(b[i] / b[i | 3]);
            const within = divided > 1e-30 && divided < 3e38 ? Math.abs(b[i]) * 1e-6 : Infinity;
            assert.ok(!(Math.abs(value - b[i]) > within), `sample ${i}: ${value}, not ${b[i]}`);
          });
        }
      },
    ),
    { numRuns: 150 },
  );
});

test('colors are stored multiplied by alpha, and come back divided by it', async () => {
  const data = Float32Array.of(0.5, 0.25, 1, 0.5, 1, 2, 3, 0, 0.125, 8, 0.5, 1);
  const image = { data, width: 3, height: 1, channels: 4 };
  const bytes = await imwrite(image, 'exr');
  assert.deepEqual([...samples(await seenByOpenCv(bytes))], [0.5, 0.125, 0.25, 0.5, 0, 0, 0, 0, 0.5, 8, 0.125, 1]);
  assert.deepEqual([...(await imread(bytes)).data], [0.5, 0.25, 1, 0.5, 0, 0, 0, 0, 0.125, 8, 0.5, 1]);
  const kept = await imwrite(image, 'exr', { premultiply: false });
  assert.deepEqual([...samples(await seenByOpenCv(kept))], [...blueFirst(data, 4)]);
});

test('Mats are read as OpenCV reads them', async () => {
  // OpenCV makes gray of color with the x of its primaries for weights, gray bytes without a limit, and color of gray with memory that
  // it never wrote: those are not compared.
  const { IMREAD_COLOR: color, IMREAD_ANYDEPTH: anyDepth, IMREAD_ANYCOLOR: anyColor } = cv;
  const always = [cv.IMREAD_UNCHANGED, anyColor, anyDepth | anyColor];
  for (const [channels, allFlags] of [
    [1, [...always, cv.IMREAD_GRAYSCALE, anyDepth]],
    [3, [...always, color, color | anyDepth]],
    [4, [...always, color, color | anyDepth]],
  ]) {
    const mat = makeMat({ rows: 7, cols: 9, depth: '32F', channels, fill: 'noise', region: false });
    mat.data32F.set(mat.data32F.map((value, i) => (i % 4 === 3 && channels === 4 ? 0.5 : Math.abs(value) * 3)));
    const bytes = cv.imencode('.exr', mat);
    for (const flags of allFlags)
      assert.deepEqual(
        plainMat(cv.imdecode(bytes, flags)),
        await seenByOpenCv(bytes, flags),
        `${channels} channels, flags ${flags}`,
      );
    const gray = cv.imdecode(bytes, anyDepth).data32F;
    const { data32F } = mat;
    gray.forEach((value, i) => {
      const [b, g, r] = data32F.subarray(i * channels, i * channels + 3);
      const luma = channels === 1 ? b : 0.114 * b + 0.587 * g + 0.299 * r;
      assert.ok(Math.abs(value - luma) < 1e-3, `${channels} channels: ${value}, not ${luma}`);
    });
    assert.deepEqual(
      [...cv.imdecode(bytes, color | anyDepth).data32F].slice(0, 3),
      channels === 1 ? Array(3).fill(data32F[0]) : [...data32F.subarray(0, 3)],
    );
  }
});

test('parameters, and Mats that are refused', async () => {
  const mat = makeMat({ rows: 30, cols: 20, depth: '32F', channels: 3, fill: 'noise', region: false });
  for (const [number, compression] of compressions.entries()) {
    const bytes = cv.imencode('.exr', mat, [cv.IMWRITE_EXR_COMPRESSION, number]);
    assert.ok(bytes, compression);
    same(
      samples(await seenByOpenCv(bytes)),
      samples(await seenByOpenCv(await byOpenCv(plainMat(mat), [49, number]))),
      compression,
    );
  }
  for (const params of [
    [cv.IMWRITE_EXR_COMPRESSION, 10],
    [cv.IMWRITE_EXR_TYPE, 0],
    [cv.IMWRITE_EXR_COMPRESSION, 8],
  ])
    assert.equal(cv.imencode('.exr', mat, params), false);
  for (const depth of ['8U', '16U', '64F', '32S']) {
    const other = makeMat({ rows: 3, cols: 2, depth, channels: 3, fill: 'flat', region: false });
    assert.throws(() => cv.imencode('.exr', other), { code: 'unsupported-image' }, depth);
  }
});
