// The demo's PSNR and SSIM, against values worked out by hand, and its SSIMULACRA 2, against libjxl's tool.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differenceOf, measure, scoreOf } from '../../demo/metrics.js';
import { sharp } from '../support/sharp.mjs';

const gray = (values, width) => ({ data: Uint8Array.from(values), width, height: values.length / width, channels: 1 });

test('the same samples are identical; other channels that look the same are not', async () => {
  const a = gray([0, 50, 100, 255], 2);
  assert.deepEqual(await measure(a, a, '#ffffff'), { identical: true, psnr: Infinity, ssim: 1 });
  const rgb = { ...a, channels: 3, data: Uint8Array.from([0, 50, 100, 255].flatMap((v) => [v, v, v])) };
  const { identical, psnr, ssim } = await measure(a, rgb, '#ffffff');
  assert.deepEqual([identical, psnr], [false, Infinity]);
  assert.ok(Math.abs(ssim - 1) < 1e-6);
});

test('PSNR of a difference of one in every sample is 20 log 255', async () => {
  const { psnr } = await measure(gray(Array(100).fill(100), 10), gray(Array(100).fill(101), 10), '#ffffff');
  assert.ok(Math.abs(psnr - 20 * Math.log10(255)) < 1e-6, psnr);
});

test('SSIM of flat pictures is that of their means, and of a negative below 0', async () => {
  const { ssim } = await measure(gray(Array(64).fill(51), 8), gray(Array(64).fill(102), 8), '#ffffff');
  assert.ok(Math.abs(ssim - (2 * 0.2 * 0.4 + 0.0001) / (0.04 + 0.16 + 0.0001)) < 1e-5, ssim);
  const checks = Array.from({ length: 256 }, (_, i) => ((i + (i >> 4)) % 2) * 255);
  const negative = await measure(
    gray(checks, 16),
    gray(
      checks.map((v) => 255 - v),
      16,
    ),
    '#ffffff',
  );
  assert.ok(negative.ssim < -0.9, negative.ssim);
});

test('alpha is seen on the background, and differences are made eight times as bright', async () => {
  const clear = { data: Uint8Array.from([9, 9, 9, 0]), width: 1, height: 1, channels: 4 };
  const white = { data: Uint8Array.from([255, 255, 255]), width: 1, height: 1, channels: 3 };
  assert.equal((await measure(clear, white, '#ffffff')).psnr, Infinity);
  assert.equal((await measure(clear, white, '#000000')).psnr, 0);
  const near = { ...white, data: Uint8Array.from([253, 255, 255]) };
  assert.deepEqual([...differenceOf(white, near, '#000000')], [16, 0, 0, 255]);
});

const fewerLevels = ({ data }) => data.map((value) => value & 0xf0);
const blurred = ({ data, channels }) => data.map((value, at) => (value + (data[at + channels] ?? value)) >> 1);
const moved = ({ data, channels }) => data.map((_, at) => data[Math.max(0, at - channels)]);
const thinner = ({ data, channels }) => data.map((value, at) => (at % channels === 3 ? value & 0xc0 : value));

// `ssimulacra2 original.png copy.png` of libjxl 0.11.2.
for (const { name, channels, change, expected } of [
  { name: 'coffee.png', channels: 3, change: fewerLevels, expected: 58.94460088 },
  { name: 'coffee.png', channels: 3, change: blurred, expected: 58.0955139 },
  { name: 'chelsea.png', channels: 3, change: moved, expected: 25.52272279 },
  { name: 'coffee.png', channels: 4, change: thinner, expected: -4.83467757 },
])
  test(`SSIMULACRA 2 of ${name} ${change.name} is what libjxl's tool says`, async () => {
    const file = sharp(new URL(`../fixtures/${name}`, import.meta.url).pathname);
    const pixels = channels === 4 ? file.removeAlpha().ensureAlpha(0.7) : file.removeAlpha();
    const { data, info } = await pixels.raw().toBuffer({ resolveWithObject: true });
    const original = { ...info, data };
    const score = await scoreOf(original, { ...original, data: change(original) });
    assert.ok(Math.abs(score - expected) < 0.1, String(score));
  });

test('SSIMULACRA 2 of equal pictures is 100, also of floats; of tiny ones there is none', async () => {
  const data = Float32Array.from({ length: 400 }, (_, at) => (at % 7) / 7);
  const picture = { data, width: 20, height: 20, channels: 1 };
  assert.equal(await scoreOf(picture, picture), 100);
  assert.equal(await scoreOf({ ...picture, width: 4 }, picture), undefined);
});
