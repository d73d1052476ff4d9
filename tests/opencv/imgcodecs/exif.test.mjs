// OpenCV's test_exif.cpp: orientation and metadata of JPEG, PNG and WebP.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { chunk, png } from '../../contract/png-files.mjs';
import {
  assertSame,
  bytesOf,
  cv,
  discs,
  encoded,
  meanSquare,
  matOf,
  pixel,
  port,
  startNative,
  stored,
  unused,
} from './support.mjs';

const native = startNative(after);
const text = (string) => new TextEncoder().encode(string);

/** Red and green above blue and white, as a file of that orientation stores it: by Pillow and exiftool's kind of block. */
async function quadrants(format, orientation) {
  const { bytes, exif } = await native.ask({
    operation: 'quadrants',
    format: format === 'jpg' ? 'JPEG' : 'PNG',
    orientation,
  });
  return {
    file: stored(`.${format}`, Buffer.from(bytes, 'base64')),
    exif: new Uint8Array(Buffer.from(exif, 'base64')),
  };
}

const upright = cv.IMREAD_COLOR | cv.IMREAD_ANYCOLOR | cv.IMREAD_ANYDEPTH;

port('Exif.exif_orientation', async ([format, orientation]) => {
  const { file, exif } = await quadrants(format, orientation);
  const image = cv.imread(file, upright);
  const near = ([blue, green, red], expected) =>
    [blue, green, red].forEach((value, i) => assert.ok(Math.abs(value - expected[i]) <= 5, `${[blue, green, red]}`));
  near(pixel(image, 2, 2), [0, 0, 255]);
  near(pixel(image, 2, 7), [0, 255, 0]);
  near(pixel(image, 7, 2), [255, 0, 0]);

  // Through WebP with the same block.
  const [types, blocks] = [[], []];
  const stored = cv.imreadWithMetadata(file, types, blocks, cv.IMREAD_UNCHANGED);
  assert.deepEqual([types[0], Buffer.from(blocks[0])], [cv.IMAGE_METADATA_EXIF, Buffer.from(exif)]);
  const webp = cv.imencodeWithMetadata('.webp', stored, [cv.IMAGE_METADATA_EXIF], [blocks[0]]);
  const [webpTypes, webpBlocks] = [[], []];
  assertSame(cv.imdecodeWithMetadata(webp, webpTypes, webpBlocks, upright), image);
  assert.deepEqual(
    [webpTypes, webpBlocks.map((block) => Buffer.from(block))],
    [[cv.IMAGE_METADATA_EXIF], [Buffer.from(exif)]],
  );
  assertSame(cv.imdecode(webp, cv.IMREAD_UNCHANGED), stored);
  assertSame(cv.imdecode(webp, upright | cv.IMREAD_IGNORE_ORIENTATION), stored);
});

/** A block of ten entries and a directory below them. */
const exifBlock = async () => new Uint8Array(Buffer.from((await native.ask({ operation: 'exif' })).bytes, 'base64'));
const xmp = text('<x:xmpmeta xmlns:x="adobe:ns:meta/"><xmp:CreatorTool>OpenCV</xmp:CreatorTool></x:xmpmeta>');

/** A small profile: a header, and one tag. */
function profile() {
  const bytes = Buffer.alloc(192);
  bytes.writeUInt32BE(192);
  bytes.write('mntrRGB XYZ ', 12);
  bytes.write('acsp', 36);
  for (const [at, value] of [
    [68, 0xf6d6],
    [72, 0x10000],
    [76, 0xd32d],
    [128, 1],
    [136, 144],
    [140, 48],
  ])
    bytes.writeUInt32BE(value, at);
  bytes.write('desc', 132);
  bytes.write('desc', 144);
  bytes.writeUInt32BE(20, 152);
  bytes.write('Minimal ICC Profile', 156);
  return new Uint8Array(bytes);
}

/** What goes in comes out, from the file and from memory, and the pixels with it. */
function roundTrip(extension, image, entries, params) {
  const [types, blocks] = [entries.map(([type]) => type), entries.map(([, block]) => block)];
  const path = unused(extension);
  assert.equal(cv.imwriteWithMetadata(path, image, types, blocks, params), true, cv.lastError?.message);
  const bytes = cv.imencodeWithMetadata(extension, image, types, blocks, params);
  assert.deepEqual(bytes, bytesOf(path));
  const [fileTypes, fileBlocks, memoryTypes, memoryBlocks] = [[], [], [], []];
  const fromFile = cv.imreadWithMetadata(path, fileTypes, fileBlocks, cv.IMREAD_UNCHANGED);
  assertSame(cv.imdecodeWithMetadata(bytes, memoryTypes, memoryBlocks, cv.IMREAD_UNCHANGED), fromFile);
  assert.deepEqual([fileTypes, fileBlocks], [memoryTypes, memoryBlocks]);
  assert.deepEqual(
    [fileTypes, fileBlocks.map((block) => Buffer.from(block))],
    [types, blocks.map((block) => Buffer.from(block))],
  );
  return fromFile;
}

port('Imgcodecs_Jpeg.Read_Write_With_Exif', async () => {
  const image = discs(180, 320, cv.CV_8UC3);
  const read = roundTrip('.jpeg', image, [[cv.IMAGE_METADATA_EXIF, await exifBlock()]], [cv.IMWRITE_JPEG_QUALITY, 95]);
  assert.ok(meanSquare(read, image) < 80);
});

port('Imgcodecs_Png.Read_Write_With_Exif', async () => {
  const image = discs(120, 160, cv.CV_8UC3);
  assertSame(
    roundTrip('.png', image, [[cv.IMAGE_METADATA_EXIF, await exifBlock()]], [cv.IMWRITE_PNG_COMPRESSION, 3]),
    image,
  );
});

for (const [name, extension, params] of [
  ['Png', '.png', [cv.IMWRITE_PNG_COMPRESSION, 3]],
  ['WebP', '.webp', [cv.IMWRITE_WEBP_QUALITY, 101]],
]) {
  port(`Imgcodecs_${name}.Read_Write_With_Exif_Xmp_Iccp`, async () => {
    const image = discs(120, 160, cv.CV_8UC3);
    const entries = [
      [cv.IMAGE_METADATA_EXIF, await exifBlock()],
      [cv.IMAGE_METADATA_XMP, xmp],
      [cv.IMAGE_METADATA_ICCP, profile()],
    ];
    assertSame(roundTrip(extension, image, entries, params), image);
  });
}

test('cICP of a PNG comes as metadata (pull request 28615)', () => {
  assertSame(
    roundTrip('.png', discs(9, 9, cv.CV_8UC3), [[cv.IMAGE_METADATA_CICP, new Uint8Array([9, 16, 0, 1])]]),
    discs(9, 9, cv.CV_8UC3),
  );
});

/** EXIF as ImageMagick writes it in a text. */
const rawProfile = (kind, bytes) =>
  `\n${kind}\n${String(bytes.length).padStart(8)}\n${Buffer.from(bytes).toString('hex').replace(/.{72}/g, '$&\n')}\n`;
const withText = (keyword, value, type = 'tEXt') =>
  png({
    samples: new Array(48).fill(7),
    width: 8,
    height: 6,
    type: 0,
    before: [chunk(type, Buffer.from(`${keyword}\0${value}`, 'latin1'))],
  });

port('Imgcodecs_Png.Read_Exif_From_Text', async () => {
  const block = await exifBlock();
  for (const [keyword, value] of [
    ['exif', block],
    ['exif', Buffer.concat([Buffer.from('Exif\0\0'), block])],
    ['APP1', Buffer.concat([Buffer.from('Exif\0\0'), block])],
  ]) {
    const [types, blocks] = [[], []];
    const file = stored('.png', withText(`Raw profile type ${keyword}`, rawProfile(keyword.toLowerCase(), value)));
    assert.equal(cv.imreadWithMetadata(file, types, blocks, cv.IMREAD_GRAYSCALE).empty(), false);
    assert.deepEqual(
      [types, blocks.map((bytes) => Buffer.from(bytes))],
      [[cv.IMAGE_METADATA_EXIF], [Buffer.from(block)]],
    );
  }
  // It turns the picture; what is no profile is passed over.
  const turning = Buffer.from('4d4d002a000000080001011200030000000100060000000000000000', 'hex').subarray(0, 26);
  assert.deepEqual(cv.imdecode(withText('Raw profile type exif', rawProfile('exif', turning))).size(), {
    width: 6,
    height: 8,
  });
  for (const value of ['', '\nexif\n 3\nzz', '\nexif\n 9\n4d4d', rawProfile('exif', [1, 2, 3])]) {
    const [types, blocks] = [[], []];
    assert.deepEqual(
      cv.imreadWithMetadata(stored('.png', withText('Raw profile type exif', value)), types, blocks).size(),
      { width: 8, height: 6 },
    );
    assert.deepEqual(types, [], value);
  }
});

port('ReadExif_Sanity.Check', async (format) => {
  const { file, exif } = await quadrants(format, 3);
  const [types, blocks] = [[], []];
  assert.equal(cv.imreadWithMetadata(file, types, blocks, 1).type(), cv.CV_8UC3);
  assert.equal(types.length, blocks.length);
  const block = Buffer.from(blocks[types.indexOf(cv.IMAGE_METADATA_EXIF)]);
  assert.ok(block.length >= 26 && block.length === exif.length);
  assert.ok(['II', 'MM'].includes(block.toString('latin1', 0, 2)));
  assert.equal(block.indexOf('Photoshop'), Buffer.from(exif).indexOf('Photoshop'));
  assert.ok(block.indexOf('Photoshop') > 0);
});

test('a picture without metadata has none', () => {
  const [types, blocks] = [[1], [new Uint8Array(1)]];
  cv.imdecodeWithMetadata(
    encoded(
      '.png',
      matOf(2, 2, 0, () => 1),
    ),
    types,
    blocks,
  );
  assert.deepEqual([types, blocks], [[], []]);
});
