// How far samples are from others.
import assert from 'node:assert/strict';

/** Of 8-bit samples, in dB; more than 100 when they are equal. */
export function psnr(a, b) {
  assert.equal(a.length, b.length);
  let sum = 0;
  for (let i = 0; i < a.length; ++i) sum += (a[i] - b[i]) ** 2;
  return 10 * Math.log10((255 ** 2 * a.length) / Math.max(sum, 1e-9));
}

/** { mean, most } of the differences. */
export function distance(a, b) {
  assert.equal(a.length, b.length);
  let [sum, most] = [0, 0];
  for (let i = 0; i < a.length; ++i) {
    const difference = Math.abs(a[i] - b[i]);
    sum += difference;
    most = Math.max(most, difference);
  }
  return { mean: sum / a.length, most };
}
