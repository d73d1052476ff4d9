// metadata: 'keep' and metadata: image.metadata: all that a file carries goes along, what the other format has no place for is
// told, and what imread gave is never refused. The explicit value wins wherever a file states it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  configure,
  imread,
  imreadMulti,
  imwrite,
  imwriteWithInfo,
  imwriteMulti,
  transcodeJpeg,
} from '../../npm/dist/node/index.js';
import { displayP3, withChunks } from './profiles.mjs';
import { testFacts } from '../formats/index.mjs';
import { ascii, ASCII, exifBlock, RATIONAL, SHORT, UNDEFINED } from '../support/exif-block.mjs';
import { assertMismatch, formatNames, formats, pattern, sharp } from './support.mjs';

const image = pattern(24, 16, 3);
const camera = exifBlock(
  [
    [0x010f, ASCII, ascii('Acme')],
    [0x011a, RATIONAL, [72, 1]],
    [0x011b, RATIONAL, [36, 1]],
    [0x0128, SHORT, [2]],
  ],
  [
    [0xa002, SHORT, [24]],
    [0xa003, SHORT, [16]],
  ],
);
/** The numbers of an entry of such a block. */
function numbersIn(block, wanted) {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const little = block[0] === 0x49;
  const search = (at) => {
    for (let i = 0; i < view.getUint16(at, little); ++i) {
      const entry = at + 2 + 12 * i;
      const [tag, type, field] = [
        view.getUint16(entry, little),
        view.getUint16(entry + 2, little),
        view.getUint32(entry + 8, little),
      ];
      if (tag === wanted)
        return type === RATIONAL
          ? view.getUint32(field, little) / view.getUint32(field + 4, little)
          : type === SHORT
            ? view.getUint16(entry + 8, little)
            : field;
      const found = tag === 0x8769 ? search(field) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return search(view.getUint32(4, little));
}
const withExif = formatNames.filter((format) => formats[format].metadata.includes('exif'));
const takesAnyText = (format) => formats[format].metadata.includes('text') && !formats[format].places.keywords;
const exifOf = async (bytes) => (await imread(bytes, { orientation: 'keep' })).metadata.exif;
const statedBy = (block) => [0x011a, 0x011b, 0xa002, 0xa003].map((tag) => numbersIn(block, tag));

const everything = {
  exif: camera,
  icc: displayP3(),
  xmp: '<x/>',
  dpi: [300, 150],
  text: { Title: 'Sea', Author: 'Zoë', Mood: 'calm' },
};

test("'keep' carries what the target has a place for, and tells of the rest", async () => {
  const source = await imwrite(image, 'png', { metadata: everything });
  for (const format of withExif) {
    // Author has no place of its own everywhere, but EXIF has one.
    const places = testFacts(format).texts ?? [];
    const homeless = ['Title', 'Mood'].filter((keyword) => !takesAnyText(format) && !places.includes(keyword));
    const kept = await imwriteWithInfo(source, format, { metadata: 'keep' });
    assert.deepEqual(
      kept.warnings,
      homeless.length > 0 ? [`texts were left out, for which ${format} has no place: ${homeless.join(' and ')}`] : [],
    );
    const { metadata } = await imread(kept.bytes);
    assert.match(Buffer.from(metadata.exif).toString('latin1'), /Acme[^]*/, format);
    if (!places.includes('Author')) assert.match(Buffer.from(metadata.exif).toString(), /Zoë/, format);
    else assert.equal(metadata.text.Author, 'Zoë');
    assert.deepEqual(
      [metadata.dpi, Buffer.from(metadata.xmp).toString(), metadata.icc.length],
      [[300, 150], '<x/>', displayP3().length],
      format,
    );
    const plain = await imwriteWithInfo(source, format);
    assert.deepEqual(plain.warnings, [
      `left out of the ${format}: EXIF, XMP, resolution and texts of the source; metadata: 'keep' keeps what fits`,
    ]);
    assert.deepEqual(Object.keys((await imread(plain.bytes)).metadata), ['icc'], format);
  }
});

test('what was asked for and lost goes to onWarning, what was not does not', async (t) => {
  const told = [];
  configure({ onWarning: (message) => told.push(message) });
  t.after(() => configure({ onWarning: undefined }));
  const source = await imwrite(image, 'png', { metadata: { text: { Rarely: 'x' } } });
  await imwrite(source, 'jpeg');
  assert.deepEqual(told, []);
  await imwrite(source, 'jpeg', { metadata: 'keep' });
  assert.match(told.join(), /jpeg has no place: Rarely/);
  await assertMismatch(
    () => imwrite(source, 'jpeg', { metadata: { text: { Rarely: 'x' } } }),
    'invalid-option',
    /Comment/,
  );
  const { metadata } = await imread(source);
  const warnings = [];
  await imwrite(source, 'jpeg', {
    metadata: { ...metadata, dpi: 300 },
    onWarning: (message) => warnings.push(message),
  });
  assert.match(warnings.join(), /Rarely/);
  // Changed, it is the caller's own.
  await assertMismatch(
    () => imwrite(source, 'jpeg', { metadata: { text: { ...metadata.text } } }),
    'invalid-option',
    /Comment/,
  );
});

test('the kinds of other values are refused', async () => {
  for (const metadata of [new Map(), [], new Date(), 'all', 7, null]) {
    await assertMismatch(() => imwrite(image, 'png', { metadata }), 'invalid-option', /'keep', 'none' or an object/);
  }
});

test('what imread gave is written back into the same format, cleaned where it has to be', async () => {
  const plain = Buffer.from(await imwrite(image, 'png'));
  const spaced = ['tEXt', Buffer.from(' a  b \0text', 'latin1')];
  const source = withChunks(
    plain,
    spaced,
    ['tEXt', Buffer.from('Title\0one\0two', 'latin1')],
    ['pHYs', [0x10, 0, 0, 0, 0x10, 0, 0, 0, 1]],
  );
  const { metadata } = await imread(source);
  assert.deepEqual([metadata.text[' a  b '], metadata.dpi[0] > 1e6], ['text', true]);
  const { bytes, warnings } = await imwriteWithInfo(source, 'png', { metadata });
  const again = (await imread(bytes)).metadata;
  assert.deepEqual(again, { dpi: metadata.dpi, text: { 'a b': 'text', Title: 'onetwo' } });
  assert.deepEqual(
    warnings.map((message) => message.slice(0, 24)),
    ["the text ' a  b ' is now", 'zeros in the text Title '],
  );
});

test('EXIF that leads out of its block, and maker notes that count from the old one, stay out of TIFF alone', async () => {
  // A note of one entry, whose text stands behind it; where, is counted from the block's start or the note's.
  const noteAt = (start) => [
    1,
    0,
    9,
    0,
    ASCII,
    0,
    12,
    0,
    0,
    0,
    start + 14,
    0,
    0,
    0,
    ...Buffer.from('OwnerIsMe\0\0\0'),
    ...Array(14).fill(0x11),
  ];
  const withNote = (note) => exifBlock([[0x010f, ASCII, ascii('Canon')]], [[0x927c, UNDEFINED, note]]);
  const place = Buffer.from(withNote(noteAt(0))).indexOf(Buffer.from(noteAt(0)));
  const canon = withNote(noteAt(place));
  const own = withNote(noteAt(0));
  const words = withNote([...Buffer.from('no directory, but words')]);
  const kept = exifBlock(
    [[0x010f, ASCII, ascii('Acme')]],
    [[0x927c, UNDEFINED, [...Buffer.from('Apple iOS\0'), ...noteAt(place)]]],
  );
  const bad = exifBlock(
    [
      [0x010f, ASCII, ascii('Acme camera')],
      [0x0131, ASCII, ascii('software')],
    ],
    [[0xa002, SHORT, [24]]],
  );
  new DataView(bad.buffer).setUint32(8 + 2 + 8, 0xffff, true);
  for (const [exif, warning, stays, goes] of [
    [canon, /maker note/, /Canon/, /OwnerIsMe/],
    [own, /^$/, /OwnerIsMe/, /$^/],
    [words, /^$/, /but words/, /$^/],
    [kept, /^$/, /Apple iOS\0[^]*OwnerIsMe/, /$^/],
    [bad, /lead out of its block: 271/, /software/, /$^/],
  ]) {
    const source = await imwrite(image, 'jpeg', { metadata: { exif } });
    const { bytes, warnings } = await imwriteWithInfo(source, 'tiff', { metadata: 'keep' });
    assert.match(warnings.join(), warning);
    assert.match(Buffer.from(bytes).toString('latin1'), stays);
    assert.doesNotMatch(Buffer.from(bytes).toString('latin1'), goes);
    assert.deepEqual((await imwriteWithInfo(source, 'png', { metadata: 'keep' })).warnings, []);
  }
});

test('tags and pages: each page keeps its own', async () => {
  const tags = [
    [{ tag: 33550, type: 'DOUBLE', values: [1, 2, 3] }],
    [{ tag: 33550, type: 'DOUBLE', values: [4, 5, 6] }],
  ];
  const source = await imwriteMulti([image, image], 'tiff', { metadata: { tags, text: { Title: 'Map' } } });
  const pages = await imreadMulti(source);
  const again = await imreadMulti(await imwriteMulti(pages, 'tiff', { metadata: 'keep' }));
  assert.deepEqual(
    again.map(({ metadata }) => metadata),
    pages.map(({ metadata }) => metadata),
  );
  assert.match(
    (await imwriteWithInfo(pages[0], 'png', { metadata: 'keep' })).warnings.join(),
    /tags were left out, for which png has no place: 33550/,
  );
});

test('a resolution of the caller is the one that EXIF states, too', async () => {
  for (const format of withExif) {
    const bytes = await imwrite(image, format, { metadata: { exif: camera, dpi: [300, 150] } });
    assert.deepEqual((await imread(bytes)).metadata.dpi, [300, 150], format);
    if (!testFacts(format).spreadsExif) assert.deepEqual(statedBy(await exifOf(bytes)).slice(0, 2), [300, 150], format);
    if (formats[format].metadata.includes('dpi')) assert.equal((await sharp(bytes).metadata()).density, 300, format);
  }
  const replaced = await transcodeJpeg(await imwrite(image, 'jpeg', { metadata: { exif: camera } }), {
    metadata: { dpi: [250.5, 99] },
  });
  assert.deepEqual(statedBy(await exifOf(replaced)).slice(0, 2), [250.5, 99]);
  const both = await transcodeJpeg(await imwrite(image, 'jpeg'), { metadata: { exif: camera, dpi: 200 } });
  assert.deepEqual(statedBy(await exifOf(both)).slice(0, 2), [200, 200]);
  await assertMismatch(
    () => transcodeJpeg(both, { metadata: { icc: new Uint8Array(200) } }),
    'invalid-option',
    /200 bytes that are none/,
  );
});

test('the size that EXIF states is the size of the picture', async () => {
  for (const format of withExif.filter((name) => !testFacts(name).spreadsExif)) {
    const bytes = await imwrite(pattern(70, 50, 3), format, { metadata: { exif: camera } });
    assert.deepEqual(statedBy(await exifOf(bytes)), [72, 36, 70, 50], format);
  }
});

test('imread gives the resolution of EXIF where it stands nowhere else', async () => {
  for (const format of withExif)
    assert.deepEqual(
      (await imread(await imwrite(image, format, { metadata: { exif: camera } }))).metadata.dpi,
      [72, 36],
      format,
    );
});

test('what belongs to width and height changes places when the picture is turned', async () => {
  for (const format of withExif) {
    for (const orientation of [3, 6]) {
      const bytes = await imwrite(image, format, { metadata: { exif: camera, dpi: [300, 150], orientation } });
      const { metadata, width } = await imread(bytes);
      const turned = orientation === 6;
      assert.deepEqual([width, metadata.dpi], turned ? [16, [150, 300]] : [24, [300, 150]], format);
      if (testFacts(format).spreadsExif) continue;
      assert.deepEqual(statedBy(metadata.exif), turned ? [150, 300, 16, 24] : [300, 150, 24, 16], format);
      assert.equal(numbersIn(metadata.exif, 0x0112), 1);
    }
  }
  const source = await imwrite(pattern(32, 16, 3), 'jpeg', { metadata: { exif: camera, dpi: [300, 150] } });
  for (const rotate of [90, 180]) {
    const { metadata, width } = await imread(await transcodeJpeg(source, { rotate }));
    const turned = rotate === 90;
    assert.deepEqual(
      [width, metadata.dpi, statedBy(metadata.exif)],
      turned ? [16, [150, 300], [150, 300, 16, 32]] : [32, [300, 150], [300, 150, 32, 16]],
    );
  }
  assert.deepEqual(
    (await imread(await transcodeJpeg(source, { rotate: 270, metadata: 'strip' }))).metadata.dpi,
    [150, 300],
  );
});

test('a resolution is one that the format can say, or an error', async () => {
  for (const dpi of [429500.5, 0.0001, 1e6, 299.97]) {
    const { metadata } = await imread(await imwrite(image, 'webp', { metadata: { dpi } }));
    assert.ok(
      metadata.dpi.every((value) => Math.abs(value - dpi) <= dpi * 1e-6),
      `${dpi}: ${metadata.dpi}`,
    );
  }
  const refused = (format, dpi, pattern) =>
    assertMismatch(() => imwrite(image, format, { metadata: { dpi } }), 'invalid-option', pattern);
  for (const format of withExif)
    for (const dpi of [0.00001, 0, -1, NaN, Infinity, 2e6, [72], [72, 0], '72'])
      await refused(format, dpi, /metadata.dpi'.*from 0.0001 to 1000000/);
  await refused('png', 0.001, /metadata.dpi'.*from 0\.0\d+ to/);
  await refused('jpeg', 0.3, /dpi'.*from (1|0\.5) to 65535/);
});
