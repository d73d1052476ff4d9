// The last steps of a row: colors from 0 to 1 become samples, and three rows become one.
#pragma once

#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

#include <algorithm>
#include <cstdint>

namespace imwrite::avif {

template <class Out>
void Round(const float* from, uint32_t count, float largest, Out* to) {
  for (uint32_t i = 0; i < count; ++i)
    to[i] = static_cast<Out>(
        static_cast<int>(std::min(std::max(from[i], 0.0f), 1.0f) * largest + 0.5f));
}

template <class Out>
void Interleave(const Out* red, const Out* green, const Out* blue, uint32_t count, Out* to) {
  uint32_t i = 0;
#ifdef __wasm_simd128__
  if constexpr (sizeof(Out) == 1) {
    for (; i + 16 <= count; i += 16, to += 48) {
      const v128_t r = wasm_v128_load(red + i), g = wasm_v128_load(green + i),
                   b = wasm_v128_load(blue + i);
      // Red and green of a third, then blue among them.
      const v128_t rg0 =
          wasm_i8x16_shuffle(r, g, 0, 16, 0, 1, 17, 0, 2, 18, 0, 3, 19, 0, 4, 20, 0, 5);
      const v128_t rg1 =
          wasm_i8x16_shuffle(r, g, 21, 0, 6, 22, 0, 7, 23, 0, 8, 24, 0, 9, 25, 0, 10, 26);
      const v128_t rg2 =
          wasm_i8x16_shuffle(r, g, 0, 11, 27, 0, 12, 28, 0, 13, 29, 0, 14, 30, 0, 15, 31, 0);
      wasm_v128_store(
          to, wasm_i8x16_shuffle(rg0, b, 0, 1, 16, 3, 4, 17, 6, 7, 18, 9, 10, 19, 12, 13, 20, 15));
      wasm_v128_store(to + 16, wasm_i8x16_shuffle(rg1, b, 0, 21, 2, 3, 22, 5, 6, 23, 8, 9, 24, 11,
                                                  12, 25, 14, 15));
      wasm_v128_store(to + 32, wasm_i8x16_shuffle(rg2, b, 26, 1, 2, 27, 4, 5, 28, 7, 8, 29, 10, 11,
                                                  30, 13, 14, 31));
    }
  }
#endif
  for (; i < count; ++i, to += 3) {
    to[0] = red[i];
    to[1] = green[i];
    to[2] = blue[i];
  }
}

}  // namespace imwrite::avif
