// ICO against Pillow, icoutils and ImageMagick, which read its files and make files of each kind; and files by hand, damaged ones
// among them.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createCv } from '../../npm/dist/node/cv.js';
import { imcount, imread, imreadMulti, imwrite, imwriteFile, imwriteMulti } from '../../npm/dist/node/index.js';
import { assertFails, assertMismatch } from '../support/failures.mjs';
import { temporaryFolder } from '../support/files.mjs';
import { pattern, rawBytes } from '../support/images.mjs';
import { run } from '../support/programs.mjs';
import { python, pythonFed } from '../support/python.mjs';
import { profileOf } from '../support/sharp.mjs';

const folder = temporaryFolder('ico');
const stored = (name, bytes) => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

const BY_PILLOW = `
import io, json, sys
from PIL import Image
from PIL.IcoImagePlugin import IcoFile
icons = IcoFile(io.BytesIO(sys.stdin.buffer.read()))
def seen(index):
    picture = icons.frame(index).convert('RGBA')
    return {'size': picture.size, 'data': picture.tobytes().hex()}
# In the order of the file.
order = sorted(range(len(icons.entry)), key=lambda index: icons.entry[index]['offset'])
print(json.dumps([seen(index) for index in order]))
`;
const seenByPillow = (bytes) => JSON.parse(pythonFed(bytes, BY_PILLOW));

/** Samples as RGBA, as Pillow's are here. */
function rgbaOf({ data, channels }) {
  const colors = channels < 3 ? 1 : 3;
  const rgba = [];
  for (let at = 0; at < data.length; at += channels)
    rgba.push(...[0, 1, 2].map((i) => data[at + (colors === 1 ? 0 : i)]), channels % 2 ? 255 : data[at + colors]);
  return Buffer.from(rgba);
}

async function assertAsPillow(bytes, what) {
  const [seen, pages] = [seenByPillow(bytes), await imreadMulti(bytes, { strict: true })];
  assert.equal(pages.length, seen.length, what);
  for (const [i, page] of pages.entries()) {
    assert.deepEqual([page.width, page.height], seen[i].size, what);
    assert.equal(rgbaOf(page).toString('hex'), seen[i].data, `${what}, picture ${i}`);
  }
  return pages;
}

const favicon = [16, 32, 48, 256].map((size) => pattern(size, size, 4));

test('several sizes in a file, by Pillow, icotool, ImageMagick and file', async () => {
  const bytes = await imwriteMulti([...favicon, pattern(20, 7, 3)], 'ico');
  const path = stored('favicon.ico', bytes);
  const pages = await assertAsPillow(bytes, 'favicon');
  assert.deepEqual(
    pages.map(({ channels, pages: count }) => [channels, count]),
    [4, 4, 4, 4, 3].map((channels) => [channels, 5]),
  );
  favicon.forEach((image, i) => assert.ok(rawBytes(pages[i].data).equals(rawBytes(image.data)), `${image.width}`));
  assert.equal(await imcount(bytes), 5);
  const sizes = ['16x16', '32x32', '48x48', '256x256', '20x7'];
  assert.deepEqual(
    [...run('icotool', '--list', path).matchAll(/width=(\d+) --height=(\d+) --bit-depth=32/g)].map(
      ([, width, height]) => `${width}x${height}`,
    ),
    sizes,
  );
  assert.deepEqual(run('identify', '-format', '%m %wx%h\n', path).trim().split('\n'), [
    ...sizes.map((size) => `${size === '256x256' ? 'PNG' : 'ICO'} ${size}`),
  ]);
  assert.match(run('file', '--brief', path), /MS Windows icon resource - 5 icons, 16x16, 32 bits\/pixel/);
});

test('the directory, entry by entry', async () => {
  for (const entries of ['auto', 'png', 'bmp']) {
    const bytes = Buffer.from(await imwriteMulti([...favicon, pattern(256, 3, 3)], 'ico', { entries }));
    assert.deepEqual(
      [0, 2, 4].map((at) => bytes.readUInt16LE(at)),
      [0, 1, 5],
    );
    let end = 6 + 5 * 16;
    for (const [i, [width, height]] of [
      [16, 16],
      [32, 32],
      [48, 48],
      [256, 256],
      [256, 3],
    ].entries()) {
      const at = 6 + 16 * i;
      assert.deepEqual([...bytes.subarray(at, at + 4)], [width % 256, height % 256, 0, 0]);
      assert.deepEqual([bytes.readUInt16LE(at + 4), bytes.readUInt16LE(at + 6)], [1, 32]);
      const [size, offset] = [bytes.readUInt32LE(at + 8), bytes.readUInt32LE(at + 12)];
      assert.equal(offset, end);
      end += size;
      const isPng = entries === 'png' || (entries === 'auto' && width === 256);
      if (isPng) {
        assert.equal(bytes.toString('latin1', offset + 1, offset + 4), 'PNG');
        // Eight bits of RGBA, as Windows wants it.
        assert.deepEqual([bytes[offset + 24], bytes[offset + 25]], [8, 6]);
      } else {
        assert.equal(size, 40 + 4 * width * height + Math.ceil(width / 32) * 4 * height);
        assert.deepEqual(
          [0, 4, 8].map((field) => bytes.readUInt32LE(offset + field)),
          [40, width, 2 * height],
        );
      }
    }
    assert.equal(end, bytes.length);
  }
});

test('the mask has the transparent pixels', async () => {
  const image = pattern(37, 5, 4);
  for (let i = 0; i < image.data.length; i += 4) image.data[i + 3] = [0, 1, 255][(i / 4) % 3];
  const bytes = Buffer.from(await imwrite(image, 'ico'));
  const mask = bytes.subarray(22 + 40 + 4 * 37 * 5);
  assert.equal(mask.length, 8 * 5);
  for (let y = 0; y < 5; ++y) {
    for (let x = 0; x < 64; ++x) {
      const bit = (mask[(4 - y) * 8 + (x >> 3)] >> (7 - (x % 8))) & 1;
      assert.equal(bit, x < 37 && image.data[4 * (y * 37 + x) + 3] === 0 ? 1 : 0, `${x}, ${y}`);
    }
  }
  // A picture that is transparent everywhere comes back, too: its mask says what its alpha does.
  const empty = { ...image, data: image.data.map((value, i) => (i % 4 === 3 ? 0 : value)) };
  for (const entries of ['bmp', 'png'])
    assert.deepEqual((await imread(await imwrite(empty, 'ico', { entries }))).data, empty.data);
});

test('imread gives the largest picture of the most bits, firstFrame any of them', async () => {
  const bytes = await imwriteMulti([favicon[0], favicon[2], favicon[1]], 'ico');
  assert.equal((await imread(bytes)).width, 48);
  for (const [firstFrame, width] of [16, 48, 32].entries())
    assert.equal((await imread(bytes, { firstFrame })).width, width);
  await assertMismatch(imread(bytes, { firstFrame: 3 }), 'invalid-option', /at most 2, got 3/);
  // What lies outside of the file is not taken for it.
  const cut = Buffer.from(bytes);
  cut.writeUInt32LE(cut.length, 6 + 16 + 12);
  assert.equal((await imread(cut)).width, 32);
  const [few, many] = [bitmap(2, 2, 4), bitmap(2, 2, 24)];
  for (const [pair, index] of [
    [[few, many], 1],
    [[many, few], 0],
  ]) {
    const file = iconOf(pair);
    const best = await imread(file);
    assert.deepEqual(best.data, (await imread(file, { firstFrame: index })).data);
    assert.equal(best.channels, 4);
  }
});

test('larger pictures, other samples and metadata are errors; gray becomes RGB', async () => {
  await assertMismatch(imwrite(pattern(257, 10, 3), 'ico'), 'image-too-large', /at most 256 × 256, got 257 × 10/);
  await assertMismatch(
    imwriteMulti([favicon[0], pattern(1, 300, 4)], 'ico'),
    'image-too-large',
    /at most 256 × 256, got 1 × 300/,
  );
  await assertMismatch(imwrite(pattern(9, 9, 3, Uint16Array), 'ico'), 'unsupported-image', /depth/);
  assert.equal((await imread(await imwrite(pattern(9, 9, 3, Uint16Array), 'ico', { depth: 8 }))).channels, 3);
  await assertMismatch(imwrite(pattern(9, 9, 3), 'ico', { metadata: { dpi: 90 } }), 'invalid-option', /metadata/);
  const gray = pattern(5, 4, 2);
  assert.deepEqual([...(await imread(await imwrite(gray, 'ico'))).data], [...rgbaOf(gray)]);
});

const MAKE = `
import sys
from PIL import Image
picture = Image.open(sys.argv[1])
picture.save(sys.argv[2] + '/pillow-png.ico', sizes=[(16, 16), (64, 64), (256, 256)])
picture.save(sys.argv[2] + '/pillow-bmp.ico', sizes=[(16, 16), (64, 64)], bitmap_format='bmp')
for colors, name in ((2, '1'), (16, '4'), (256, '8')):
    picture.resize((33, 21)).convert('RGB').quantize(colors).save(f'{sys.argv[2]}/few-{name}.png')
picture.resize((33, 21)).save(f'{sys.argv[2]}/small.png')
`;

test('files of Pillow, icotool and ImageMagick', async () => {
  const source = pattern(256, 256, 4);
  for (let i = 3; i < source.data.length; i += 4) source.data[i] = (i >> 8) % 3 ? 255 : (i >> 2) & 255;
  const png = stored('source.png', await imwrite(source, 'png'));
  python(MAKE, png, folder);
  for (const name of ['pillow-png', 'pillow-bmp'])
    await assertAsPillow(readFileSync(join(folder, `${name}.ico`)), name);
  for (const bits of [1, 4, 8, 24, 32]) {
    const from = join(folder, bits > 8 ? 'small.png' : `few-${bits}.png`);
    const to = join(folder, `icotool-${bits}.ico`);
    run('icotool', '--create', `--bit-depth=${bits}`, `--output=${to}`, from);
    const bytes = readFileSync(to);
    assert.equal(bytes.readUInt16LE(6 + 6), bits);
    await assertAsPillow(bytes, `icotool, ${bits} bits`);
  }
  const magick = join(folder, 'magick.ico');
  run('convert-im6.q16', png, '-define', 'icon:auto-resize=256,48,16', magick);
  assert.equal((await assertAsPillow(readFileSync(magick), 'ImageMagick')).length, 3);
});

const le = (bytes, ...numbers) =>
  Buffer.concat(
    numbers.map((number) => {
      const buffer = Buffer.alloc(bytes);
      buffer.writeUIntLE(number >>> 0, 0, bytes);
      return buffer;
    }),
  );

const strideOf = (width, bits) => Math.ceil((width * bits) / 32) * 4;

/** What is in a BMP, with noise for pixels and each second pixel transparent, unless they are given. */
function bitmap(width, height, bits, { pixels, mask, alpha = true, header = {} } = {}) {
  const noise = (length) => Buffer.from(pattern(length, 1, 1).data);
  const palette = bits > 8 ? Buffer.alloc(0) : noise(4 << bits).map((value, i) => (i % 4 === 3 ? 0 : value));
  const body = pixels ?? noise(strideOf(width, bits) * height);
  if (bits === 32 && !alpha) for (let i = 3; i < body.length; i += 4) body[i] = 0;
  const { rows = 2 * height, planes = 1, compression = 0, size = 40 } = header;
  return Buffer.concat([
    le(4, size, width, rows),
    le(2, planes, bits),
    le(4, compression, 0, 0, 0, 0, 0),
    palette,
    body,
    mask ?? Buffer.alloc(strideOf(width, 1) * height, 0x55),
  ]);
}

/** A file of entries; `listed` has what the directory says otherwise than is so. */
function iconOf(entries, { type = 1, ...listed } = {}) {
  let offset = 6 + 16 * entries.length;
  const directory = entries.map((entry) => {
    const isPng = entry.toString('latin1', 1, 4) === 'PNG';
    const [width, height] = isPng
      ? [entry.readUInt32BE(16), entry.readUInt32BE(20)]
      : [entry.readUInt32LE(4), Math.abs(entry.readInt32LE(8)) >> 1];
    const facts = { width, height, bits: isPng ? 32 : entry.readUInt16LE(14), size: entry.length, offset, ...listed };
    offset += entry.length;
    return Buffer.concat([
      le(1, facts.width & 255, facts.height & 255, 0, 0),
      le(2, 1, facts.bits),
      le(4, facts.size, facts.offset),
    ]);
  });
  return Buffer.concat([le(2, 0, type, entries.length), ...directory, ...entries]);
}

test('every number of bits with a mask, as Pillow sees it; alpha that is nowhere is the mask', async () => {
  for (const width of [1, 7, 32, 33]) {
    for (const bits of [1, 4, 8, 24, 32]) await assertAsPillow(iconOf([bitmap(width, 3, bits)]), `${bits} bits`);
    // Pillow, icotool and ImageMagick show nothing here; Windows and browsers take the mask.
    const page = await imread(iconOf([bitmap(width, 3, 32, { alpha: false })]), { strict: true });
    assert.deepEqual(
      [...rgbaOf(page)].filter((_, i) => i % 4 === 3),
      Array.from({ length: width * 3 }, (_, i) => ((i % width) % 2 ? 0 : 255)),
    );
    assert.equal(page.channels, width > 1 ? 4 : 3);
  }
  // 16 bits by hand: Pillow takes the fourth channel for something else.
  const pixels = le(2, 0x7c00, 0x03e0, 0x001f, 0);
  const { data } = await imread(iconOf([bitmap(3, 1, 16, { pixels, mask: le(4, 0x40) })]), { strict: true });
  assert.deepEqual([...data], [255, 0, 0, 255, 0, 255, 0, 0, 0, 0, 255, 255]);
  const opaque = await imread(iconOf([bitmap(3, 1, 16, { pixels, mask: le(4, 0) })]), { strict: true });
  assert.deepEqual([...opaque.data], [255, 0, 0, 0, 255, 0, 0, 0, 255]);
});

test('cursors', async () => {
  const entry = bitmap(12, 12, 8);
  const icon = await imread(iconOf([entry]));
  const cursor = await imread(iconOf([entry], { type: 2, bits: 9 }), { strict: true });
  assert.deepEqual([cursor.format, cursor.data], ['ico', icon.data]);
});

test('a directory that lies about a size is a warning: the picture has its own', async () => {
  const png = Buffer.from(await imwrite(pattern(300, 20, 4), 'png'));
  for (const [entry, width, height] of [
    [png, 300, 20],
    [bitmap(12, 10, 24), 12, 10],
  ]) {
    const file = iconOf([entry], { width: 16, height: 16 });
    const image = await imread(file);
    assert.deepEqual([image.width, image.height], [width, height]);
    assert.match(image.warnings.join(), new RegExp(`is ${width} × ${height}, but the directory says 16 × 16`));
    await assertFails(imread(file, { strict: true }), 'corrupt-data', /directory says/);
  }
});

test('a PNG of another kind, with its profile', async () => {
  for (const [channels, Samples] of [
    [1, Uint8Array],
    [2, Uint16Array],
    [3, Uint8Array],
    [4, Uint16Array],
  ]) {
    const image = pattern(30, 20, channels, Samples);
    const seen = await imread(iconOf([Buffer.from(await imwrite(image, 'png'))]), { strict: true });
    assert.deepEqual([seen.channels, seen.data], [channels, image.data]);
  }
  const icc = await profileOf('p3');
  const file = iconOf(
    [await imwrite(pattern(8, 8, 4), 'png', { metadata: { icc } }), bitmap(8, 8, 24)].map(Buffer.from),
  );
  const [png, bmp] = await imreadMulti(file);
  assert.deepEqual(Buffer.from(png.metadata.icc), Buffer.from(icc));
  assert.equal(bmp.metadata.icc, undefined);
});

test('hostile directories and pictures', async () => {
  const entry = bitmap(8, 8, 24);
  const fails = (file, pattern, code = 'corrupt-data') => assertFails(imread(file), code, pattern);
  await fails(le(2, 0, 1, 0), /no pictures/);
  await fails(le(2, 0, 1, 9), /directory is cut off/);
  await fails(iconOf([entry], { offset: 0xffffffff }), /outside of the file/);
  await fails(iconOf([entry], { size: 0 }), /outside of the file/);
  await fails(iconOf([entry]).subarray(0, 150), /rows are there/);
  await fails(iconOf([entry]).subarray(0, -8), /mask is cut off/);
  await fails(iconOf([Buffer.alloc(99, 77)]), /neither a PNG nor a BMP/, 'unsupported-data');
  await fails(iconOf([bitmap(8, 8, 24, { header: { rows: -16 } })]), /from the last one up/, 'unsupported-data');
  await fails(iconOf([bitmap(8, 8, 8, { header: { compression: 1 } })]), /compression/, 'unsupported-data');
  await fails(iconOf([bitmap(8, 8, 24, { header: { rows: 1 } })]), /no size/);
  await fails(iconOf([bitmap(8, 8, 24, { header: { rows: 0x7ffffffe } })]), /limits/, 'image-too-large');
  const filled = await imread(iconOf([entry]).subarray(0, -8), { truncated: 'fill' });
  assert.equal(filled.height, 8);
  assert.match(filled.warnings.join(), /mask is cut off/);
  // All at the same place: each is read, and each counts.
  const png = Buffer.from(await imwrite(pattern(100, 100, 3), 'png'));
  const overlapping = Buffer.concat([iconOf(new Array(50).fill(png), { offset: 6 + 16 * 50 })]);
  assert.equal((await imreadMulti(overlapping)).length, 50);
  await assertMismatch(imreadMulti(overlapping, { maxPixels: 499_999 }), 'image-too-large', /pixels/);
  await assertMismatch(imreadMulti(overlapping, { limits: { frames: 49 } }), 'image-too-large', /frames/);
  const many = Buffer.concat([le(2, 0, 1, 65535), Buffer.alloc(16 * 65535)]);
  await fails(many, /outside of the file/);
});

test('imwrite/cv does not write it, as OpenCV does not', async () => {
  const cv = await createCv();
  assert.deepEqual(['a.png', 'a.ico'].map(cv.haveImageWriter), [true, false]);
});

test('a file by its extension', async () => {
  const path = join(folder, 'by-name.ico');
  await imwriteFile(path, favicon[0]);
  assert.equal(readFileSync(path).readUInt32LE(0), 0x10000);
});
