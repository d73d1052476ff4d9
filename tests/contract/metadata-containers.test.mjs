// Blocks of metadata in their containers: exiftool's validation finds no fault, and imread brings back what others have
// written, wherever they put it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { testFacts } from '../formats/index.mjs';
import { imread, imwrite, imwriteAnimation } from '../../npm/dist/node/index.js';
import { assertMismatch } from '../support/failures.mjs';
import { pattern } from '../support/images.mjs';
import { formatNames, formats } from '../support/package.mjs';
import { assertExact, sharp } from '../support/sharp.mjs';
import { chunk } from './png-files.mjs';
import { temporaryFolder } from '../support/files.mjs';

const folder = temporaryFolder('metadata');

const image = pattern(40, 30, 3);
const red = sharp({ create: { width: 2, height: 2, channels: 3, background: 'red' } });
const written = await sharp(
  await red
    .clone()
    .withIccProfile('p3')
    .withExif({ IFD0: { Make: 'Acme' }, IFD2: { ExposureTime: '1/50' } })
    .jpeg()
    .toBuffer(),
).metadata();
const all = {
  exif: new Uint8Array(written.exif.subarray(6)),
  icc: new Uint8Array(written.icc),
  xmp: new TextEncoder().encode(
    `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:City="Größe"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`,
  ),
  dpi: [300, 150],
  text: { Comment: 'Größe: 木' },
  cicp: [12, 13, 0, 1],
};
// What the formats call the one text.
const textsOf = (format) => ({
  [testFacts(format).texts.includes('Comment') ? 'Comment' : 'Description']: all.text.Comment,
});
/** What a format has a place for. */
const metadataFor = (format) =>
  Object.fromEntries(formats[format].metadata.map((kind) => [kind, kind === 'text' ? textsOf(format) : all[kind]]));

async function write(name, bytes) {
  const file = join(folder, name);
  await writeFile(file, bytes);
  return file;
}

function exiftool(file) {
  const [facts] = JSON.parse(
    execFileSync('exiftool', ['-json', '-validate', '-warning', '-all', '-G0', file], { encoding: 'utf8' }),
  );
  return facts;
}

for (const format of formatNames.filter((name) => formats[name].metadata.length > 0 && !testFacts(name).colorsInside)) {
  test(`${format}: each kind of metadata, alone and all together`, async () => {
    const everything = metadataFor(format);
    for (const kinds of [...Object.keys(everything).map((kind) => [kind]), Object.keys(everything)]) {
      const metadata = Object.fromEntries(kinds.map((kind) => [kind, everything[kind]]));
      const bytes = await imwrite(image, format, { metadata });
      const facts = exiftool(await write(`${kinds.join('-')}.${format}`, bytes));
      // TIFF forbids some EXIF tags that cameras write; exiftool calls that minor.
      if (!testFacts(format).wantsResolution || metadata.dpi)
        assert.match(
          facts['ExifTool:Validate'] ?? 'OK',
          /^OK$|all minor/,
          `${format} ${kinds}: ${facts['ExifTool:Warning']}`,
        );
      const has = (kind) => kinds.includes(kind);
      assert.equal(facts['EXIF:Make'], has('exif') ? 'Acme' : undefined, `${format} ${kinds}`);
      assert.equal(facts['EXIF:ExposureTime'], has('exif') ? '1/50' : undefined);
      assert.equal(facts['XMP:City'], has('xmp') ? 'Größe' : undefined);
      assert.equal(facts['ICC_Profile:ProfileDescription'], has('icc') ? 'sP3C' : undefined);
      assert.equal(facts[testFacts(format).textTag], has('text') ? all.text.Comment : undefined, `${format} ${kinds}`);
      const primaries = facts['PNG:ColorPrimaries'] ?? facts['QuickTime:ColorPrimaries'];
      assert.equal(primaries === 'SMPTE EG 432-1', has('cicp'), `${format} ${kinds}: ${primaries}`);
      const seen = await sharp(bytes).metadata();
      assert.deepEqual(seen.icc && new Uint8Array(seen.icc), metadata.icc);
      const read = (await imread(bytes)).metadata;
      for (const kind of ['icc', 'xmp', 'text', 'cicp'])
        assert.deepEqual(read[kind], metadata[kind], `${format} ${kind}`);
      // EXIF's own resolution is the picture's when no other is given; else both say the same.
      assert.deepEqual(
        read.dpi?.map((value) => Math.round(10 * value) / 10),
        metadata.dpi ?? (has('exif') ? [25.4, 25.4] : undefined),
        `${format} dpi`,
      );
      if (has('dpi') && has('exif'))
        assert.deepEqual([facts['EXIF:XResolution'], facts['EXIF:YResolution']], all.dpi, format);
      if (testFacts(format).isLossless({})) await assertExact(bytes, image);
    }
  });
}

test('the resolution of a PNG file', async () => {
  const facts = exiftool(await write('dpi.png', await imwrite(image, 'png', { metadata: { dpi: all.dpi } })));
  assert.deepEqual(
    [facts['PNG:PixelsPerUnitX'], facts['PNG:PixelsPerUnitY'], facts['PNG:PixelUnits']],
    [11811, 5906, 'meters'],
  );
  for (const dpi of [1, 72, 96, 150, 300, 600, 1200, 2400]) {
    assert.deepEqual((await imread(await imwrite(image, 'png', { metadata: { dpi } }))).metadata.dpi, [dpi, dpi]);
  }
});

test('the metadata of animations', async () => {
  const frames = [image, pattern(40, 30, 3)];
  for (const format of ['png', 'webp']) {
    const metadata = metadataFor(format);
    const bytes = await imwriteAnimation({ frames, durations: 20 }, format, { metadata });
    assert.equal(exiftool(await write(`animation.${format}`, bytes))['EXIF:Make'], 'Acme');
    const { exif, ...others } = (await imread(bytes)).metadata;
    // In WebP, the resolution is the EXIF block's.
    assert.deepEqual({ exif: metadata.exif, ...others }, { dpi: [25.4, 25.4], ...metadata });
  }
});

test('a kind that a format has no place for is an error', async () => {
  await assertMismatch(
    imwrite(image, 'webp', { metadata: { text: { Comment: 'a' } } }),
    'invalid-option',
    /webp metadata: expected exif, icc, xmp, got text/,
  );
});

test('PNG metadata behind the pixels are read, damaged ones are passed over', async () => {
  const plain = Buffer.from(await imwrite(image, 'png'));
  const exif = chunk('eXIf', Buffer.from(all.exif));
  const late = Buffer.concat([plain.subarray(0, -12), exif, plain.subarray(-12)]);
  assert.deepEqual((await imread(late)).metadata, { exif: all.exif, dpi: [25.4, 25.4] });
  exif[exif.length - 1] ^= 1;
  const damaged = Buffer.concat([
    plain.subarray(0, -12),
    exif,
    chunk('iCCP', Buffer.from('name\0\0no stream')),
    plain.subarray(-12),
  ]);
  const read = await imread(damaged);
  assert.deepEqual(read.metadata, {});
  assert.deepEqual(read.data, image.data);
});

test('what sharp writes into PNG and WebP comes back', async () => {
  for (const format of ['png', 'webp']) {
    const bytes = await red
      .clone()
      .withIccProfile('p3')
      .withExif({ IFD0: { Make: 'Acme' } })
      .withMetadata({ density: 300 })
      .toFormat(format)
      .toBuffer();
    const seen = await sharp(bytes).metadata();
    const { metadata } = await imread(bytes);
    assert.deepEqual(metadata.icc, new Uint8Array(seen.icc), format);
    assert.ok(Buffer.from(metadata.exif).includes('Acme'), format);
    assert.deepEqual(metadata.dpi?.map(Math.round), [300, 300], format);
  }
});
