// For development: what each SIMD kernel takes beside the C code it stands for, on one drawn input. Build preset wasm first.
//   node tests/bench/kernels.mjs [part of a kernel's name]
import { loadKernels } from '../simd/kernels.mjs';

const rounds = 5000;

/** Nanoseconds a call, the least of some alternating tries. */
function measure(kernel) {
  const best = [Infinity, Infinity];
  for (let i = 0; i < 10; ++i) {
    for (const simd of [0, 1]) {
      const start = performance.now();
      kernel.repeat(simd, rounds);
      best[simd] = Math.min(best[simd], ((performance.now() - start) * 1e6) / rounds);
    }
  }
  return best;
}

console.log(`${'kernel'.padEnd(30)}     C, ns  SIMD, ns  times faster`);
for (const kernel of loadKernels().filter(({ name }) => name.includes(process.argv[2] ?? ''))) {
  const [portable, simd] = measure(kernel);
  console.log(
    `${kernel.name.padEnd(30)}${portable.toFixed(0).padStart(10)}${simd.toFixed(0).padStart(10)}${(portable / simd).toFixed(1).padStart(14)}`,
  );
}
