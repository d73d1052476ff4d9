// Texts of a few hundred kB beside a profile, EXIF and XMP: everything comes back as it was, also where the decoder's memory has to grow
// while it hands them over.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imread, imwrite } from '../../npm/dist/node/index.js';
import { pattern, sharp } from './support.mjs';

const image = pattern(16, 12, 3);
const jpeg = await sharp(Buffer.from(image.data), { raw: { width: 16, height: 12, channels: 3 } })
  .withIccProfile('p3')
  .withExif({ IFD0: { Make: 'Acme', Model: 'x'.repeat(5000) } })
  .jpeg()
  .toBuffer();
const { exif, icc } = await sharp(jpeg).metadata();
const blocks = {
  exif: new Uint8Array(exif.subarray(6)),
  icc: new Uint8Array(icc),
  xmp: new Uint8Array(70_000).fill(0x20),
};

/** So many characters that repeat nothing, so that none is mistaken for another. */
const words = (length, seed) =>
  Array.from({ length: Math.ceil(length / 8) }, (_, i) =>
    ((i + 1) * 7919 + seed * 104729).toString(36).padStart(8, '-'),
  )
    .join('')
    .slice(0, length);

// In small steps: memory grows in large ones, and each text has to be the one at which it grows.
for (const [format, names] of [
  ['png', ['Title', 'Description', 'Comment', 'Source']],
  ['tiff', ['Title', 'Description', 'Author', 'Copyright', 'Software']],
]) {
  test(`${format}: metadata of ever more bytes`, async () => {
    for (let length = 40_000; length < 800_000; length += 23_000) {
      const text = Object.fromEntries(names.map((name, i) => [name, words(Math.ceil(length / names.length), i)]));
      const tags = format === 'tiff' && [
        { tag: 65000, type: 'BYTE', values: blocks.icc },
        { tag: 65001, type: 'ASCII', values: [words(length, 99)] },
      ];
      const { data, metadata } = await imread(
        await imwrite(image, format, { metadata: { ...blocks, text, ...(tags && { tags }) } }),
      );
      assert.deepEqual(Buffer.from(data), Buffer.from(image.data));
      assert.deepEqual(metadata.text, text, `${length} bytes`);
      for (const kind of ['icc', 'xmp'])
        assert.deepEqual(metadata[kind], blocks[kind], `${kind} beside ${length} bytes`);
      assert.ok(Buffer.from(metadata.exif).includes('Acme'), `exif beside ${length} bytes`);
      if (format === 'png') assert.deepEqual(metadata.exif, blocks.exif);
      if (tags) assert.deepEqual(metadata.tags, tags);
    }
  });
}
