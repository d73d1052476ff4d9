// Huffman coding of a block: encode_one_block of jchuff.c, over a bitmap of the coefficients that are not zero.
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "third_party/libjpeg-turbo/kernels/zigzag.h"

// It needs the library's types.
#include "third_party/libjpeg-turbo/kernels/working-state.h"

extern "C" {
#include <jerror.h>
}

namespace {

// A coefficient has 27 bits at most.
constexpr int kMaxBytes = 4 * DCTSIZE2;

// Puts a zero byte after each 0xff of a block's bytes, from `out` up to `end`. Returns the new end.
[[gnu::noinline]] JOCTET* Stuff(JOCTET* out, JOCTET* end) {
  JOCTET bytes[kMaxBytes];
  std::memcpy(bytes, out, static_cast<size_t>(end - out));
  const JOCTET* const bytes_end = bytes + (end - out);
  for (const JOCTET* byte = bytes; byte < bytes_end; ++byte) {
    *out++ = *byte;
    *out = 0;
    out += *byte == 0xff;
  }
  return out;
}

// Writes codes without a branch: eight bytes each time, of which the whole ones stay.
struct BitWriter {
  // At most 57 bits.
  [[gnu::always_inline]] void Put(uint64_t code, unsigned size) {
    used += size;
    bits |= code << (-used & 63);
    const v128_t both = wasm_i64x2_splat(static_cast<int64_t>(bits));
    const v128_t bytes = wasm_i8x16_shuffle(both, both, 7, 6, 5, 4, 3, 2, 1, 0, 7, 6, 5, 4, 3, 2, 1, 0);
    stuffing = wasm_v128_or(stuffing, wasm_i8x16_eq(bytes, wasm_i8x16_splat(-1)));
    wasm_v128_store64_lane(out, bytes, 0);
    out += used / 8;
    bits <<= used & ~7u;
    used &= 7;
  }

  JOCTET* out;
  // Left-aligned, and how many there are: fewer than eight.
  uint64_t bits;
  unsigned used;
  // Not zero where a byte was 0xff.
  v128_t stuffing = wasm_i8x16_splat(0);
};

// What libjpeg-turbo's patch packs into a word: a code with its value's bits, above their length.
constexpr uint32_t LengthOf(uint32_t packed) { return packed & 31; }
constexpr uint64_t BitsOf(uint32_t packed) { return packed >> 5; }

// Of 8-bit samples. Differences of DC have a bit more than coefficients.
constexpr int kMaxAc = 1023;
constexpr int kMaxDc = 2047;

// By value + kMaxDc: the number of bits of its magnitude, and 16 more where it is negative.
constexpr std::array<uint8_t, 2 * kMaxDc + 1> kCategories = [] {
  std::array<uint8_t, 2 * kMaxDc + 1> categories{};
  for (int value = 1; value <= kMaxDc; ++value) {
    const auto size = static_cast<uint8_t>(std::bit_width(static_cast<unsigned>(value)));
    categories[kMaxDc + value] = size;
    categories[kMaxDc - value] = 16 + size;
  }
  return categories;
}();

inline uint32_t CodeOf(const c_derived_tbl* table, int run, int value) {
  return table->packed[32 * run + kCategories[kMaxDc + value]] + (static_cast<uint32_t>(value) << 5);
}

bool HasLargeAc(Block block) {
  block.row[0] = wasm_i16x8_replace_lane(block.row[0], 0, 0);
  v128_t largest = wasm_i16x8_splat(0);
  for (const v128_t row : block.row) largest = wasm_u16x8_max(largest, wasm_i16x8_abs(row));
  return wasm_v128_any_true(wasm_u16x8_gt(largest, wasm_i16x8_splat(kMaxAc)));
}

}  // namespace

int jsimd_can_huff_encode_one_block() { return TRUE; }

JOCTET* jsimd_huff_encode_one_block(void* working_state, JOCTET* buffer, JCOEFPTR block, int last_dc_val, c_derived_tbl* dctbl,
                                    c_derived_tbl* actbl) {
  auto* state = static_cast<WorkingState*>(working_state);
  const Block coefficients = Load(block);
  const int difference = block[0] - last_dc_val;
  if (difference < -kMaxDc || difference > kMaxDc || HasLargeAc(coefficients)) ERREXIT(state->cinfo, JERR_BAD_DCT_COEF);

  // All codes first, then all bits: neither waits for the other.
  uint32_t codes[DCTSIZE2 + 2];
  uint32_t* end = codes;
  *end++ = CodeOf(dctbl, 0, difference);
  int last = 0;
  for (uint64_t left = NonZero(coefficients) & ~uint64_t{1}; left != 0; left &= left - 1) {
    const int k = __builtin_ctzll(left);
    int run = k - last - 1;
    last = k;
    for (; run > 15; run -= 16) *end++ = CodeOf(actbl, 15, 0);
    *end++ = CodeOf(actbl, run, block[kNaturalOrder[k]]);
  }
  if (last < 63) *end++ = CodeOf(actbl, 0, 0);

  // Two codes at a time, which are 54 bits at most.
  *end = 0;
  const int free = state->current.free_bits;
  BitWriter writer{buffer, state->current.put_buffer << (free & 63), static_cast<unsigned>(64 - free)};
  for (const uint32_t* code = codes; code < end; code += 2) {
    writer.Put((BitsOf(code[0]) << LengthOf(code[1])) | BitsOf(code[1]), LengthOf(code[0]) + LengthOf(code[1]));
  }
  state->current.put_buffer = writer.bits >> (-writer.used & 63);
  state->current.free_bits = static_cast<int>(64 - writer.used);
  return wasm_v128_any_true(writer.stuffing) ? Stuff(buffer, writer.out) : writer.out;
}
