// PNM, PAM and PFM against OpenCV, which writes the same bytes, and Netpbm, whose programs read and make files of each kind.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, test } from 'node:test';
import { imread, imwrite } from '../../npm/dist/node/index.js';
import { createCv } from '../../npm/dist/node/cv.js';
import { startNative, toBase64 } from '../opencv/support.mjs';
import { assertFails, assertMismatch } from '../support/failures.mjs';
import { pattern, rawBytes } from '../support/images.mjs';

const piped = (input, program, ...args) =>
  execFileSync(program, args, { input, maxBuffer: 1 << 28, stdio: ['pipe', 'pipe', 'pipe'] });

const native = startNative(after);
const depthOf = { Uint8Array: 0, Uint16Array: 2, Float32Array: 5 };
/** OpenCV takes blue first. */
async function byOpenCv(extension, { data, width, height, channels }, ...params) {
  const samples = channels === 3 ? data.map((_, i) => data[i - (i % 3) + 2 - (i % 3)]) : data;
  const type = depthOf[data.constructor.name] + ((channels - 1) << 3);
  const mats = [{ rows: height, cols: width, type, data: toBase64(samples) }];
  const { bytes } = await native.ask({ operation: 'imwrite', extension, mats, params });
  return Buffer.from(bytes, 'base64');
}

const images = [
  [1, 1],
  [7, 3],
  [16, 5],
  [33, 20],
].flatMap(([width, height]) =>
  [1, 3].flatMap((channels) => [Uint8Array, Uint16Array].map((Samples) => pattern(width, height, channels, Samples))),
);
const named = ({ width, height, channels, data }) => `${width} × ${height} × ${channels} ${data.constructor.name}`;

test('PGM and PPM are the bytes of OpenCV, in bytes and in text', async () => {
  for (const image of images) {
    for (const plain of [false, true]) {
      const bytes = await imwrite(image, 'pnm', { plain });
      assert.ok(rawBytes(bytes).equals(await byOpenCv('.pnm', image, 32, plain ? 0 : 1)), `${named(image)} ${plain}`);
      const { data, channels } = await imread(bytes, { strict: true });
      assert.deepEqual([channels, data], [image.channels, image.data]);
    }
  }
});

test('bitmaps are the bytes of OpenCV: all but black is white', async () => {
  for (const width of [1, 7, 8, 9, 64]) {
    const data = new Uint8Array(width * 5).map((_, i) => [0, 1, 200, 0, 255][(i * i) % 5]);
    const image = { data, width, height: 5, channels: 1 };
    for (const plain of [false, true]) {
      const bytes = await imwrite(image, 'pnm', { bilevel: true, plain });
      assert.ok(rawBytes(bytes).equals(await byOpenCv('.pbm', image, 32, plain ? 0 : 1)), `${width} ${plain}`);
      assert.deepEqual(
        (await imread(bytes, { strict: true })).data,
        data.map((value) => (value > 0 ? 255 : 0)),
      );
    }
  }
  await assertMismatch(() => imwrite(pattern(4, 4, 3), 'pnm', { bilevel: true }), 'invalid-option', /bilevel.*gray/);
  await assertMismatch(
    () => imwrite(pattern(4, 4, 1, Uint16Array), 'pnm', { bilevel: true }),
    'invalid-option',
    /bilevel.*uint8/,
  );
});

test('PAM says what its samples are, and is read by Netpbm', async () => {
  const types = ['GRAYSCALE', 'GRAYSCALE_ALPHA', 'RGB', 'RGB_ALPHA'];
  for (const channels of [1, 2, 3, 4]) {
    for (const Samples of [Uint8Array, Uint16Array]) {
      const image = pattern(13, 7, channels, Samples);
      const bytes = await imwrite(image, 'pam');
      const seen = JSON.parse(JSON.stringify(piped(bytes, 'pamfile').toString()));
      assert.match(
        seen,
        new RegExp(
          `13 by 7 by ${channels} *maxval ${Samples === Uint8Array ? 255 : 65535}[^]*${types[channels - 1]}$`,
          'm',
        ),
      );
      const { data, channels: read } = await imread(bytes, { strict: true });
      assert.deepEqual([read, data], [channels, image.data]);
      // Netpbm's own copy of it.
      const copy = piped(bytes, 'pamtopam');
      assert.deepEqual((await imread(copy, { strict: true })).data, image.data);
      if (channels === 1)
        assert.ok(rawBytes(await imwrite(image, 'pam', { tupleType: false })).equals(await byOpenCv('.pam', image)));
    }
  }
});

test('PFM holds floats exactly, as OpenCV writes them, and comes in either byte order', async () => {
  for (const channels of [1, 3]) {
    const data = new Float32Array(9 * 4 * channels).map((_, i) => Math.sin(i) * 10 ** ((i % 40) - 20));
    data.set([NaN, Infinity, -0], 1);
    const image = { data, width: 9, height: 4, channels };
    const bytes = await imwrite(image, 'pfm');
    assert.ok(rawBytes(bytes).equals(await byOpenCv('.pfm', image)));
    assert.ok(rawBytes((await imread(bytes, { strict: true })).data).equals(rawBytes(data)));
    const header = Buffer.from(`${channels === 1 ? 'Pf' : 'PF'}\n9 4\n`);
    const samples = Buffer.from(bytes.subarray(header.length + 3)).swap32();
    const big = Buffer.concat([header, Buffer.from('1.0\n'), samples]);
    assert.ok(rawBytes((await imread(big, { strict: true })).data).equals(rawBytes(data)));
    const scaled = Buffer.concat([header, Buffer.from('2.5\n'), samples]);
    assert.match((await imread(scaled)).warnings.join(), /scale of the file was not applied/);
  }
  await assertMismatch(
    () => imwrite(pattern(2, 2, 3), 'pfm'),
    'unsupported-image',
    /pfm depth: expected float32 samples, got uint8/,
  );
});

test('largest samples of any kind, as Netpbm sees them', async () => {
  const scaled = async (max, values) => {
    const bytes = Buffer.from(`P2 # a comment\n# another\n${values.length} 1\n${max}\n${values.join(' ')}\n`);
    return imread(bytes, { strict: true });
  };
  assert.deepEqual([...(await scaled(15, [0, 1, 15])).data], [0, 17, 255]);
  assert.deepEqual([...(await scaled(100, [0, 50, 100])).data], [0, 128, 255]);
  const ten = await scaled(1023, [0, 1, 1023]);
  assert.deepEqual([[...ten.data], ten.precision], [[0, 1, 1023], 10]);
  assert.match(Buffer.from(await imwrite(ten, 'pnm')).toString('latin1'), /^P5\n3 1\n1023\n/);
  assert.deepEqual([...(await scaled(1000, [0, 500, 1000])).data], [0, 32768, 65535]);
  for (const max of [1, 3, 77, 200, 300, 4095, 65534]) {
    const text = `P3\n2 2\n${max}\n${Array.from({ length: 12 }, (_, i) => Math.round((max * i) / 11)).join(' ')}\n`;
    const binary = piped(text, 'pamtopnm');
    assert.equal(binary.toString('latin1', 0, 2), 'P6');
    assert.deepEqual(
      (await imread(binary, { strict: true })).data,
      (await imread(Buffer.from(text), { strict: true })).data,
      `${max}`,
    );
    // What Netpbm scales to the full range.
    const { data, precision = data.BYTES_PER_ELEMENT * 8 } = await imread(binary);
    const full = max > 255 ? 65535 : 255;
    const scaledByNetpbm = await imread(piped(binary, 'pamdepth', String(full)));
    const ours = [...data].map((value) =>
      precision < 16 && full === 65535 ? Math.round((value * 65535) / (2 ** precision - 1)) : value,
    );
    assert.ok(
      ours.every((value, i) => Math.abs(value - scaledByNetpbm.data[i]) <= 1),
      `${max}`,
    );
  }
});

test('bitmaps of Netpbm, with and without spaces', async () => {
  const image = Buffer.from('P1\n# by hand\n5 3\n10110\n0 1 0 1\n0 1 1 1 1 1\n');
  const { data } = await imread(image, { strict: true });
  assert.deepEqual([...data], [0, 255, 0, 0, 255, 255, 0, 255, 0, 255, 0, 0, 0, 0, 0]);
  assert.deepEqual((await imread(piped(image, 'pamtopnm'), { strict: true })).data, data);
});

test('faults of a file', async () => {
  const text = (words) => imread(Buffer.from(words, 'latin1'));
  await assertFails(text('P5\n4'), 'corrupt-data', /header/);
  await assertFails(text('P5 0 4 255\n'), 'corrupt-data', /no pixels/);
  await assertMismatch(() => text('P5 4 4 65536\n'), 'corrupt-data', /1 to 65535, got 65536/);
  await assertFails(text('P5 4 4 255\n0123456789'), 'corrupt-data', /cut off or damaged: 2 of its 4 rows/);
  await assertFails(text('P2 2 2 255\n1 2 x 3\n'), 'corrupt-data', /1 of its 2 rows/);
  await assertFails(text('P5 99999999999 4 255\n'), 'corrupt-data', /header/);
  await assertFails(text('P5 2000000000 2000000000 255\n'), 'image-too-large');
  await assertFails(text('P7\nWIDTH 2\nHEIGHT 2\nDEPTH 3\nMAXVAL 255\n'), 'corrupt-data', /no end/);
  await assertFails(text('P7\nWIDTH 2\nHEIGHT 2\nMAXVAL 255\nENDHDR\n'), 'corrupt-data', /lacks/);
  await assertMismatch(
    () => text('P7\nWIDTH 1\nHEIGHT 1\nDEPTH 3\nMAXVAL 255\nTUPLTYPE CMYK\nENDHDR\n123'),
    'unsupported-data',
    /got CMYK/,
  );
  await assertFails(text('Pf\n2 2\n0\n'), 'corrupt-data', /header/);
  await assertFails(text('Pf\n1 2\n-1\n1234'), 'corrupt-data', /1 of its 2 rows/);
});

test("imwrite/cv writes OpenCV's bytes under every extension, and refuses what OpenCV refuses", async () => {
  const cv = await createCv({ formats: ['pnm', 'pam', 'pfm', 'bmp'] });
  const matOf = ({ data, width, height, channels }, depth) => {
    const swapped = channels === 3 ? data.map((_, i) => data[i - (i % 3) + 2 - (i % 3)]) : data;
    return cv.matFromArray(height, width, depth + ((channels - 1) << 3), swapped);
  };
  for (const image of images.slice(4)) {
    const mat = matOf(image, image.data instanceof Uint8Array ? cv.CV_8U : cv.CV_16U);
    const suitable = image.channels === 1 ? ['.pgm', '.pnm', '.bmp'] : ['.ppm', '.pnm', '.bmp'];
    for (const extension of suitable.filter((name) => name !== '.bmp' || image.data instanceof Uint8Array)) {
      for (const params of [[], [cv.IMWRITE_PXM_BINARY, 0]]) {
        assert.ok(
          rawBytes(cv.imencode(extension, mat, params)).equals(await byOpenCv(extension, image, ...params)),
          `${extension} ${named(image)} ${params}`,
        );
      }
    }
    assert.equal(cv.imencode(image.channels === 1 ? '.ppm' : '.pgm', mat), false);
    if (image.data instanceof Uint8Array && image.channels === 1)
      assert.ok(rawBytes(cv.imencode('.pbm', mat)).equals(await byOpenCv('.pbm', image)));
  }
  const gray = matOf(pattern(6, 5, 1), cv.CV_8U);
  assert.match(
    Buffer.from(cv.imencode('.pam', gray, [cv.IMWRITE_PAM_TUPLETYPE, cv.IMWRITE_PAM_FORMAT_GRAYSCALE])).toString(
      'latin1',
    ),
    /TUPLTYPE GRAYSCALE\n/,
  );
  assert.ok(rawBytes(cv.imencode('.pam', gray)).equals(await byOpenCv('.pam', pattern(6, 5, 1))));
  for (const extension of ['.bmp', '.dib', '.pbm', '.pgm', '.ppm', '.pnm', '.pam', '.pfm', '.pxm'])
    assert.equal(cv.haveImageWriter(`a${extension}`), true, extension);
});
