// From coefficients to samples, a block a call: dequantisation and the accurate inverse DCT (jidctint.c).
#include <cstdint>

#include "third_party/libjpeg-turbo/kernels/block.h"

namespace {

// One dimension of the inverse DCT over the rows of a block, all columns at once. As in the forward direction, products are
// grouped into pairs: then no sum of inputs is formed in 16 bits, where it could overflow.
inline void Transform(const Block& in, Wide out[8]) {
  const auto& x = in.row;
  const Pair dc(x[0], x[4]), rotated(x[2], x[6]);
  const Wide even0 = dc.Dot(1 << kConstBits, 1 << kConstBits);
  const Wide even1 = dc.Dot(1 << kConstBits, -(1 << kConstBits));
  const Wide even2 = rotated.Dot(kFix0_541196100, kFix0_541196100 - kFix1_847759065);
  const Wide even3 = rotated.Dot(kFix0_541196100 + kFix0_765366865, kFix0_541196100);
  const Wide even[] = {even0 + even3, even1 + even2, even1 - even2, even0 - even3};

  constexpr int kSum = kFix1_175875602;
  constexpr int k17 = kSum - kFix0_899976223, k35 = kSum - kFix2_562915447;
  constexpr int k37 = kSum - kFix1_961570560, k15 = kSum - kFix0_390180644;
  const Pair low(x[1], x[3]), high(x[5], x[7]);
  const Wide odd[] = {
      low.Dot(kFix1_501321110 + k17 + k15 - kSum, kSum) + high.Dot(k15, k17),
      low.Dot(kSum, kFix3_072711026 + k35 + k37 - kSum) + high.Dot(k35, k37),
      low.Dot(k15, k35) + high.Dot(kFix2_053119869 + k35 + k15 - kSum, kSum),
      low.Dot(k17, k37) + high.Dot(kSum, kFix0_298631336 + k17 + k37 - kSum),
  };
  for (int i = 0; i < 4; ++i) {
    out[i] = even[i] + odd[i];
    out[7 - i] = even[i] - odd[i];
  }
}

// Divided by 8 and by the scale of both passes, rounded, and taken modulo 1024, as the C code's RANGE_MASK does.
inline v128_t SampleOf(Wide sums) {
  constexpr int kShift = kConstBits + kPass1Bits + 3;
  const v128_t half = wasm_i32x4_splat(1 << (kShift - 1));
  const auto sample = [&](v128_t sum) { return wasm_i32x4_shr(wasm_i32x4_shl(wasm_i32x4_add(sum, half), 22 - kShift), 22); };
  return wasm_i16x8_narrow_i32x4(sample(sums.low), sample(sums.high));
}

}  // namespace

int jsimd_can_idct_islow() { return TRUE; }

void jsimd_idct_islow(j_decompress_ptr cinfo, jpeg_component_info* compptr, JCOEFPTR coef_block, JSAMPARRAY output_buf,
                      JDIMENSION output_col) {
  const auto* multipliers = static_cast<const ISLOW_MULT_TYPE*>(compptr->dct_table);
  const v128_t zero = wasm_i16x8_splat(0);
  Block block;
  v128_t too_large = zero;  // not zero where a product is not within ±2^14
  for (int i = 0; i < 8; ++i) {
    const v128_t coefficients = wasm_v128_load(coef_block + 8 * i), factors = wasm_v128_load(multipliers + 8 * i);
    block.row[i] = wasm_i16x8_mul(coefficients, factors);
    too_large = wasm_v128_or(too_large, wasm_i16x8_q15mulr_sat(coefficients, factors));
  }

  Wide sums[8];
  Transform(block, sums);
  v128_t largest = zero, smallest = zero;
  for (int i = 0; i < 8; ++i) {
    block.row[i] = Descale<kConstBits - kPass1Bits>(sums[i]);
    largest = wasm_i16x8_max(largest, block.row[i]);
    smallest = wasm_i16x8_min(smallest, block.row[i]);
  }
  // No image gives such values, but a file may hold them. The C code has 32 bits for what was just cut to 16.
  const v128_t cut =
      wasm_v128_or(wasm_i16x8_eq(largest, wasm_i16x8_splat(INT16_MAX)), wasm_i16x8_eq(smallest, wasm_i16x8_splat(INT16_MIN)));
  if (wasm_v128_any_true(wasm_v128_or(too_large, cut))) {
    jpeg_idct_islow(cinfo, compptr, coef_block, output_buf, output_col);
    return;
  }

  Transform(Transpose(block), sums);
  for (int i = 0; i < 8; ++i) block.row[i] = SampleOf(sums[i]);
  block = Transpose(block);
  const v128_t center = wasm_i8x16_splat(static_cast<int8_t>(CENTERJSAMPLE));
  for (int i = 0; i < 8; i += 2) {
    // Signed saturation and an exclusive or: CENTERJSAMPLE added, limited to 0 … MAXJSAMPLE.
    const v128_t rows = wasm_v128_xor(wasm_i8x16_narrow_i16x8(block.row[i], block.row[i + 1]), center);
    wasm_v128_store64_lane(output_buf[i] + output_col, rows, 0);
    wasm_v128_store64_lane(output_buf[i + 1] + output_col, rows, 1);
  }
}
