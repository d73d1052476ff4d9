// Radiance HDR: imwrite and imwrite/cv write OpenCV's bytes, and see the samples that it sees.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { imread, imwrite } from '../../npm/dist/node/index.js';
import { cv, fc, makeMat, plainMat, samples, startNative, toBase64 } from './support.mjs';

const native = startNative(after);
const compressions = ['none', 'rle'];

/** Debian's OpenCV takes the compression as a number that follows no flag. */
async function byOpenCv(mat, compression = 'rle') {
  const params = [compressions.indexOf(compression), 0];
  const { bytes } = await native.ask({ operation: 'imwrite', extension: '.hdr', mats: [mat], params });
  return Buffer.from(bytes, 'base64');
}
const seenByOpenCv = async (bytes, flags) =>
  (await native.ask({ operation: 'imdecode', bytes: toBase64(bytes), flags })).mat;

const blueFirst = (data) => data.map((_, i) => data[i - (i % 3) + 2 - (i % 3)]);
const matOf = ({ data, width, height }) => ({
  rows: height,
  cols: width,
  type: cv.CV_32FC3,
  data: toBase64(blueFirst(data)),
});

/** Light of all magnitudes, with runs of all lengths. */
const anyPicture = fc
  .tuple(fc.integer({ min: 1, max: 700 }), fc.integer({ min: 1, max: 6 }), fc.infiniteStream(fc.nat(0xffff)))
  .map(([width, height, stream]) => {
    const draw = (below) => stream.next().value % below;
    const data = new Float32Array(3 * width * height);
    for (let at = 0; at < data.length;) {
      const run = 3 * (draw(3) > 0 ? 1 + draw(5) : 1 + draw(300));
      const exponent = draw(4) > 0 ? draw(8) - 4 : draw(250) - 125;
      const pixel = [0, 1, 2].map(() => (draw(20) === 0 ? 0 : (draw(0x10000) / 0x10000) * 2 ** exponent));
      for (let i = 0; i < run && at < data.length; ++i) data[at++] = pixel[i % 3];
    }
    return { data, width, height, channels: 3 };
  });

test('drawn light is the bytes of OpenCV, and comes back as OpenCV sees it', async () => {
  await fc.assert(
    fc.asyncProperty(anyPicture, fc.constantFrom(...compressions), async (image, compression) => {
      const bytes = await imwrite(image, 'hdr', { compression });
      assert.ok((await byOpenCv(matOf(image), compression)).equals(bytes));
      const { data, width, height, channels } = await imread(bytes, { strict: true });
      assert.deepEqual([width, height, channels], [image.width, image.height, 3]);
      assert.deepEqual(blueFirst(data), samples(await seenByOpenCv(bytes, cv.IMREAD_UNCHANGED)));
      // What a pixel loses is a part of its brightest sample.
      for (let i = 0; i < data.length; i += 3) {
        const brightest = Math.max(...image.data.subarray(i, i + 3));
        for (let c = i; c < i + 3; ++c)
          assert.ok(brightest < 1e-31 || Math.abs(data[c] - image.data[c]) <= brightest / 127, `sample ${c}`);
      }
      // Nothing is lost the second time.
      assert.deepEqual(await imwrite({ data, width, height, channels }, 'hdr', { compression }), bytes);
    }),
    { numRuns: 100 },
  );
});

test('wide and narrow rows are not compressed', async () => {
  for (const width of [1, 7, 8, 0x7fff, 0x8000]) {
    const image = { data: new Float32Array(3 * width).fill(0.5), width, height: 1, channels: 3 };
    const bytes = await imwrite(image, 'hdr');
    const pixels = bytes.length - `#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 1 +X ${width}\n`.length;
    assert.equal(pixels !== 4 * width, width >= 8 && width <= 0x7fff, `${width}`);
    assert.ok((await byOpenCv(matOf(image))).equals(bytes), `${width}`);
    assert.deepEqual((await imread(bytes)).data, image.data);
  }
});

test('Mats of every depth are written and read as OpenCV does it', async () => {
  for (const channels of [1, 3]) {
    // OpenCV makes bytes out of negative light, which there is none of.
    for (const depth of ['8U', '16U', '32F', '64F']) {
      const mat = makeMat({ rows: 6, cols: 40, depth, channels, fill: 'noise', region: depth !== '32F' });
      if (depth === '32F') mat.data32F.set(mat.data32F.map((value) => Math.abs(value) / 90));
      const bytes = cv.imencode('.hdr', mat);
      assert.ok((await byOpenCv(plainMat(mat))).equals(bytes), `CV_${depth}C${channels}`);
      for (const flags of [cv.IMREAD_UNCHANGED, cv.IMREAD_COLOR, cv.IMREAD_COLOR | cv.IMREAD_ANYDEPTH])
        assert.deepEqual(
          plainMat(cv.imdecode(bytes, flags)),
          await seenByOpenCv(bytes, flags),
          `CV_${depth}C${channels}, flags ${flags}`,
        );
      // Debian's OpenCV gives color where gray is asked for.
      const color = cv.imdecode(bytes, cv.IMREAD_COLOR).data;
      const gray = cv.imdecode(bytes, cv.IMREAD_GRAYSCALE).data;
      const light = cv.imdecode(bytes, cv.IMREAD_UNCHANGED).data32F;
      const grayLight = cv.imdecode(bytes, cv.IMREAD_GRAYSCALE | cv.IMREAD_ANYDEPTH).data32F;
      const luma = (values, i) => 0.114 * values[3 * i] + 0.587 * values[3 * i + 1] + 0.299 * values[3 * i + 2];
      for (const [i, value] of gray.entries()) {
        assert.ok(Math.abs(value - luma(color, i)) < 0.6, `pixel ${i}`);
        assert.ok(Math.abs(grayLight[i] - luma(light, i)) < 1e-5 * luma(light, i) + 1e-9, `pixel ${i}`);
      }
    }
  }
});

test('IMWRITE_HDR_COMPRESSION', async () => {
  const mat = makeMat({ rows: 3, cols: 20, depth: '32F', channels: 3, fill: 'flat' });
  for (const compression of compressions) {
    const value = cv[`IMWRITE_HDR_COMPRESSION_${compression.toUpperCase()}`];
    const bytes = cv.imencode('.pic', mat, [cv.IMWRITE_HDR_COMPRESSION, value]);
    assert.ok((await byOpenCv(plainMat(mat), compression)).equals(bytes), compression);
  }
  assert.equal(cv.imencode('.hdr', mat, [cv.IMWRITE_HDR_COMPRESSION, 5]), false);
  assert.equal(cv.imencode('.hdr', makeMat({ rows: 3, cols: 20, depth: '32F', channels: 4, fill: 'flat' })), false);
});
