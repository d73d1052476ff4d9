#include "src/codecs/png/pixels/filter.h"

#include <algorithm>
#include <cstring>

#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

namespace imwrite::png {
namespace {

constexpr int kFilters = 5;

uint8_t Average(uint8_t a, uint8_t b) { return static_cast<uint8_t>((a + b) >> 1); }

// The neighbor nearest to a + b − c, in this order of preference: left, above, upper left.
uint8_t Paeth(uint8_t a, uint8_t b, uint8_t c) {
  const int pa = b > c ? b - c : c - b;
  const int pb = a > c ? a - c : c - a;
  const int both = a + b - 2 * c;
  const int pc = both < 0 ? -both : both;
  if (pa <= pb && pa <= pc) return a;
  return pb <= pc ? b : c;
}

#ifdef __wasm_simd128__
v128_t Distance(v128_t a, v128_t b) {
  return wasm_v128_or(wasm_u8x16_sub_sat(a, b), wasm_u8x16_sub_sat(b, a));
}

v128_t AverageDown(v128_t a, v128_t b) {
  return wasm_i8x16_add(wasm_v128_and(a, b), wasm_u8x16_shr(wasm_v128_xor(a, b), 1));
}

// pc is pa + pb where b and a lie on the same side of c, else their difference. Saturation changes
// no comparison.
v128_t PaethOf(v128_t a, v128_t b, v128_t c) {
  const v128_t pa = Distance(b, c);
  const v128_t pb = Distance(a, c);
  const v128_t same_side = wasm_i8x16_eq(wasm_u8x16_ge(a, c), wasm_u8x16_ge(b, c));
  const v128_t pc = wasm_v128_bitselect(wasm_u8x16_add_sat(pa, pb), Distance(pa, pb), same_side);
  const v128_t takes_a = wasm_v128_and(wasm_u8x16_le(pa, pb), wasm_u8x16_le(pa, pc));
  return wasm_v128_bitselect(a, wasm_v128_bitselect(b, c, wasm_u8x16_le(pb, pc)), takes_a);
}

// Adds up the bytes as signed distances from zero.
v128_t AddMagnitudes(v128_t sum, v128_t differences) {
  const v128_t magnitudes = wasm_u8x16_min(differences, wasm_i8x16_neg(differences));
  return wasm_i32x4_add(
      sum, wasm_u32x4_extadd_pairwise_u16x8(wasm_u16x8_extadd_pairwise_u8x16(magnitudes)));
}

uint32_t Total(v128_t sum) {
  return wasm_u32x4_extract_lane(sum, 0) + wasm_u32x4_extract_lane(sum, 1) +
         wasm_u32x4_extract_lane(sum, 2) + wasm_u32x4_extract_lane(sum, 3);
}
#endif

uint32_t Magnitude(uint8_t difference) { return std::min<uint32_t>(difference, 256 - difference); }

// The sums of all five filters' magnitudes, in one pass over the row.
void SumMagnitudes(const uint8_t* row, const uint8_t* above, size_t size, size_t pixel_bytes,
                   uint32_t sums[kFilters]) {
  size_t i = 0;
  std::fill(sums, sums + kFilters, 0);
#ifdef __wasm_simd128__
  v128_t none = wasm_i32x4_const_splat(0), sub = none, up = none, average = none, paeth = none;
  for (; i + 16 <= size; i += 16) {
    const v128_t x = wasm_v128_load(row + i);
    const v128_t a = wasm_v128_load(row + i - pixel_bytes);
    const v128_t b = wasm_v128_load(above + i);
    const v128_t c = wasm_v128_load(above + i - pixel_bytes);
    none = AddMagnitudes(none, x);
    sub = AddMagnitudes(sub, wasm_i8x16_sub(x, a));
    up = AddMagnitudes(up, wasm_i8x16_sub(x, b));
    average = AddMagnitudes(average, wasm_i8x16_sub(x, AverageDown(a, b)));
    paeth = AddMagnitudes(paeth, wasm_i8x16_sub(x, PaethOf(a, b, c)));
  }
  const v128_t all[kFilters] = {none, sub, up, average, paeth};
  for (int filter = 0; filter < kFilters; ++filter) sums[filter] = Total(all[filter]);
#endif
  for (; i < size; ++i) {
    const uint8_t x = row[i], a = (row - pixel_bytes)[i], b = above[i],
                  c = (above - pixel_bytes)[i];
    const uint8_t predictions[kFilters] = {0, a, b, Average(a, b), Paeth(a, b, c)};
    for (int filter = 0; filter < kFilters; ++filter)
      sums[filter] += Magnitude(static_cast<uint8_t>(x - predictions[filter]));
  }
}

void SubtractPaeth(const uint8_t* row, const uint8_t* above, size_t size, size_t pixel_bytes,
                   uint8_t* to) {
  size_t i = 0;
#ifdef __wasm_simd128__
  for (; i + 16 <= size; i += 16) {
    const v128_t a = wasm_v128_load(row + i - pixel_bytes);
    const v128_t b = wasm_v128_load(above + i);
    const v128_t c = wasm_v128_load(above + i - pixel_bytes);
    wasm_v128_store(to + i, wasm_i8x16_sub(wasm_v128_load(row + i), PaethOf(a, b, c)));
  }
#endif
  for (; i < size; ++i)
    to[i] = static_cast<uint8_t>(row[i] -
                                 Paeth((row - pixel_bytes)[i], above[i], (above - pixel_bytes)[i]));
}

Filter Best(Filter choice, const uint8_t* row, const uint8_t* above, size_t size,
            size_t pixel_bytes) {
  uint32_t sums[kFilters];
  SumMagnitudes(row, above, size, pixel_bytes, sums);
  const int candidates = choice == Filter::kFast ? 3 : kFilters;
  return static_cast<Filter>(std::min_element(sums, sums + candidates) - sums);
}

}  // namespace

void FilterRow(Filter filter, const uint8_t* row, const uint8_t* above, size_t size,
               size_t pixel_bytes, uint8_t* to) {
  if (filter >= Filter::kFast) filter = Best(filter, row, above, size, pixel_bytes);
  *to++ = static_cast<uint8_t>(filter);
  const uint8_t* left = row - pixel_bytes;
  // The compiler vectorises these loops.
  switch (filter) {
    case Filter::kSub:
      for (size_t i = 0; i < size; ++i) to[i] = static_cast<uint8_t>(row[i] - left[i]);
      break;
    case Filter::kUp:
      for (size_t i = 0; i < size; ++i) to[i] = static_cast<uint8_t>(row[i] - above[i]);
      break;
    case Filter::kAverage:
      for (size_t i = 0; i < size; ++i)
        to[i] = static_cast<uint8_t>(row[i] - Average(left[i], above[i]));
      break;
    case Filter::kPaeth: SubtractPaeth(row, above, size, pixel_bytes, to); break;
    default: std::memcpy(to, row, size);
  }
}

}  // namespace imwrite::png
