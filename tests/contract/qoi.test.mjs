// QOI against qoijs, a codec of another author: the same bytes, and each other's files.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { imcount, imread, imwrite } from '../../npm/dist/node/index.js';
import { assertFails, assertMismatch } from '../support/failures.mjs';
import { photo } from '../support/images.mjs';
import { fc } from '../support/package.mjs';

const qoi = createRequire(new URL('../../npm/package.json', import.meta.url))('qoijs');

const byOthers = ({ data, width, height, channels }) =>
  new Uint8Array(qoi.encode(data, { width, height, channels, colorspace: 0 }));
const readByOthers = ({ buffer, byteOffset, length }) => qoi.decode(buffer, byteOffset, length);

/** Pixels that follow one another as the format's chunks have it: the same, near ones, such as were there before, any. */
const anyPicture = fc
  .tuple(
    fc.integer({ min: 1, max: 90 }),
    fc.integer({ min: 1, max: 40 }),
    fc.constantFrom(3, 4),
    fc.infiniteStream(fc.nat(1023)),
  )
  .map(([width, height, channels, stream]) => {
    const draw = () => stream.next().value;
    const data = new Uint8Array(width * height * channels);
    let run = 0;
    for (let at = 0; at < data.length; at += channels) {
      const kind = run > 0 ? 0 : draw() % 8;
      if (run > 0) --run;
      else if (kind === 0) run = draw() % 200;
      const from = kind === 1 ? channels * (draw() % (at / channels + 1)) : at - channels;
      const reach = { 2: 2, 3: 2, 4: 20, 5: 60, 6: 256 }[kind] ?? 0;
      for (let c = 0; c < channels; ++c) {
        const before = from >= 0 ? data[from + c] : c === 3 ? 255 : 0;
        data[at + c] = before + (reach && (c < 3 || kind === 6) ? (draw() % (2 * reach)) - reach : 0);
      }
    }
    return { data, width, height, channels };
  });

test('the bytes are those of another encoder, and its files are read', async () => {
  await fc.assert(
    fc.asyncProperty(anyPicture, async (image) => {
      const bytes = await imwrite(image, 'qoi');
      assert.deepEqual(bytes, byOthers(image));
      assert.deepEqual(Buffer.from(readByOthers(bytes).data), Buffer.from(image.data));
      const { data, width, height, channels } = await imread(bytes, { strict: true });
      assert.deepEqual({ data, width, height, channels }, image);
    }),
    { numRuns: 300 },
  );
  const image = await photo('coffee.png');
  assert.deepEqual(await imwrite(image, 'qoi'), byOthers(image));
});

test('a header, an end and chunks as the specification has them, by hand', async () => {
  const header = [...Buffer.from('qoif'), 0, 0, 0, 4, 0, 0, 0, 2, 3, 0];
  const end = [0, 0, 0, 0, 0, 0, 0, 1];
  // RGB; a difference that wraps around; luma; the first one by its index; a run of four.
  const [r, g, b] = [255, 10, 20];
  const index = (r * 3 + g * 5 + b * 7 + 255 * 11) % 64;
  const file = Uint8Array.from([
    ...header,
    0xfe,
    r,
    g,
    b,
    0b01_11_10_01,
    0b10_100101,
    0b1001_0111,
    index,
    0b11_000011,
    ...end,
  ]);
  const { data } = await imread(file, { strict: true });
  const first = [r, g, b];
  assert.deepEqual([...data], [...first, 0, 10, 19, 6, 15, 23, ...first, ...first, ...first, ...first, ...first]);
});

test('faults of a file', async () => {
  const whole = await imwrite(
    { data: new Uint8Array(300).map((_, i) => i * i), width: 10, height: 10, channels: 3 },
    'qoi',
  );
  const changed = (at, value) => Uint8Array.from(whole, (byte, i) => (i === at ? value : byte));
  await assertMismatch(() => imread(changed(12, 5)), 'corrupt-data', /3 or 4, got 5/);
  await assertFails(imread(changed(7, 0)), 'corrupt-data', /no pixels/);
  await assertFails(imread(whole.subarray(0, 100)), 'corrupt-data', /cut off or damaged: \d+ of its 10 rows/);
  const filled = await imread(whole.subarray(0, 100), { truncated: 'fill' });
  assert.match(filled.warnings.join(), /cut off.*left empty/);
  assert.deepEqual([filled.data.slice(0, 30), filled.data.at(-1)], [(await imread(whole)).data.slice(0, 30), 0]);
  const noEnd = whole.subarray(0, -8);
  assert.match((await imread(noEnd)).warnings.join(), /no end marker/);
  await assertFails(imread(noEnd, { strict: true }), 'corrupt-data', /no end marker/);
  const huge = Uint8Array.from([...Buffer.from('qoif'), 0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff, 4, 0, 0xff]);
  await assertFails(imread(huge), 'image-too-large');
  assert.equal(await imcount(huge), 1); // which needs no pixels
});
