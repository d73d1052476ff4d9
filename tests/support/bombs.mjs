// Bombs: small files that ask for much memory or time, made by rule.
import { deflateRawSync, constants } from 'node:zlib';
import { chunk, header, signature } from '../contract/png-files.mjs';

const u16be = (value) => [value >> 8, value & 255];
const ascii = (text) => Buffer.from(text, 'latin1');

/** A zlib stream of `size` equal bytes, a thousandth of that. */
export function inflatesTo(size, byte = 0x61) {
  const piece = 2 ** 20;
  const whole = deflateRawSync(Buffer.alloc(piece, byte), { level: 9, finishFlush: constants.Z_FULL_FLUSH });
  const rest = deflateRawSync(Buffer.alloc(size % piece, byte), { level: 9 });
  const [count, prime] = [BigInt(size), 65521n];
  const sums = [(count + (BigInt(byte) * count * (count + 1n)) / 2n) % prime, (1n + BigInt(byte) * count) % prime];
  return Buffer.concat([
    Buffer.from([0x78, 0xda]),
    ...Array(Math.floor(size / piece)).fill(whole),
    rest,
    Buffer.from(sums.flatMap((sum) => u16be(Number(sum)))),
  ]);
}

/** A PNG of one gray pixel, or of a picture of one color, with `chunks` before it. */
export function pngOf(chunks, { width = 1, height = 1, type = 0, depth = 8, size } = {}) {
  const channels = { 0: 1, 2: 3, 6: 4 }[type];
  const bytes = height * (1 + Math.ceil((width * channels * depth) / 8));
  return Buffer.concat([
    signature,
    header(width, height, depth, type),
    ...chunks,
    chunk('IDAT', inflatesTo(size ?? bytes, 0)),
    chunk('IEND'),
  ]);
}

export const pngText = (size) => chunk('zTXt', Buffer.concat([ascii('Comment\0\0'), inflatesTo(size)]));
export const pngUnicode = (size) => chunk('iTXt', Buffer.concat([ascii('Comment\0\x01\0\0\0'), inflatesTo(size)]));
export const pngProfile = (size) => chunk('iCCP', Buffer.concat([ascii('icc\0\0'), inflatesTo(size)]));

/** An animated PNG: frames of the whole canvas. */
export function apng(width, height, count, type = 6) {
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width);
  size.writeUInt32BE(height, 4);
  const rows = inflatesTo(height * (1 + width * { 0: 1, 6: 4 }[type]), 0);
  const number = (value) => Buffer.from([value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255]);
  const frame = (sequence) =>
    chunk('fcTL', Buffer.concat([number(sequence), size, Buffer.alloc(8), Buffer.from([0, 1, 0, 10, 0, 0])]));
  const parts = [
    signature,
    header(width, height, 8, type),
    chunk('acTL', Buffer.concat([number(count), number(0)])),
    frame(0),
    chunk('IDAT', rows),
  ];
  for (let i = 1; i < count; ++i) parts.push(frame(2 * i - 1), chunk('fdAT', Buffer.concat([number(2 * i), rows])));
  return Buffer.concat([...parts, chunk('IEND')]);
}

const segment = (marker, data) =>
  Buffer.concat([Buffer.from([0xff, marker, ...u16be(data.length + 2)]), Buffer.from(data)]);
const noCodes = (kind) => segment(0xc4, [kind, 1, ...Array(15).fill(0), 0]);
const SOI = Buffer.from([0xff, 0xd8]);
const EOI = Buffer.from([0xff, 0xd9]);

/** A JPEG whose scans have no data; `frame` is the marker SOFn. `scans` are [component ids, Ss, Se]. */
export function jpegOf({ width, height, components = 3, frame = 0xc2, scans, segments = [] }) {
  const ids = Array.from({ length: components }, (_, i) => i + 1);
  const sof = segment(frame, [8, ...u16be(height), ...u16be(width), components, ...ids.flatMap((id) => [id, 0x11, 0])]);
  const sos = ([of, from, to]) => segment(0xda, [of.length, ...of.flatMap((id) => [id, 0]), from, to, 0]);
  return Buffer.concat([
    SOI,
    ...segments,
    segment(0xdb, [0, ...Array(64).fill(1)]),
    sof,
    noCodes(0),
    noCodes(0x10),
    ...scans.map(sos),
    EOI,
  ]);
}

export const emptyScans = (width, height, count, components = 1) =>
  jpegOf({
    width,
    height,
    components,
    scans: [[Array.from({ length: components }, (_, i) => i + 1), 0, 0], ...Array(count - 1).fill([[1], 1, 63])],
  });

/** Segments APPn with `name` and `size` bytes in all. */
export function jpegSegments(marker, name, size) {
  const most = 65000;
  return Array.from({ length: Math.ceil(size / most) }, () =>
    segment(marker, Buffer.concat([ascii(name), Buffer.alloc(most)])),
  );
}

function riff(chunks) {
  const body = Buffer.concat([ascii('WEBP'), ...chunks]);
  return Buffer.concat([ascii('RIFF'), u32le(body.length), body]);
}
const u32le = (value) => Buffer.from([value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24]);
const u24le = (value) => u32le(value).subarray(0, 3);
const webpChunk = (type, data) => Buffer.concat([ascii(type), u32le(data.length), data, Buffer.alloc(data.length & 1)]);

/** VP8L: five codes of one symbol, so that pixels take no bits. */
function onePixelCode(width, height) {
  const size = BigInt(width - 1) | (BigInt(height - 1) << 14n);
  const codes = [0, 1, 2, 3, 4].reduce((bits, i) => bits | (1n << BigInt(3 + 4 * i)), 0n);
  const bits = Buffer.alloc(8);
  bits.writeBigUInt64LE(size | (codes << 32n));
  return webpChunk('VP8L', Buffer.concat([Buffer.from([0x2f]), bits.subarray(0, 7)]));
}

export const webp = (width, height) => riff([onePixelCode(width, height)]);

export function webpAnimation(width, height, count) {
  const head = Buffer.concat([Buffer.from([2, 0, 0, 0]), u24le(width - 1), u24le(height - 1)]);
  const frame = webpChunk(
    'ANMF',
    Buffer.concat([
      Buffer.alloc(6),
      u24le(width - 1),
      u24le(height - 1),
      u24le(100),
      Buffer.from([2]),
      onePixelCode(width, height),
    ]),
  );
  return riff([webpChunk('VP8X', head), webpChunk('ANIM', Buffer.alloc(6)), ...Array(count).fill(frame)]);
}

const typeBytes = { 1: 1, 2: 1, 3: 2, 4: 4, 7: 1 };

/**
 * A TIFF of pages, each a list of [tag, type, count, value or place]; `data` stands behind the header, at 8. `next` says where the
 * page after page `i` lies, among the places of all.
 */
export function tiffOf(pages, { data = Buffer.alloc(0), next = (places, i) => places[i + 1] ?? 0 } = {}) {
  const places = [];
  let at = 8 + data.length + (data.length & 1);
  for (const entries of pages) {
    places.push(at);
    at += 2 + 12 * entries.length + 4;
  }
  const bytes = Buffer.alloc(at);
  bytes.write('II*\0', 'latin1');
  bytes.writeUInt32LE(places[0], 4);
  data.copy(bytes, 8);
  pages.forEach((entries, page) => {
    let field = bytes.writeUInt16LE(entries.length, places[page]);
    for (const [tag, type, count, value] of [...entries].sort(([a], [b]) => a - b)) {
      bytes.writeUInt16LE(tag, field);
      bytes.writeUInt16LE(type, field + 2);
      bytes.writeUInt32LE(count, field + 4);
      if (typeBytes[type] === 2 && count === 1) bytes.writeUInt16LE(value, field + 8);
      else bytes.writeUInt32LE(value, field + 8);
      field += 12;
    }
    bytes.writeUInt32LE(next(places, page), field);
  });
  return bytes;
}

/** The tags of a gray page in one strip at 8. */
export const tiffPage = ({ width = 1, height = 1, bits = 8, compression = 1, stripBytes = 1 } = {}, ...others) => [
  [256, 4, 1, width],
  [257, 4, 1, height],
  [258, 3, 1, bits],
  [259, 3, 1, compression],
  [262, 3, 1, 1],
  [273, 4, 1, 8],
  [277, 3, 1, 1],
  [278, 4, 1, height],
  [279, 4, 1, stripBytes],
  ...others,
];

const strip = (inflated, options) => {
  const data = inflatesTo(inflated, 0);
  return tiffOf([tiffPage({ compression: 8, stripBytes: data.length, ...options })], { data });
};
const shortTags = (count) => Array.from({ length: count }, (_, i) => [40000 + i, 3, 1, 7]);

/** Files that are refused by default, by the limit that the error names; the functions make them. */
export const bombs = {
  metadataBytes: {
    'a PNG with a text of 917 MB': () => pngOf([pngText(917e6)]),
    'a PNG with a text in UTF-8 of 3.2 GB': () => pngOf([pngUnicode(3.2e9)]),
    'a PNG with a profile of 917 MB': () => pngOf([pngProfile(917e6)]),
    'a PNG with 100 texts of 20 MB': () => pngOf(Array(100).fill(pngText(20e6))),
    'a JPEG with EXIF in 1000 segments': () =>
      jpegOf({ width: 8, height: 8, scans: [[[1, 2, 3], 0, 0]], segments: jpegSegments(0xe1, 'Exif\0\0', 65e6) }),
    'a TIFF with a profile of 100 MB': () => tiffOf([tiffPage({}, [34675, 7, 1e8, 8])], { data: Buffer.alloc(1e8) }),
    'a TIFF whose 1000 tags are the same megabyte': () =>
      tiffOf([tiffPage({}, ...Array.from({ length: 1000 }, (_, i) => [50000 + i, 7, 1e6, 8]))], {
        data: Buffer.alloc(1e6),
      }),
    'a TIFF of 4000 tags in each of 100 pages': () =>
      tiffOf(Array(100).fill(tiffPage({}, ...shortTags(4000))), { data: Buffer.alloc(8) }),
  },
  pixels: {
    'a WebP of 12 KB with 300 frames': () => webpAnimation(1013, 1013, 300),
    'a PNG of 300 frames': () => apng(1000, 1000, 300),
    'a PNG of 20000 × 20000 pixels': () => pngOf([], { width: 20000, height: 20000 }),
    'a TIFF of 20 pages of one strip': () => {
      const data = inflatesTo(25e6, 0);
      return tiffOf(Array(20).fill(tiffPage({ width: 5000, height: 5000, compression: 8, stripBytes: data.length })), {
        data,
      });
    },
  },
  frames: {
    'a PNG of 20000 frames of a pixel': () => apng(1, 1, 20000, 0),
    'a WebP of 20000 frames of a pixel': () => webpAnimation(1, 1, 20000),
    'a TIFF of 60000 pages of a pixel': () => tiffOf(Array(60000).fill(tiffPage()), { data: Buffer.alloc(8) }),
  },
  scans: {
    'a JPEG of 10000 empty scans': () => emptyScans(3000, 3000, 10_000),
  },
  memoryBytes: {
    'a JPEG of 155 bytes, progressive, of four inks': () =>
      jpegOf({ width: 16000, height: 16000, components: 4, scans: [[[1, 2, 3, 4], 0, 0]] }),
    'a WebP of 28 bytes': () => webp(16383, 16383),
    'a PNG of 16000 × 16000 pixels of RGBA': () => pngOf([], { width: 16000, height: 16000, type: 6 }),
    'a TIFF of one pixel in a tile of 1.8 GB': () => {
      const tile = [
        [322, 4, 1, 30000],
        [323, 4, 1, 60000],
        [324, 4, 1, 8],
        [325, 4, 1, 4],
      ];
      const page = [
        [256, 4, 1, 1],
        [257, 4, 1, 1],
        [258, 3, 1, 8],
        [259, 3, 1, 1],
        [262, 3, 1, 1],
        [277, 3, 1, 1],
        ...tile,
      ];
      return tiffOf([page], { data: Buffer.alloc(8) });
    },
  },
};

/** Files that no limit refuses, and that are a picture, or damaged, soon all the same. */
export const dampBombs = {
  'a PNG of one pixel whose stream goes on for 2 GB': () => pngOf([], { size: 2e9 }),
  'a TIFF whose strip goes on for 2 GB': () => strip(2e9, { width: 100, height: 100 }),
  'a TIFF whose pages lead in a circle': () =>
    tiffOf(Array(3).fill(tiffPage()), { data: Buffer.alloc(8), next: (places, i) => places[(i + 1) % 3] }),
  'a TIFF that says of its tags that they have gigabytes': () =>
    tiffOf([tiffPage({}, [34675, 7, 4e9, 8], [700, 1, 3e9, 8])], { data: Buffer.alloc(1000) }),
  'a TIFF of four billion strips': () =>
    tiffOf([
      tiffPage({ height: 4e9 }).map(([tag, type, count, value]) =>
        [273, 279].includes(tag) ? [tag, type, 4e9, 8] : [tag, type, count, tag === 278 ? 1 : value],
      ),
    ]),
  'a JPEG of 50 scans for 169 megapixels': () => emptyScans(13000, 13000, 50),
  'a JPEG of arithmetic codes for 200 megapixels': () =>
    jpegOf({ width: 20000, height: 10000, components: 1, frame: 0xc9, scans: [[[1], 0, 63]] }),
  'a JPEG that has one component 40 times': () =>
    jpegOf({ width: 6000, height: 6000, frame: 0xc9, scans: Array(40).fill([[1], 0, 63]) }),
};
