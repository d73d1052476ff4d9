// Color profiles made by code, as version 2 has them, and files that carry them: what tests take in place of anyone's photographs.
import { crc32 } from 'node:zlib';
import { sharp } from './support.mjs';

const ascii = (text) => Array.from(text, (letter) => letter.charCodeAt(0));
const word = (value) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const xyz = (...values) => [
  ...ascii('XYZ '),
  0,
  0,
  0,
  0,
  ...values.flatMap((value) => word(Math.round(value * 65536) >>> 0)),
];
const gamma = (value) => [...ascii('curv'), 0, 0, 0, 0, ...word(1), (value * 256) >> 8, (value * 256) & 255, 0, 0];
const text = (name) => [
  ...ascii('desc'),
  0,
  0,
  0,
  0,
  ...word(name.length + 1),
  ...ascii(name),
  0,
  ...new Array(78).fill(0),
];

/** A profile of so many bytes at least, filled up behind its tags. */
function profile(space, tags, size = 0) {
  const entries = Object.entries({
    desc: text('Made by code'),
    cprt: [...ascii('text'), 0, 0, 0, 0, ...ascii('CC0'), 0],
    wtpt: xyz(0.9642, 1, 0.8249),
    ...tags,
  });
  const table = word(entries.length);
  const data = [];
  for (const [name, bytes] of entries) {
    table.push(...ascii(name), ...word(132 + 12 * entries.length + data.length), ...word(bytes.length));
    data.push(...bytes, ...new Array((4 - (bytes.length % 4)) % 4).fill(0));
  }
  const length = Math.max(size, 132 + 12 * entries.length + data.length);
  const bytes = new Uint8Array(length);
  bytes.set([
    ...word(length),
    0,
    0,
    0,
    0,
    ...word(0x02400000),
    ...ascii(`mntr${space}XYZ `),
    7,
    0xea,
    0,
    1,
    0,
    1,
    0,
    0,
    0,
    0,
    0,
    0,
    ...ascii('acsp'),
  ]);
  bytes.set(xyz(0.9642, 1, 0.8249).slice(8), 68);
  bytes.set([...table, ...data], 128);
  return bytes;
}

const rgb = (red, green, blue, curve, size) =>
  profile(
    'RGB ',
    {
      rXYZ: xyz(...red),
      gXYZ: xyz(...green),
      bXYZ: xyz(...blue),
      rTRC: gamma(curve),
      gTRC: gamma(curve),
      bTRC: gamma(curve),
    },
    size,
  );

// Colorants adapted to D50, of the standards.
export const displayP3 = (size) =>
  rgb([0.51512, 0.2412, -0.00105], [0.29198, 0.69225, 0.04189], [0.1571, 0.06657, 0.78407], 2.2, size);
export const adobeRgb = () =>
  rgb([0.60974, 0.31111, 0.01947], [0.20528, 0.62567, 0.06087], [0.14919, 0.06322, 0.74457], 2.2);
export const grayOfGamma = (value) => profile('GRAY', { kTRC: gamma(value) });
/** The header alone: nobody transforms with it here. */
export const cmykHeader = () => profile('CMYK', {});

/** The four letters of a profile's samples. */
export const spaceOf = (icc) => String.fromCharCode(...icc.subarray(16, 20));

/** A PNG with further chunks in front of its pixels. */
export function withChunks(png, ...chunks) {
  const made = chunks.map(([type, data]) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), Buffer.from(data)]);
    return Buffer.concat([Buffer.from(word(data.length)), body, Buffer.from(word(crc32(body)))]);
  });
  const HEADER = 33;
  return new Uint8Array(Buffer.concat([png.subarray(0, HEADER), ...made, png.subarray(HEADER)]));
}

export const gAMA = (gamma) => ['gAMA', word(Math.round(gamma * 100000))];
export const cHRM = (...numbers) => ['cHRM', numbers.flatMap((value) => word(Math.round(value * 100000)))];

/** The mean color of a file in sRGB, by sharp (lcms). */
export async function srgbOf(bytes) {
  const { channels } = await sharp(bytes)
    .removeAlpha()
    .toColourspace('srgb')
    .toBuffer({ resolveWithObject: true })
    .then(({ data }) => sharp(data).stats());
  return channels.map(({ mean }) => Math.round(mean));
}
