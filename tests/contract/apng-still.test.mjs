// Animated PNG whose default picture is none of its frames: read as a picture it is that one, as Pillow and OpenCV see it; read as an
// animation it is its frames.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imcount, imread, imreadAnimation, imreadMulti } from '../../npm/dist/node/index.js';
import { createCv } from '../../npm/dist/node/cv.js';
import { assertFails } from '../support/failures.mjs';
import { chunk, header, signature, stream } from './png-files.mjs';
import { readers, stored } from './tiff-readers.mjs';

const [width, height] = [10, 6];
const flat = (...color) => Uint8Array.from({ length: width * height * 3 }, (_, i) => color[i % 3]);
const blue = flat(0, 0, 255);
const frames = [flat(255, 0, 0), flat(0, 255, 0)];

const numbers = (...list) =>
  Buffer.concat(
    list.map((value) => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes;
    }),
  );
const control = (sequence) =>
  chunk('fcTL', Buffer.concat([numbers(sequence, width, height, 0, 0), Buffer.from([0, 50, 3, 232, 0, 0])]));
const pixels = (sequence, samples) =>
  chunk('fdAT', Buffer.concat([numbers(sequence), stream(samples, width, height, 8, 2)]));

function apng(count = frames.length) {
  const parts = frames.flatMap((samples, i) => [control(2 * i), pixels(2 * i + 1, samples)]);
  return Buffer.concat([
    signature,
    header(width, height, 8, 2),
    chunk('acTL', numbers(count, 0)),
    chunk('IDAT', stream(blue, width, height, 8, 2)),
    ...parts,
    chunk('IEND'),
  ]);
}

test('a still read gives the default picture, as others see it', async () => {
  const file = apng();
  const image = await imread(file);
  assert.deepEqual([image.data, image.channels, image.pages, image.warnings], [blue, 3, 2, []]);
  const path = await stored(file);
  for (const reader of ['pillow', 'opencv'])
    assert.ok(Buffer.compare((await readers[reader]([path]))[0].bytes, Buffer.from(blue)) === 0, reader);
  const cv = await createCv({ formats: ['png'] });
  assert.deepEqual(Array.from(cv.imdecode(file).data.subarray(0, 3)), [255, 0, 0]);
});

test('the frames are what they are', async () => {
  const file = apng();
  const { frames: read, durations } = await imreadAnimation(file);
  assert.deepEqual(
    read.map(({ data }) => data),
    frames,
  );
  assert.deepEqual(durations, [50, 50]);
  assert.deepEqual(
    (await imreadMulti(file)).map(({ data }) => data),
    frames,
  );
  for (const firstFrame of [0, 1]) assert.deepEqual((await imread(file, { firstFrame })).data, frames[firstFrame]);
  assert.equal(await imcount(file), 2);
});

test('fewer frames than the file says are told', async () => {
  const { frames: read } = await imreadAnimation(apng(5));
  assert.equal(read.length, 2);
  assert.match(read[0].warnings.join(), /2 of its 5 frames/);
  await assertFails(imread(apng(5), { strict: true }), 'corrupt-data', /2 of its 5 frames/);
  const file = apng();
  await assertFails(
    imread(file.subarray(0, -12 - pixels(3, frames[1]).length - 38)),
    'corrupt-data',
    /1 of its 2 frames/,
  );
});
