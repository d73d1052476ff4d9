// A block of 8 × 8 16-bit values in registers, and what the transforms in both directions share.
#pragma once

#include "third_party/libjpeg-turbo/kernels/library.h"

struct Block {
  v128_t row[8];
};

inline Block Load(const short* values) {
  Block block;
  for (int i = 0; i < 8; ++i) block.row[i] = wasm_v128_load(values + 8 * i);
  return block;
}

inline void Store(const Block& block, short* values) {
  for (int i = 0; i < 8; ++i) wasm_v128_store(values + 8 * i, block.row[i]);
}

// The lower and upper halves of two vectors of 16-bit lanes, interleaved.
inline v128_t ZipLow(v128_t a, v128_t b) { return wasm_i16x8_shuffle(a, b, 0, 8, 1, 9, 2, 10, 3, 11); }
inline v128_t ZipHigh(v128_t a, v128_t b) { return wasm_i16x8_shuffle(a, b, 4, 12, 5, 13, 6, 14, 7, 15); }

// Rows i and i + 4 interleaved, three times: each step moves one bit of the row number into the column number.
inline Block Transpose(Block block) {
  for (int step = 0; step < 3; ++step) {
    Block zipped;
    for (int i = 0; i < 4; ++i) {
      zipped.row[2 * i] = ZipLow(block.row[i], block.row[i + 4]);
      zipped.row[2 * i + 1] = ZipHigh(block.row[i], block.row[i + 4]);
    }
    block = zipped;
  }
  return block;
}

// Constants of jfdctint.c and jidctint.c, scaled by 2^13. The comments there derive them.
constexpr int kConstBits = 13;
constexpr int kPass1Bits = 2;
constexpr int kFix0_298631336 = 2446;
constexpr int kFix0_390180644 = 3196;
constexpr int kFix0_541196100 = 4433;
constexpr int kFix0_765366865 = 6270;
constexpr int kFix0_899976223 = 7373;
constexpr int kFix1_175875602 = 9633;
constexpr int kFix1_501321110 = 12299;
constexpr int kFix1_847759065 = 15137;
constexpr int kFix1_961570560 = 16069;
constexpr int kFix2_053119869 = 16819;
constexpr int kFix2_562915447 = 20995;
constexpr int kFix3_072711026 = 25172;

// Eight 32-bit values.
struct Wide {
  v128_t low, high;
};

inline Wide operator+(Wide a, Wide b) { return {wasm_i32x4_add(a.low, b.low), wasm_i32x4_add(a.high, b.high)}; }
inline Wide operator-(Wide a, Wide b) { return {wasm_i32x4_sub(a.low, b.low), wasm_i32x4_sub(a.high, b.high)}; }

// Two vectors of 16-bit lanes, interleaved, to be multiplied by pairs of constants.
struct Pair {
  Pair(v128_t a, v128_t b) : low(ZipLow(a, b)), high(ZipHigh(a, b)) {}
  // a · by_a + b · by_b, exactly.
  Wide Dot(int by_a, int by_b) const {
    const v128_t factors = wasm_i32x4_splat((by_b << 16) | (by_a & 0xffff));
    return {wasm_i32x4_dot_i16x8(low, factors), wasm_i32x4_dot_i16x8(high, factors)};
  }
  v128_t low, high;
};

// DESCALE of jdct.h: divided by 2^bits and rounded; the results fit 16 bits.
template <int bits>
inline v128_t Descale(Wide a) {
  const v128_t half = wasm_i32x4_splat(1 << (bits - 1));
  return wasm_i16x8_narrow_i32x4(wasm_i32x4_shr(wasm_i32x4_add(a.low, half), bits), wasm_i32x4_shr(wasm_i32x4_add(a.high, half), bits));
}
