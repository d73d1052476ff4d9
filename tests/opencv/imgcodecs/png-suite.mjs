// Files like those of PngSuite, by their names: what a name says of the file, the file has. Written here, byte by byte.
import { deflateSync } from 'node:zlib';
import { chunk, signature } from '../../contract/png-files.mjs';
import { random } from './support.mjs';

const channels = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const gammas = { g03: 35000, g04: 45000, g05: 55000, g07: 70000, g10: 100000, g25: 250000 };
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
];
const sides = { cdf: [8, 32], cdh: [32, 8], cds: [8, 8] };

const words = (...values) => Buffer.from(values.flatMap((value) => [value >> 8, value & 255]));
const numbers = (...values) => Buffer.concat(values.map((value) => words(value >>> 16, value & 0xffff)));

/** What the name says: three letters of its own, interlaced or not, the color type (and its letter), the bits. */
export function parse(name) {
  const [, feature, mode, type, bits] = /^(...)(.)(\d).(\d\d)$/.exec(name);
  const side = /^s\d\d$/.test(feature) ? Number(feature.slice(1)) : 32;
  const [width, height] = sides[feature] ?? [side, side];
  return { feature, interlaced: mode === 'i', type: Number(type), bits: Number(bits), width, height };
}

/** The file of that name, right or damaged. */
export function pngFile(name) {
  return name.startsWith('x') ? damaged(name) : whole(parse(name));
}

/** Levels that go up along both sides, with some noise in the low bits. */
function samplesOf({ type, bits, width, height, palette }) {
  const next = random(width * 31 + bits + type);
  const max = palette ? Math.min(palette.length / 3, 2 ** bits) - 1 : 2 ** bits - 1;
  return Array.from({ length: width * height * channels[type] }, (_, i) => {
    const at = Math.floor(i / channels[type]);
    const level = ((at % width) / width + Math.floor(at / width) / height + (i % channels[type]) * 0.4) % 1;
    return Math.min(max, Math.floor(level * max + next() * Math.min(4, max)));
  });
}

/** A row in bytes, the first sample in the highest bits. */
function packed(row, bits) {
  const bytes = Buffer.alloc(Math.ceil((row.length * bits) / 8));
  row.forEach((sample, i) => {
    if (bits === 16) bytes.writeUInt16BE(sample, 2 * i);
    else bytes[Math.floor((i * bits) / 8)] |= sample << (8 - bits - ((i * bits) % 8));
  });
  return bytes;
}

function paeth(left, above, corner) {
  const [a, b, c] = [left, above, corner].map((value) => Math.abs(left + above - corner - value));
  return a <= b && a <= c ? left : b <= c ? above : corner;
}

function filtered(row, above, filter, distance) {
  const before = (bytes, i) => (i < distance ? 0 : bytes[i - distance]);
  const guess = [
    () => 0,
    (i) => before(row, i),
    (i) => above[i],
    (i) => (before(row, i) + above[i]) >> 1,
    (i) => paeth(before(row, i), above[i], before(above, i)),
  ][filter];
  return Buffer.from([filter, ...row.map((value, i) => (value - guess(i)) & 255)]);
}

function streamOf(samples, { feature, interlaced, type, bits, width, height }) {
  const distance = Math.max(1, (channels[type] * bits) >> 3);
  const filterOf = (y) => (feature === 'f99' ? (y * 7) % 5 : /^f0\d$/.test(feature) ? Number(feature[2]) : y % 3);
  const rows = [];
  for (const [x0, y0, dx, dy] of interlaced ? passes : [[0, 0, 1, 1]]) {
    let above;
    for (let y = y0; y < height; y += dy) {
      const row = [];
      for (let x = x0; x < width; x += dx)
        for (let c = 0; c < channels[type]; ++c) row.push(samples[(y * width + x) * channels[type] + c]);
      if (row.length === 0) break;
      const bytes = packed(row, bits);
      rows.push(filtered(bytes, above ?? Buffer.alloc(bytes.length), filterOf(y), distance));
      above = bytes;
    }
  }
  const level = /^z0\d$/.test(feature) ? Number(feature[2]) : 6;
  return deflateSync(Buffer.concat(rows), { level });
}

/** The chunks in front of the pixels that the name asks for. */
function chunksOf({ feature, type, bits }, palette) {
  const before = [];
  const color = (value) =>
    type === 3 ? Buffer.from([1]) : words(...Array(type === 0 || type === 4 ? 1 : 3).fill(value));
  const kind = feature.slice(0, 2);
  if (gammas[feature]) before.push(chunk('gAMA', numbers(gammas[feature])));
  if (feature === 'ccw') before.push(chunk('cHRM', numbers(31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000)));
  if (kind === 'cs')
    before.push(chunk('sBIT', Buffer.alloc(3, Number(feature[2] === '3' && bits === 16 ? 13 : feature[2]))));
  if (kind === 'cd') before.push(chunk('pHYs', Buffer.concat([numbers(1, 4), Buffer.from([0])])));
  if (kind === 'ct' && feature !== 'ct0') before.push(chunk('tEXt', Buffer.from('Title\0PngSuite')));
  if (kind === 'cm') before.push(chunk('tIME', Buffer.concat([words(2000), Buffer.from([1, 1, 12, 34, 56])])));
  if (feature === 'exi')
    before.push(chunk('eXIf', Buffer.from('4d4d002a000000080001011200030000000100010000000000', 'hex')));
  if (palette) before.push(chunk('PLTE', palette));
  if (kind === 'ch') before.push(chunk('hIST', Buffer.alloc((2 * palette.length) / 3, 1)));
  if (kind === 'ps')
    before.push(chunk('sPLT', Buffer.concat([Buffer.from('six\0'), Buffer.from([8]), Buffer.alloc(12, 5)])));
  if (kind === 'bg' && 'bgwy'.includes(feature[2])) before.push(chunk('bKGD', color(bits === 16 ? 0x7fff : 100)));
  if (kind === 'tb' || feature === 'tp1' || feature === 'tm3') {
    before.push(chunk('tRNS', type === 3 ? Buffer.from([0, 85, 170]) : words(...Array(type === 0 ? 1 : 3).fill(0))));
  }
  if (kind === 'tb') before.push(chunk('bKGD', color(3)));
  return before;
}

function paletteOf({ feature, type, bits }) {
  const next = random(bits);
  if (type !== 3 && feature !== 'pp0') return undefined;
  return Buffer.from(
    Array.from({ length: 3 * (type === 3 ? Math.min(2 ** bits, 200) : 6) }, () => Math.floor(next() * 256)),
  );
}

function whole(facts) {
  const palette = paletteOf(facts);
  const stream = streamOf(samplesOf({ ...facts, palette: facts.type === 3 && palette }), facts);
  const count = { oi2: 2, oi4: 4, oi9: stream.length }[facts.feature] ?? 1;
  const size = Math.ceil(stream.length / count);
  const pixels = Array.from({ length: count }, (_, i) => chunk('IDAT', stream.subarray(i * size, (i + 1) * size)));
  const header = chunk(
    'IHDR',
    Buffer.concat([
      numbers(facts.width, facts.height),
      Buffer.from([facts.bits, facts.type, 0, 0, Number(facts.interlaced)]),
    ]),
  );
  return Buffer.concat([signature, header, ...chunksOf(facts, palette), ...pixels, chunk('IEND')]);
}

/** A file that is wrong where its name says. */
function damaged(name) {
  const [, what, type, bits] = /^(x..?)n(\d).(\d\d)$/.exec(name);
  const file = whole({
    feature: 'bas',
    interlaced: false,
    type: Number(type),
    bits: Number(bits),
    width: 32,
    height: 32,
  });
  const header = (at, value) => {
    const data = Buffer.from(file.subarray(16, 29));
    data[at] = value;
    return Buffer.concat([file.subarray(0, 8), chunk('IHDR', data), file.subarray(33)]);
  };
  const changed = (at, value) => {
    file[at] = value;
    return file;
  };
  const idat = file.indexOf('IDAT') - 4;
  const textMode = (from, to) => Buffer.from(file.toString('latin1').replaceAll(from, to), 'latin1');
  return {
    xc1: () => header(9, 1),
    xc9: () => header(9, 9),
    xd0: () => header(8, 0),
    xd3: () => header(8, 3),
    xd9: () => header(8, 99),
    xhd: () => changed(29, file[29] ^ 255),
    xcs: () => changed(idat + 8 + file.readUInt32BE(idat), file[idat + 8 + file.readUInt32BE(idat)] ^ 255),
    xdt: () => Buffer.concat([file.subarray(0, idat), chunk('IEND')]),
    xcr: () => textMode('\r\n', '\r'),
    xlf: () => textMode('\r\n', '\n'),
    xs1: () => changed(0, 0),
    xs2: () => changed(1, 0),
    xs4: () => changed(3, 0),
    xs7: () => changed(6, 0),
  }[what]();
}
