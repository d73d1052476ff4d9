// JPEG 2000 against OpenJPEG's own programs: codestreams are theirs byte for byte, and their files of each kind are read as they read them.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { imread, imwrite, imwriteWithInfo } from '../../npm/dist/node/index.js';
import { byOpenJpeg, codestream } from '../formats/jp2.mjs';
import { assertFails, assertMismatch } from '../support/failures.mjs';
import { pattern, photo, rawBytes } from '../support/images.mjs';
import { psnr } from '../support/metrics.mjs';
import { run } from '../support/programs.mjs';

const folder = mkdtempSync(join(tmpdir(), 'imwrite-jp2-'));
after(() => rmSync(folder, { recursive: true }));

const planes = ({ data, channels }) =>
  new data.constructor(data.length).map(
    (_, i) => data[(i % (data.length / channels)) * channels + Math.floor(i / (data.length / channels))],
  );

/** What opj_compress makes of planes one after the other. `steps` are those of subsampled ones. */
function byCompressor(
  samples,
  { width, height, channels, depth = 8, sign = 'u', steps = '', extension = 'jp2' },
  ...args
) {
  const [from, to] = [join(folder, 'from.rawl'), join(folder, `to.${extension}`)];
  writeFileSync(from, rawBytes(samples));
  const layout = `${width},${height},${channels},${depth},${sign}${steps}`;
  run('opj_compress', '-i', from, '-o', to, '-F', layout, ...args);
  return readFileSync(to);
}

test('codestreams are those of opj_compress', async () => {
  const color = await photo('coffee.png');
  for (const [options, ...args] of [
    [{}],
    [{ rate: 10, irreversible: false }, '-r', '10'],
    [{ rate: 20 }, '-r', '20', '-I'],
    [{ mct: false }, '-mct', '0'],
    [{ numResolutions: 2, progression: 'RPCL' }, '-n', '2', '-p', 'RPCL'],
    [{ tileWidth: 100, tileHeight: 70, numResolutions: 3 }, '-t', '100,70', '-n', '3'],
    [{ tileHeight: 64, progression: 'CPRL' }, '-t', `${color.width},64`, '-p', 'CPRL'],
  ]) {
    const ours = Buffer.from(await imwrite(color, 'jp2', options));
    const theirs = byCompressor(planes(color), color, ...args);
    assert.ok(codestream(ours).equals(codestream(theirs)), JSON.stringify(options));
  }
  for (const [width, height, channels, Samples] of [
    [33, 17, 1, Uint8Array],
    [5, 90, 2, Uint8Array],
    [1, 1, 3, Uint8Array],
    [64, 3, 4, Uint16Array],
    [200, 130, 1, Uint16Array],
  ]) {
    const image = pattern(width, height, channels, Samples);
    const depth = 8 * Samples.BYTES_PER_ELEMENT;
    const most = Math.min(6, 1 + Math.floor(Math.log2(Math.min(width, height))));
    const theirs = byCompressor(planes(image), { ...image, depth }, '-n', `${most}`);
    assert.ok(codestream(Buffer.from(await imwrite(image, 'jp2'))).equals(codestream(theirs)), `${width} × ${height}`);
  }
});

test('psnr is reached but for what the estimate is off, where opj_compress ends just below, with hardly larger files', async () => {
  const color = await photo('coffee.png');
  for (const [options, ...args] of [
    [{ psnr: 40 }, '-q', '40', '-I'],
    [{ psnr: 33, irreversible: false }, '-q', '33'],
    [{ psnr: 40, irreversible: false, tileWidth: 64, tileHeight: 64 }, '-q', '40', '-t', '64,64'],
  ]) {
    const ours = await imwrite(color, 'jp2', options);
    const theirs = byCompressor(planes(color), color, ...args);
    assert.ok(ours.length > theirs.length && ours.length < 1.03 * theirs.length, `${ours.length}, ${theirs.length}`);
    const [reached, before] = [ours, theirs].map((bytes) =>
      psnr(color.data, byOpenJpeg(bytes, 'ppm').subarray(-color.data.length)),
    );
    assert.ok(reached > before && reached > options.psnr - 0.7, `${JSON.stringify(options)}: ${before}, ${reached}`);
  }
});

test('each precision is exact, and said', async () => {
  for (let precision = 1; precision <= 16; ++precision) {
    const Samples = precision > 8 ? Uint16Array : Uint8Array;
    const { data, ...size } = pattern(40, 30, 3, Samples);
    const max = 2 ** precision - 1;
    const image = { data: data.map((sample) => sample & max), ...size, precision };
    const bytes = Buffer.from(await imwrite(image, 'jp2'));
    const theirs = byOpenJpeg(bytes, 'rawl');
    assert.ok(rawBytes(planes(image)).equals(theirs), `${precision} bits`);
    const read = await imread(bytes, { strict: true });
    assert.equal(read.precision, precision > 8 && precision < 16 ? precision : undefined);
    const expected = precision < 8 ? image.data.map((sample) => Math.round((sample * 255) / max)) : image.data;
    assert.deepEqual(read.data, expected, `${precision} bits`);
  }
  const deep = { ...pattern(4, 4, 1, Uint16Array), precision: 12 };
  deep.data[7] = 4096;
  await assertMismatch(() => imwrite(deep, 'jp2'), 'invalid-image', /at most 4095/);
});

test('rows of tiles bound memory, and the pixels are the same', async () => {
  const image = await photo('coffee.png');
  for (const options of [{ tileWidth: 64, tileHeight: 64 }, { tileWidth: 1000, tileHeight: 3 }, { tileWidth: 7 }]) {
    const bytes = await imwrite(image, 'jp2', options);
    assert.deepEqual((await imread(bytes, { strict: true })).data, image.data, JSON.stringify(options));
  }
  await assertMismatch(
    () => imwrite(pattern(300, 300, 1), 'jp2', { tileWidth: 1, tileHeight: 1 }),
    'image-too-large',
    /at most 65535, got 90000/,
  );
});

test('tiles of one column or row', async () => {
  const options = [{}, { mct: false }, { psnr: 55 }, { psnr: 55, irreversible: false }];
  for (const tile of [3, 5, 6, 7, 9, 12, 17, 20, 32, 33, 34]) {
    for (const [width, height] of [
      [tile + 1, 20],
      [20, tile + 1],
      [2 * tile + 1, tile + 1],
    ]) {
      const { data } = pattern(width, height, 3);
      for (const option of options) {
        const bytes = await imwrite({ data, width, height }, 'jp2', { ...option, tileWidth: tile, tileHeight: tile });
        const seen = byOpenJpeg(bytes, 'ppm').subarray(-data.length);
        const worst = data.reduce((most, value, i) => Math.max(most, Math.abs(value - seen[i])), 0);
        const what = `${width} × ${height} in tiles of ${tile}, ${JSON.stringify(option)}: ${worst}`;
        assert.ok(worst <= (option.psnr ? 4 : 0), what);
      }
    }
  }
});

test('files of others: components of other sizes, signs, offsets, palettes, inks', async () => {
  const size = { width: 61, height: 47, channels: 3 };
  const within = (bytes, most, options) => compare(bytes, most, options);
  const half = [31, 24];
  const luma = pattern(61, 47, 1).data;
  const chroma = pattern(...half, 1).data;
  const subsampled = byCompressor(
    new Uint8Array([...luma, ...chroma, ...chroma.toReversed()]),
    { ...size, steps: '@1x1:2x2:2x2' },
    '-mct',
    '0',
  );
  await within(subsampled, 2);
  await within(byCompressor(new Int8Array(planes(pattern(61, 47, 3))), { ...size, sign: 's' }), 0);
  await within(byCompressor(planes(pattern(61, 47, 3)), size, '-d', '5,3', '-t', '20,20', '-T', '2,1', '-n', '2'), 0);
  await within(byCompressor(planes(pattern(61, 47, 3)), { ...size, extension: 'j2k' }), 0);
  await within(byCompressor(planes(pattern(61, 47, 1)), { ...size, channels: 1, extension: 'j2k' }, '-SOP', '-EPH'), 0);
  await within(byCompressor(planes(pattern(61, 47, 3)), size, '-I', '-r', '20,10,5', '-M', '63', '-p', 'RLCP'), 1);
});

/** opj_decompress says what the samples are, as it writes them into a PNG. */
async function compare(bytes, most, options = {}) {
  const [ours, theirs] = [await imread(bytes, { strict: true, ...options }), await imread(byOpenJpeg(bytes))];
  assert.deepEqual([ours.width, ours.height, ours.channels], [theirs.width, theirs.height, theirs.channels]);
  const worst = ours.data.reduce((sum, sample, i) => Math.max(sum, Math.abs(sample - theirs.data[i])), 0);
  assert.ok(worst <= most, `${worst}`);
}

const box = (type, ...parts) => {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
};
/** The file with further boxes in its header, where colr is replaced by `colr` if that is given. */
function withBoxes(file, boxes, colr) {
  const at = file.indexOf('jp2h') - 4;
  const end = at + file.readUInt32BE(at);
  const ihdr = file.subarray(at + 8, at + 8 + 22);
  const rest = colr ? [box('colr', [1, 0, 0, 0, 0, 0, colr])] : [file.subarray(at + 30, end)];
  return Buffer.concat([file.subarray(0, at), box('jp2h', ihdr, ...rest, ...boxes), file.subarray(end)]);
}

test('palettes, inks and channels in another order', async () => {
  const indices = pattern(20, 10, 1);
  indices.data = indices.data.map((sample) => sample % 3);
  const palette = box('pclr', [0, 3, 3, 7, 7, 7], [1, 2, 3, 40, 50, 60, 255, 0, 128]);
  const map = box('cmap', [0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 1, 2]);
  const file = withBoxes(Buffer.from(await imwrite(indices, 'jp2')), [palette, map], 16);
  const colors = [
    [1, 2, 3],
    [40, 50, 60],
    [255, 0, 128],
  ];
  const read = await imread(file, { strict: true });
  assert.deepEqual(
    [...read.data],
    [...indices.data].flatMap((index) => colors[index]),
  );
  assert.ok(byOpenJpeg(file, 'rawl').equals(rawBytes(planes(read))));

  const four = pattern(20, 10, 4);
  const bytes = Buffer.from(await imwrite(four, 'jp2'));
  const inks = await imread(withBoxes(bytes, [], 12), { strict: true });
  const expected = [...Array(200).keys()].flatMap((i) => {
    const [c, m, y, k] = four.data.subarray(4 * i);
    return [c, m, y].map((ink) => Math.round(((255 - ink) * (255 - k)) / 255));
  });
  assert.deepEqual([...inks.data], expected);
  // Alpha first, and blue before red.
  const definition = [0, 4, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 3, 0, 2, 0, 0, 0, 2, 0, 3, 0, 0, 0, 1];
  const turned = await imread(withBoxes(bytes, [box('cdef', definition)], 16), { strict: true });
  assert.deepEqual(
    [...turned.data.subarray(0, 4)],
    [3, 2, 1, 0].map((at) => four.data[at]),
  );
});

test('faults of a file', async () => {
  const image = await photo('coffee.png');
  const bytes = Buffer.from(await imwrite(image, 'jp2'));
  await assertFails(imread(bytes.subarray(0, 60)), 'corrupt-data', /jp2/);
  await assertFails(imread(bytes.subarray(0, bytes.length >> 1)), 'corrupt-data', /jp2/);
  const filled = await imread(bytes.subarray(0, bytes.length >> 1), { truncated: 'fill' });
  assert.ok(filled.warnings.length > 0);
  assert.deepEqual([filled.width, filled.height], [image.width, image.height]);
  const at = bytes.indexOf(Buffer.from('ff51', 'hex')) + 6;
  const sized = (width, height, tile) => {
    const claimed = Buffer.from(bytes);
    [width, height, 0, 0, tile, tile].forEach((number, i) => claimed.writeUInt32BE(number, at + 4 * i));
    return claimed;
  };
  await assertFails(imread(sized(0, 9, 9)), 'corrupt-data', /no pixels/);
  await assertFails(imread(sized(2 ** 31 - 1, 2 ** 31 - 1, 2 ** 31 - 1)), 'image-too-large');
  // A file of a few bytes may claim tiles without end.
  await assertFails(imread(sized(16000, 16000, 1)), 'image-too-large');
  await assertMismatch(() => imread(withBoxes(bytes, [], 14)), 'unsupported-data', /color space/);
});

test('a part of a tile that claims more than the file has takes no memory for it', async () => {
  const image = await photo('coffee.png');
  const bytes = Buffer.from(await imwrite(image, 'jp2'));
  // Behind the marker, its size and the tile's number.
  bytes.writeUInt32BE(0x60000000, bytes.indexOf(Buffer.from('ff90000a', 'hex')) + 6);
  await assertFails(imread(bytes), 'corrupt-data', /jp2/);
  const { data, warnings } = await imread(bytes, { truncated: 'fill' });
  assert.ok(warnings.length > 0 && Buffer.compare(data, image.data) === 0);
});

test('maxBytes: the highest PSNR that fits; without one, the file is exact and fits or does not', async () => {
  const image = await photo('coffee.png');
  const exact = await imwrite(image, 'jp2');
  assert.deepEqual(await imwrite(image, 'jp2', { maxBytes: exact.length }), exact);
  const maxBytes = exact.length >> 2;
  await assertMismatch(() => imwrite(image, 'jp2', { maxBytes }), 'image-too-large', /jp2 file/);
  const { bytes, options } = await imwriteWithInfo(image, 'jp2', { psnr: 60, maxBytes });
  assert.ok(bytes.length <= maxBytes);
  assert.ok((await imwrite(image, 'jp2', { psnr: options.psnr + 1 })).length > maxBytes);
  assert.deepEqual(await imwrite(image, 'jp2', { psnr: options.psnr }), bytes);
  await assertMismatch(() => imwrite(image, 'jp2', { psnr: 60, maxBytes: 50 }), 'image-too-large', /with psnr 20/);
});
