// From samples to quantized coefficients, a block a call: sample conversion, the accurate DCT (jfdctint.c), quantization.
#include "third_party/libjpeg-turbo/kernels/block.h"

namespace {

// One dimension of the DCT over the rows of a block, all columns at once. Products are grouped into pairs, which changes no
// sum: 32-bit arithmetic wraps in the same way whatever the order.
template <int pass>
inline Block Transform(const Block& in) {
  const auto& x = in.row;
  const v128_t sum0 = wasm_i16x8_add(x[0], x[7]), difference0 = wasm_i16x8_sub(x[0], x[7]);
  const v128_t sum1 = wasm_i16x8_add(x[1], x[6]), difference1 = wasm_i16x8_sub(x[1], x[6]);
  const v128_t sum2 = wasm_i16x8_add(x[2], x[5]), difference2 = wasm_i16x8_sub(x[2], x[5]);
  const v128_t sum3 = wasm_i16x8_add(x[3], x[4]), difference3 = wasm_i16x8_sub(x[3], x[4]);
  constexpr int kShift = pass == 1 ? kConstBits - kPass1Bits : kConstBits + kPass1Bits;
  Block out;

  const v128_t even0 = wasm_i16x8_add(sum0, sum3), even1 = wasm_i16x8_add(sum1, sum2);
  const v128_t even3 = wasm_i16x8_sub(sum0, sum3), even2 = wasm_i16x8_sub(sum1, sum2);
  const auto scale = [](v128_t a) {
    if constexpr (pass == 1) return wasm_i16x8_shl(a, kPass1Bits);
    return wasm_i16x8_shr(wasm_i16x8_add(a, wasm_i16x8_splat(1 << (kPass1Bits - 1))), kPass1Bits);
  };
  out.row[0] = scale(wasm_i16x8_add(even0, even1));
  out.row[4] = scale(wasm_i16x8_sub(even0, even1));
  const Pair rotated(even3, even2);
  out.row[2] = Descale<kShift>(rotated.Dot(kFix0_541196100 + kFix0_765366865, kFix0_541196100));
  out.row[6] = Descale<kShift>(rotated.Dot(kFix0_541196100, kFix0_541196100 - kFix1_847759065));

  const Pair z(wasm_i16x8_add(difference3, difference1), wasm_i16x8_add(difference2, difference0));
  const Wide z3 = z.Dot(kFix1_175875602 - kFix1_961570560, kFix1_175875602);
  const Wide z4 = z.Dot(kFix1_175875602, kFix1_175875602 - kFix0_390180644);
  const Pair outer(difference3, difference0), inner(difference2, difference1);
  out.row[7] = Descale<kShift>(outer.Dot(kFix0_298631336 - kFix0_899976223, -kFix0_899976223) + z3);
  out.row[1] = Descale<kShift>(outer.Dot(-kFix0_899976223, kFix1_501321110 - kFix0_899976223) + z4);
  out.row[5] = Descale<kShift>(inner.Dot(kFix2_053119869 - kFix2_562915447, -kFix2_562915447) + z4);
  out.row[3] = Descale<kShift>(inner.Dot(-kFix2_562915447, kFix3_072711026 - kFix2_562915447) + z3);
  return out;
}

}  // namespace

int jsimd_can_convsamp() { return TRUE; }
int jsimd_can_fdct_islow() { return TRUE; }
int jsimd_can_quantize() { return TRUE; }

void jsimd_convsamp(JSAMPARRAY sample_data, JDIMENSION start_col, DCTELEM* workspace) {
  const v128_t center = wasm_i16x8_splat(CENTERJSAMPLE);
  for (int i = 0; i < 8; ++i) {
    wasm_v128_store(workspace + 8 * i, wasm_i16x8_sub(wasm_u16x8_load8x8(sample_data[i] + start_col), center));
  }
}

void jsimd_fdct_islow(DCTELEM* data) { Store(Transform<2>(Transpose(Transform<1>(Transpose(Load(data))))), data); }

// The library's table holds, for a divisor d of which b + 1 bits are significant, a reciprocal f = 2^(16 + b) / d and a scale
// 2^(16 − b). WebAssembly has no multiplication that keeps the upper 16 bits, but one that keeps bits 15 to 30, rounded:
// y = 2x · (f / 2) is x / d with b + 1 more bits, which y · (scale / 4) rounds away. Both roundings together are exact: y
// resolves 1 / d, and for |x| < 10922 it is off by less than a half before it is rounded (f by a half, f / 2 by another); the
// DCT gives −8192 … 8191. Halves go away from zero, which the 1 taken from negative values does. A power of two has b − 1
// in place of b and f = 2^15, which fits as well.
void jsimd_quantize(JCOEFPTR coef_block, DCTELEM* divisors, DCTELEM* workspace) {
  for (int i = 0; i < DCTSIZE2; i += 8) {
    const v128_t x = wasm_v128_load(workspace + i);
    const v128_t away = wasm_i16x8_add(x, wasm_i16x8_shr(x, 15));
    const v128_t reciprocal = wasm_u16x8_avgr(wasm_v128_load(divisors + i), wasm_i16x8_splat(0));
    const v128_t scale = wasm_u16x8_shr(wasm_v128_load(divisors + 2 * DCTSIZE2 + i), 2);
    const v128_t y = wasm_i16x8_q15mulr_sat(wasm_i16x8_add(away, away), reciprocal);
    wasm_v128_store(coef_block + i, wasm_i16x8_q15mulr_sat(y, scale));
  }
}
