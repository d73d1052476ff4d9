// JPEG 2000: imwrite/cv writes OpenCV's codestreams, and sees the samples that it sees.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { imwrite } from '../../npm/dist/node/index.js';
import { codestream } from '../formats/jp2.mjs';
import { cv, facts, makeMat, plainMat, startNative, toBase64 } from './support.mjs';

const native = startNative(after);
const X1000 = cv.IMWRITE_JPEG2000_COMPRESSION_X1000;

test('codestreams and boxes are those of OpenCV', async () => {
  for (const depth of ['8U', '16U']) {
    for (const channels of [1, 3, 4]) {
      for (const params of [[], [X1000, 1000], [X1000, 100], [X1000, 0], [X1000, 5000], [X1000, 33, X1000, 500]]) {
        const mat = makeMat({ rows: 60, cols: 90, depth, channels, fill: 'gradient', region: channels === 3 });
        const { bytes } = await native.ask({ operation: 'imwrite', extension: '.jp2', mats: [plainMat(mat)], params });
        const [ours, theirs] = [cv.imencode('.jp2', mat, params), Buffer.from(bytes, 'base64')].map((b) =>
          Buffer.from(b),
        );
        assert.ok(codestream(ours).equals(codestream(theirs)), `${depth} × ${channels} ${params}`);
        // All but the length of the last one, which holds a comment of another length.
        const boxes = (file) => file.subarray(0, file.indexOf('jp2c') - 4);
        assert.deepEqual(boxes(ours), boxes(theirs), `${depth} × ${channels} ${params}`);
      }
    }
  }
  const floats = makeMat({ rows: 60, cols: 90, depth: '32F', channels: 3, fill: 'gradient' });
  const { bytes } = await native.ask({ operation: 'imwrite', extension: '.jp2', mats: [plainMat(floats)], params: [] });
  assert.ok(codestream(Buffer.from(cv.imencode('.jp2', floats))).equals(codestream(Buffer.from(bytes, 'base64'))));
});

test('files are read as OpenCV reads them', async () => {
  const sample = (i, max) => (Math.imul(i ^ (i >>> 5), 2654435761) >>> 12) % (max + 1);
  for (const [channels, bits] of [1, 3, 4].flatMap((count) => [8, 10, 12, 16].map((bits) => [count, bits]))) {
    const Samples = bits > 8 ? Uint16Array : Uint8Array;
    const data = new Samples(30 * 20 * channels).map((_, i) => sample(i, 2 ** bits - 1));
    const image = { data, width: 30, height: 20, channels, ...(bits % 8 && { precision: bits }) };
    const bytes = await imwrite(image, 'jp2');
    for (const flags of ['UNCHANGED', 'GRAYSCALE', 'COLOR', 'ANYDEPTH', 'ANYCOLOR']) {
      const { mat } = await native.ask({ operation: 'imdecode', bytes: toBase64(bytes), flags: cv[`IMREAD_${flags}`] });
      assert.deepEqual(facts(cv.imdecode(bytes, cv[`IMREAD_${flags}`])), mat, `${channels} × ${bits} bits, ${flags}`);
    }
  }
});
