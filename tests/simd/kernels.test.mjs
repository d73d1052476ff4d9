// Every SIMD kernel does what libjpeg-turbo's C code does, to the last bit.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { loadKernels } from './kernels.mjs';

const kernels = loadKernels();

test('every kernel of the backend is compared', () => {
  const folder = new URL('../../third_party/libjpeg-turbo/kernels/', import.meta.url);
  const text = readdirSync(folder)
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n');
  const offered = [...text.matchAll(/^int jsimd_can_(\w+)\(\) \{ return TRUE; \}/gm)].map(([, name]) => name);
  assert.ok(offered.length > 5);
  // The color conversions are asked for without their suffix.
  const compared = kernels.map(({ name }) => name.replace(/_convert$/, ''));
  assert.deepEqual(compared.sort(), offered.sort());
});

for (const { name, compare } of kernels) {
  // The quantizer's inputs are not drawn: this many blocks hold every pair of value and divisor.
  const cases = name === 'quantize' ? Math.ceil((511 * 20001) / 64) : 20000;
  test(`${name}: ${cases} cases`, () => {
    for (const seed of [1, 2]) assert.equal(compare(seed, cases), -1, `the first case of seed ${seed} that differs`);
  });
}
