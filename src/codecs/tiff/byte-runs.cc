#include "src/codecs/tiff/byte-runs.h"

#include <algorithm>
#include <bit>

#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

namespace imwrite::tiff {
namespace {

// How many bytes come before the first that is there at least three times in a row.
size_t CountBefore(const uint8_t* from, size_t size) {
  size_t i = 0;
#ifdef __wasm_simd128__
  for (; i + 18 <= size; i += 16) {
    const v128_t next = wasm_v128_load(from + i + 1);
    const v128_t equal = wasm_v128_and(wasm_i8x16_eq(wasm_v128_load(from + i), next),
                                       wasm_i8x16_eq(next, wasm_v128_load(from + i + 2)));
    const uint32_t mask = wasm_i8x16_bitmask(equal);
    if (mask != 0) return i + static_cast<size_t>(std::countr_zero(mask));
  }
#endif
  for (; i + 3 <= size; ++i) {
    if (from[i] == from[i + 1] && from[i] == from[i + 2]) return i;
  }
  return size;
}

size_t RunLength(const uint8_t* from, size_t size) {
  size_t length = 1;
  while (length < size && from[length] == from[0]) ++length;
  return length;
}

}  // namespace

uint8_t* PackRuns(const RunCode& code, const uint8_t* from, size_t size, uint8_t* to) {
  while (size > 0) {
    size_t literals = CountBefore(from, size);
    size_t run = 0;
    while (literals < size) {
      run = RunLength(from + literals, size - literals);
      if (run >= code.min_run) break;
      literals += run + CountBefore(from + literals + run, size - literals - run);
      run = 0;
    }
    size -= literals + run;
    while (literals > 0) {
      const size_t count = std::min(literals, code.max_literals);
      *to++ = code.literals(count);
      to = std::copy_n(from, count, to);
      from += count;
      literals -= count;
    }
    while (run > 0) {
      const size_t count = std::min(run, code.max_run);
      *to++ = count > 1 ? code.run(count) : code.literals(1);
      *to++ = *from;
      from += count;
      run -= count;
    }
  }
  return to;
}

}  // namespace imwrite::tiff
