#include "src/deflate/adler.h"

#include <libdeflate.h>

#include <algorithm>

#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

namespace imwrite::deflate {
namespace {

constexpr uint32_t kBase = 65521;

}  // namespace

// Each byte counts in the high half as often as bytes come from it on: those of the first once more
// for each of the second. The low half starts at 1, which only one of them may bring.
uint32_t JoinAdler32(uint32_t first, uint32_t second, uint64_t size) {
  const uint64_t before = (first & 0xffff) + kBase - 1;
  const uint64_t low = before + (second & 0xffff);
  const uint64_t high = (first >> 16) + (second >> 16) + before * (size % kBase);
  return static_cast<uint32_t>(high % kBase) << 16 | static_cast<uint32_t>(low % kBase);
}

#ifdef __wasm_simd128__
namespace {

constexpr size_t kVector = 16;
// As many as keep the sums below 2^32.
constexpr size_t kMaxVectors = 5552 / kVector;

uint32_t Total(v128_t lanes) {
  return wasm_u32x4_extract_lane(lanes, 0) + wasm_u32x4_extract_lane(lanes, 1) +
         wasm_u32x4_extract_lane(lanes, 2) + wasm_u32x4_extract_lane(lanes, 3);
}

}  // namespace

// The second sum counts a byte as often as bytes come from it on: 16 to 1 times in its vector, and
// 16 times for each vector behind it.
uint32_t Adler32(uint32_t before, const uint8_t* bytes, size_t size) {
  const v128_t first_weights = wasm_i16x8_const(16, 15, 14, 13, 12, 11, 10, 9);
  const v128_t last_weights = wasm_i16x8_const(8, 7, 6, 5, 4, 3, 2, 1);
  uint32_t low = before & 0xffff;
  uint32_t high = before >> 16;
  while (size >= kVector) {
    const size_t vectors = std::min(size / kVector, kMaxVectors);
    v128_t sum = wasm_i32x4_const_splat(0);
    v128_t sums_before = wasm_i32x4_const_splat(0);
    v128_t weighted = wasm_i32x4_const_splat(0);
    for (size_t i = 0; i < vectors; ++i, bytes += kVector) {
      const v128_t vector = wasm_v128_load(bytes);
      sums_before = wasm_i32x4_add(sums_before, sum);
      sum = wasm_i32x4_add(
          sum, wasm_u32x4_extadd_pairwise_u16x8(wasm_u16x8_extadd_pairwise_u8x16(vector)));
      weighted = wasm_i32x4_add(
          weighted, wasm_i32x4_dot_i16x8(wasm_u16x8_extend_low_u8x16(vector), first_weights));
      weighted = wasm_i32x4_add(
          weighted, wasm_i32x4_dot_i16x8(wasm_u16x8_extend_high_u8x16(vector), last_weights));
    }
    const auto count = static_cast<uint32_t>(vectors * kVector);
    high = (high + low * count + kVector * Total(sums_before) + Total(weighted)) % kBase;
    low = (low + Total(sum)) % kBase;
    size -= count;
  }
  return libdeflate_adler32(high << 16 | low, bytes, size);
}
#else
uint32_t Adler32(uint32_t before, const uint8_t* bytes, size_t size) {
  return libdeflate_adler32(before, bytes, size);
}
#endif

}  // namespace imwrite::deflate
