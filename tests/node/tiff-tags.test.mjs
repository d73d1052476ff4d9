// The tags of TIFF as the package takes and gives them: values of every type, pages, workers, and what is refused.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { configure, createWriter, imread, imreadMulti, imwrite, imwriteMulti } from '../../npm/dist/node/index.js';
import { assertMismatch, fc, pattern } from './support.mjs';

after(() => configure({ worker: false }));

const image = pattern(24, 16, 3);
const write = (...tags) => imwrite(image, 'tiff', { metadata: { tags } });
const read = async (bytes) => (await imread(bytes)).metadata.tags;

const some = (value) => fc.array(value, { minLength: 1, maxLength: 40 });
const whole = (min, max) => fc.integer({ min, max });
const typed = (Values, value) => some(value).map((values) => Values.from(values));
const quotients = (value) => some(fc.tuple(value, value));
/** What there may be of each type, in the form that imread gives it. */
const anyValues = {
  BYTE: typed(Uint8Array, whole(0, 255)),
  ASCII: some(
    fc.string({ unit: 'binary', maxLength: 20 }).filter((text) => !text.includes('\0') && text.isWellFormed()),
  ),
  SHORT: typed(Uint16Array, whole(0, 65535)),
  LONG: typed(Uint32Array, whole(0, 2 ** 32 - 1)),
  RATIONAL: quotients(whole(0, 2 ** 32 - 1)),
  SBYTE: typed(Int8Array, whole(-128, 127)),
  UNDEFINED: typed(Uint8Array, whole(0, 255)),
  SSHORT: typed(Int16Array, whole(-32768, 32767)),
  SLONG: typed(Int32Array, whole(-(2 ** 31), 2 ** 31 - 1)),
  SRATIONAL: quotients(whole(-(2 ** 31), 2 ** 31 - 1)),
  FLOAT: typed(Float32Array, fc.float()),
  DOUBLE: typed(Float64Array, fc.double()),
  LONG8: typed(BigUint64Array, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })),
  SLONG8: typed(BigInt64Array, fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
};
/** Tags with no other meaning, each once, in the order of a file. */
const anyTags = fc
  .uniqueArray(
    fc.oneof(
      ...Object.entries(anyValues).map(([type, values]) =>
        fc.record({ tag: whole(50000, 65535), type: fc.constant(type), values }, { noNullPrototype: true }),
      ),
    ),
    {
      selector: ({ tag }) => tag,
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((tags) => tags.sort((a, b) => a.tag - b.tag));

test('any tags of any type come back, and once more from what was read', async () => {
  await fc.assert(
    fc.asyncProperty(anyTags, async (tags) => {
      const bytes = await write(...tags);
      assert.deepEqual(await read(bytes), tags);
      assert.deepEqual(await write(...(await read(bytes))), bytes);
    }),
    { numRuns: 150 },
  );
});

test('values may be in plain arrays, and those of 64 bits numbers', async () => {
  const tags = await read(
    await write(
      { tag: 60000, type: 'SHORT', values: [1, 65535] },
      { tag: 60001, type: 'SLONG8', values: [-7, 7n] },
      { tag: 60002, type: 'FLOAT', values: [0.1, NaN, -Infinity] },
    ),
  );
  assert.deepEqual(
    tags.map(({ values }) => values),
    [Uint16Array.of(1, 65535), BigInt64Array.of(-7n, 7n), Float32Array.of(0.1, NaN, -Infinity)],
  );
});

test('tags of every page, or of each', async () => {
  const one = (value) => [{ tag: 60000, type: 'BYTE', values: Uint8Array.of(value) }];
  const pages = [image, pattern(9, 9, 1), image];
  const tagsOf = async (tags) =>
    (await imreadMulti(await imwriteMulti(pages, 'tiff', { metadata: { tags } }))).map(({ metadata }) => metadata.tags);
  assert.deepEqual(await tagsOf(one(1)), [one(1), one(1), one(1)]);
  assert.deepEqual(await tagsOf([one(1), [], one(3)]), [one(1), undefined, one(3)]);
  assert.deepEqual(await tagsOf([]), [undefined, undefined, undefined]);
  await assertMismatch(
    () => tagsOf([one(1), one(2)]),
    'invalid-option',
    /one list for all pages, or one for each of 3, got 2 lists/,
  );
  await assertMismatch(
    () => imwriteMulti(pages.values(), 'tiff', { metadata: { tags: [one(1), [], []] } }),
    'invalid-option',
    /pages come one by one/,
  );
});

test('a worker and a writer write the same', async () => {
  const large = pattern(1003, 1500, 3);
  const metadata = {
    tags: [
      { tag: 33550, type: 'DOUBLE', values: [10, 10, 0] },
      { tag: 60000, type: 'LONG8', values: [2n ** 60n] },
    ],
  };
  const bytes = await imwrite(large, 'tiff', { metadata });
  configure({ worker: true });
  assert.deepEqual(await imwrite(large, 'tiff', { metadata }), bytes);
  assert.equal((await imread(bytes)).metadata.tags.length, 2);
  configure({ worker: false });
  const writer = await createWriter({ format: 'tiff', width: 1003, height: 1500, channels: 3, options: { metadata } });
  const written = writer.write(large.data).then(() => writer.close());
  const parts = new Uint8Array(bytes.length);
  let end = 0;
  for await (const chunk of writer.readable) {
    if (chunk.type === 'write') parts.set(chunk.data, chunk.position);
    else (parts.set(chunk, end), (end += chunk.length));
  }
  await written;
  assert.deepEqual(parts, bytes);
});

test('what makes no sense is refused, and where it stands is told', async () => {
  const refused = (tags, message) =>
    assertMismatch(() => imwrite(image, 'tiff', { metadata: { tags } }), 'invalid-option', message);
  const tag = (type, ...values) => [{ tag: 60000, type, values }];
  await refused('GeoTIFF', /metadata\.tags': expected an array/);
  await refused(
    [{ tag: 0, type: 'BYTE', values: [1] }],
    /tags\[0\]\.tag': expected a whole number from 1 to 65535, got 0/,
  );
  await refused([{ tag: 60000, type: 'byte', values: [1] }], /tags\[0\]\.type': expected one of BYTE, .* got 'byte'/);
  await refused([...tag('BYTE', 1), ...tag('BYTE', 2)], /each tag once, got tag 60000 several times/);
  await refused([[], tag('BYTE', 256)], /tags\[1\]\[0\]\.values\[0\]': expected a whole number from 0 to 255, got 256/);
  await refused([[], { tag: 60000 }], /tags\[1\]': expected an array/);
  await refused(tag('SBYTE', 1, -129), /values\[1\]': expected a whole number from -128 to 127, got -129/);
  await refused(tag('LONG', 1.5), /from 0 to 4294967295, got 1.5/);
  await refused(tag('LONG', 1n), /from 0 to 4294967295, got 1/);
  await refused(tag('LONG8', 2n ** 64n), /from 0 to 18446744073709551615, got 18446744073709551616/);
  await refused(tag('LONG8', 2 ** 53), /got 9007199254740992/);
  await refused(tag('FLOAT', 1e39), /32 bits can hold, got 1e\+39/);
  await refused(tag('DOUBLE', '1'), /expected a number, got '1'/);
  await refused(tag('RATIONAL', 0.5), /expected \[numerator, denominator\], got 0.5/);
  await refused(tag('RATIONAL', [1, 2], [1, -2]), /values\[1\]\[1\]': expected a whole number from 0/);
  await refused(tag('ASCII', 'a\0b'), /a text without zeros/);
  await refused(tag('BYTE'), /at least one value/);
  await refused([{ tag: 258, type: 'SHORT', values: [8] }], /neither of storage nor .* got tag 258/);
  await assertMismatch(
    () => imwrite(image, 'png', { metadata: { tags: tag('BYTE', 1) } }),
    'invalid-option',
    /png metadata: expected exif, .* got tags/,
  );
  await assertMismatch(
    () => imwrite(image, 'tiff', { bigTiff: false, metadata: { tags: tag('LONG8', 1) } }),
    'invalid-option',
    /64 bits in tag 60000/,
  );
});
