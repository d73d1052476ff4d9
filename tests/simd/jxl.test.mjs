// The JPEG XL encoder with SIMD writes the same bytes as without.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { byDjxl } from '../formats/jxl.mjs';
import { drawImage, drawer } from './drawn.mjs';
import { loadEncoder } from './modules.mjs';

const sharp = createRequire(new URL('../../npm/', import.meta.url))('sharp');
const [encode, encodeScalar] = await Promise.all(['wasm', 'wasm-scalar'].map((preset) => loadEncoder(preset, 'jxl')));

function compare(image, options, what) {
  const file = encode(image, options);
  assert.ok(file.length > 10);
  assert.ok(file.equals(encodeScalar(image, options)), `${what}: encoded differently`);
  return file;
}

/** With so many bits a sample, more than 8 as 16-bit samples. */
function withPrecision({ data, ...image }, precision, draw) {
  if (precision === 8) return { data, ...image };
  const max = 2 ** precision - 1;
  const samples = precision > 8 ? new Uint16Array(data.length) : new Uint8Array(data.length);
  const noise = draw(0, 2) === 0 ? draw(0, max) : 0;
  for (let i = 0; i < data.length; ++i) samples[i] = Math.round((data[i] / 255) * max) ^ (draw(0, max) & noise);
  return { ...image, data: samples, precision: precision === 16 ? undefined : precision };
}

test('1000 drawn images of all layouts and precisions', () => {
  const draw = drawer(3);
  for (let i = 0; i < 1000; ++i) {
    const precision = [1, 4, 7, 8, 8, 8, 9, 12, 13, 14, 15, 16][draw(0, 11)];
    const image = withPrecision(drawImage(draw, [1, 2, 3, 4]), precision, draw);
    const { width, height, channels } = image;
    compare(image, {}, `case ${i}, ${width} × ${height} × ${channels}, ${precision} bits`);
  }
});

test('photographs', async () => {
  for (const name of ['coffee.png', 'rocket.jpg', 'hubble_deep_field.jpg']) {
    const { data, info } = await sharp(readFileSync(new URL(`../fixtures/${name}`, import.meta.url)))
      .raw()
      .toBuffer({ resolveWithObject: true });
    compare({ data, ...info }, {}, name);
  }
});

// The codes are chosen by sampled rows in which large differences are rare, so that those take 16 bits, and four of them a whole word.
// Gentle pixels in front of them begin the words at any bit.
test('words of 64 bits', () => {
  const [width, height] = [256, 256];
  const draw = drawer(4);
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; ++y) {
    const sampled = y >= 120 && y < 136;
    const gentle = sampled ? width - draw(0, 1) : draw(0, 40);
    for (let x = 0; x < width; ++x) {
      const at = (y * width + x) * 3;
      const extreme = (x + y) % 2 ? [0, 255, 255] : [255, 0, 0];
      data.set(x < gentle ? [1, 2, 3].map(() => 100 + draw(0, draw(0, 60))) : extreme, at);
    }
  }
  const file = compare({ data, width, height, channels: 3 }, {}, 'extremes');
  const seen = byDjxl(file, 'ppm');
  assert.ok(seen.subarray(seen.length - data.length).equals(Buffer.from(data)), 'djxl sees other pixels');
});
