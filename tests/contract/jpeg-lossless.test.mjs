// JPEG's lossless process and its 12 bits a sample, as GDCM reads them: the decoder of medical images that OpenCV has for
// DICOM files. And the module of their own that they come in.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  configure,
  createWriter,
  imread,
  imwrite,
  imwriteWithInfo,
  imwriteSync,
  load,
} from '../../npm/dist/node/index.js';
import { createCv } from '../../npm/dist/node/cv.js';
import { grayOfGamma } from '../node/profiles.mjs';
import { assertFails, assertMismatch } from '../support/failures.mjs';
import { pattern, photo } from '../support/images.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { pythonForBytes } from '../support/python.mjs';

const folder = temporaryFolder('lossless');

// DICOM PS3.5, A.4.
const SYNTAXES = {
  extended: '1.2.840.10008.1.2.4.51',
  lossless: '1.2.840.10008.1.2.4.57',
  firstPredictor: '1.2.840.10008.1.2.4.70',
};

const short = (value) => Buffer.from(Uint16Array.of(value).buffer);
const long = (value) => Buffer.from(Uint32Array.of(value).buffer);
const text = (value) => Buffer.from(value.length % 2 ? `${value}\0` : value);

/** A data element with an explicit type. */
function element(group, number, type, value) {
  const length = type.startsWith('O') ? [Buffer.alloc(2), long(value.length)] : [short(value.length)];
  return Buffer.concat([short(group), short(number), Buffer.from(type), ...length, value]);
}

/** A JPEG file as the picture of a DICOM file. */
function dicomOf(jpeg, { width, height, channels }, bits, syntax) {
  const begin = Buffer.concat([
    element(2, 2, 'UI', text('1.2.840.10008.5.1.4.1.1.7')),
    element(2, 3, 'UI', text('1.2.3')),
    element(2, 0x10, 'UI', text(syntax)),
  ]);
  const item = (number, bytes) => Buffer.concat([short(0xfffe), short(number), long(bytes.length), bytes]);
  const padded = Buffer.concat([jpeg, Buffer.alloc(jpeg.length % 2)]);
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM'),
    element(2, 0, 'UL', long(begin.length)),
    begin,
    element(8, 0x16, 'UI', text('1.2.840.10008.5.1.4.1.1.7')),
    element(8, 0x18, 'UI', text('1.2.3')),
    element(0x28, 2, 'US', short(channels)),
    element(0x28, 4, 'CS', Buffer.from(channels === 1 ? 'MONOCHROME2 ' : 'RGB ')),
    ...(channels === 1 ? [] : [element(0x28, 6, 'US', short(0))]),
    element(0x28, 0x10, 'US', short(height)),
    element(0x28, 0x11, 'US', short(width)),
    element(0x28, 0x100, 'US', short(bits > 8 ? 16 : 8)),
    element(0x28, 0x101, 'US', short(bits)),
    element(0x28, 0x102, 'US', short(bits - 1)),
    element(0x28, 0x103, 'US', short(0)),
    Buffer.concat([short(0x7fe0), short(0x10), Buffer.from('OB\0\0'), long(0xffffffff)]),
    item(0xe000, Buffer.alloc(0)),
    item(0xe000, padded),
    item(0xe0dd, Buffer.alloc(0)),
  ]);
}

/** The samples that GDCM finds, RGB in the picture's order. */
async function seenByGdcm(jpeg, image, bits, syntax) {
  const file = join(folder, 'picture.dcm');
  await writeFile(file, dicomOf(jpeg, image, bits, syntax));
  const program = 'import cv2,sys\nsys.stdout.buffer.write(cv2.imread(sys.argv[1], cv2.IMREAD_UNCHANGED).tobytes())';
  const bytes = pythonForBytes(program, file);
  return new image.data.constructor(new Uint8Array(bytes).buffer);
}

/** The picture with samples of that many bits. */
const inBits = (image, bits) => ({
  ...image,
  data: image.data.map((sample) => sample >> (8 * image.data.BYTES_PER_ELEMENT - bits)),
});

const cases = [
  ['8-bit gray', pattern(61, 47, 1), 8],
  ['8-bit RGB', pattern(61, 47, 3), 8],
  ['16-bit gray', pattern(61, 47, 1, Uint16Array), 16],
  ['12-bit gray', inBits(pattern(61, 47, 1, Uint16Array), 12), 12],
];
for (const [name, image, precision] of cases) {
  test(`lossless ${name} is exact for GDCM and for us`, async () => {
    for (const predictor of [1, 4, 7]) {
      const bytes = await imwrite(image, 'jpeg', { lossless: true, predictor, precision });
      const syntax = predictor === 1 ? SYNTAXES.firstPredictor : SYNTAXES.lossless;
      assert.deepEqual(await seenByGdcm(bytes, image, precision, syntax), image.data);
      const read = await imread(bytes);
      assert.deepEqual(read.data, image.data);
      assert.equal(read.precision, precision % 8 ? precision : undefined);
    }
  });
}

test('12 bits by the DCT are close for GDCM and for us', async () => {
  const { data, width, height } = await photo('chelsea.png');
  const gray = {
    data: Uint16Array.from({ length: width * height }, (_, i) => data[3 * i + 1] * 16),
    width,
    height,
    channels: 1,
  };
  const bytes = await imwrite(gray, 'jpeg', { precision: 12, quality: 100 });
  const seen = await seenByGdcm(bytes, gray, 12, SYNTAXES.extended);
  const read = await imread(bytes);
  for (const samples of [seen, read.data])
    assert.ok(samples.every((sample, i) => Math.abs(sample - gray.data[i]) <= 8));
  assert.equal(read.precision, 12);
  assert.ok((await imwrite(gray, 'jpeg', { precision: 12, quality: 60 })).length < bytes.length / 2);
});

test('metadata stands in a lossless file, too', async () => {
  const metadata = { icc: grayOfGamma(2), text: { Comment: 'exact' }, dpi: [300, 200] };
  const read = await imread(await imwrite(pattern(9, 7, 1), 'jpeg', { lossless: true, metadata }));
  assert.deepEqual(
    [read.metadata.icc, read.metadata.text, read.metadata.dpi],
    [metadata.icc, metadata.text, metadata.dpi],
  );
  await assertMismatch(
    imwrite(pattern(9, 7, 3), 'jpeg', { lossless: true, metadata: { dpi: 300 } }),
    'invalid-option',
    /dpi/,
  );
});

test('samples that the precision cannot hold are an error, unless they are to be scaled', async () => {
  const image = pattern(40, 30, 3, Uint16Array);
  await assertMismatch(imwrite(image, 'jpeg', { precision: 12 }), 'invalid-image', /row 0.*4095.*scaleToPrecision/);
  await assertMismatch(imwrite(image, 'jpeg'), 'unsupported-image', /uint8.*depth/);
  await assertMismatch(imwrite(pattern(4, 4, 3), 'jpeg', { precision: 12 }), 'unsupported-image', /uint16.*depth/);
  const { data } = await imread(
    await imwrite(image, 'jpeg', { precision: 12, lossless: true, scaleToPrecision: true }),
  );
  assert.ok(data.every((sample, i) => sample === Math.round((image.data[i] * 4095) / 65535)));
});

test('the synchronous API tells which module is missing', async () => {
  configure({ wasm: undefined }); // forgets what the tests before have loaded
  await assertFails(
    () => imwriteSync(pattern(4, 4, 3), 'jpeg', { lossless: true }),
    'not-loaded',
    /await load\('jpeg-lossless-encode'\)/,
  );
});

test('the module for it is loaded for the options that need it, and gives the same bytes everywhere', async (t) => {
  const image = pattern(50, 40, 3, Uint16Array);
  const options = { lossless: true, predictor: 7 };
  await load('jpeg-lossless-encode');
  const bytes = imwriteSync(image, 'jpeg', options);
  const writer = await createWriter({
    format: 'jpeg',
    width: 50,
    height: 40,
    channels: 3,
    sampleType: 'uint16',
    options,
  });
  const written = new Response(writer.readable).bytes?.() ?? new Response(writer.readable).arrayBuffer();
  for (let y = 0; y < 40; y += 8) await writer.write(image.data.subarray(y * 150, (y + 8) * 150));
  await writer.close();
  assert.deepEqual(new Uint8Array(await written), bytes);
  configure({ worker: true });
  t.after(() => configure({ worker: undefined }));
  assert.deepEqual(await imwrite(image, 'jpeg', options), bytes);
  assert.deepEqual((await imread(bytes)).data, image.data);
});

test('both modules write the same 8-bit files', async () => {
  const image = await photo('chelsea.png');
  for (const options of [
    {},
    { quality: 70, progressive: true },
    { arithmeticCoding: true, chromaSubsampling: '4:2:2' },
  ]) {
    assert.deepEqual(await imwrite(image, 'jpeg', { ...options, precision: 8 }), await imwrite(image, 'jpeg', options));
  }
});

test('a lossless file has one size and no quality', async () => {
  const image = pattern(40, 30, 3);
  assert.equal((await imwriteWithInfo(image, 'jpeg', { lossless: true })).quality, undefined);
  await assertMismatch(imwrite(image, 'jpeg', { lossless: true, maxBytes: 50 }), 'image-too-large', /50 bytes/);
});

test('cv.imread makes 8 bits of the highest that there are', async () => {
  const cv = await createCv();
  const image = inBits(pattern(8, 6, 1, Uint16Array), 12);
  const bytes = await imwrite(image, 'jpeg', { lossless: true, precision: 12 });
  const mat = cv.imdecode(bytes, cv.IMREAD_GRAYSCALE);
  assert.deepEqual(
    [...mat.data],
    [...image.data].map((sample) => sample >> 4),
  );
  mat.delete?.();
});
