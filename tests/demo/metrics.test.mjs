// The demo's PSNR and SSIM, against values worked out by hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differenceOf, measure } from '../../demo/metrics.js';

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
