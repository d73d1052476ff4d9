// Huffman coding of a block: encode_one_block of jchuff.c, over a bitmap of the coefficients that are not zero.
#include <cstdint>

#include "src/codecs/jpeg/simd/zigzag.h"

extern "C" {
#include <jerror.h>
}

namespace {

// The start of jchuff.c's working_state, which it passes as void*.
struct WorkingState {
  JOCTET* next_output_byte;
  size_t free_in_buffer;
  struct {
    uint64_t put_buffer;
    int free_bits;
    int last_dc_val[MAX_COMPS_IN_SCAN];
  } current;
  j_compress_ptr cinfo;
};

// Writes eight bytes, the highest first, and a zero byte after each 0xff.
[[gnu::noinline]] JOCTET* WriteStuffed(JOCTET* out, uint64_t bytes) {
  // Not zero if there may be a 0xff.
  if (bytes & 0x8080808080808080 & ~(bytes + 0x0101010101010101)) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      const auto byte = static_cast<JOCTET>(bytes >> shift);
      *out++ = byte;
      *out = 0;
      out += byte == 0xff;
    }
    return out;
  }
  const v128_t both = wasm_i64x2_splat(static_cast<int64_t>(bytes));
  wasm_v128_store64_lane(out, wasm_i8x16_shuffle(both, both, 7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8), 0);
  return out + 8;
}

// jchuff.c's bit buffer, of 64 bits. Only the lowest 64 − free bits count; after a flush, bits already written lie above.
struct BitWriter {
  [[gnu::always_inline]] void Put(uint64_t code, int size) {
    free -= size;
    if (free >= 0) {
      bits = (bits << size) | code;
      return;
    }
    out = WriteStuffed(out, (bits << (size + free)) | (code >> -free));
    free += 64;
    bits = code;
  }

  JOCTET* out;
  uint64_t bits;
  int free;
};

// The number of bits of a value's magnitude, which the symbol codes and that many more bits follow.
inline int SizeOf(int value) {
  const auto magnitude = static_cast<uint32_t>(value < 0 ? -value : value);
  return 32 - (magnitude == 0 ? 32 : __builtin_clz(magnitude));
}

// A Huffman code with the bits that follow it.
struct Code {
  uint32_t bits;
  int size;
};

inline Code CodeOf(const c_derived_tbl* table, int symbol) { return {table->ehufco[symbol], table->ehufsi[symbol]}; }

// The value's own bits are those of value, or of value − 1 + 2^size where it is negative.
inline Code CodeOf(const c_derived_tbl* table, int symbol, int value, int size) {
  const int sign = value >> 31;
  return {((table->ehufco[symbol] - sign) << size) + static_cast<uint32_t>(value + sign), table->ehufsi[symbol] + size};
}

}  // namespace

int jsimd_can_huff_encode_one_block() { return TRUE; }

JOCTET* jsimd_huff_encode_one_block(void* working_state, JOCTET* buffer, JCOEFPTR block, int last_dc_val, c_derived_tbl* dctbl,
                                    c_derived_tbl* actbl) {
  auto* state = static_cast<WorkingState*>(working_state);
  const int max_size = state->cinfo->data_precision + 2;
  // All codes first, then all bits: when a code fills the buffer is hard to predict, and this way quickly known.
  Code codes[DCTSIZE2 + 2];
  Code* end = codes;
  const int difference = block[0] - last_dc_val;
  const int dc_size = SizeOf(difference);
  if (dc_size > max_size + 1) ERREXIT(state->cinfo, JERR_BAD_DCT_COEF);
  *end++ = CodeOf(dctbl, dc_size, difference, dc_size);

  int last = 0;
  for (uint64_t left = NonZero(Load(block)) & ~uint64_t{1}; left != 0; left &= left - 1) {
    const int k = __builtin_ctzll(left);
    int run = k - last - 1;
    last = k;
    for (; run > 15; run -= 16) *end++ = CodeOf(actbl, 0xf0);
    const int value = block[kNaturalOrder[k]];
    const int size = SizeOf(value);
    if (size > max_size) ERREXIT(state->cinfo, JERR_BAD_DCT_COEF);
    *end++ = CodeOf(actbl, 16 * run + size, value, size);
  }
  if (last < 63) *end++ = CodeOf(actbl, 0);

  // Two codes at a time, which are 64 bits at most.
  *end = {};
  BitWriter writer{buffer, state->current.put_buffer, state->current.free_bits};
  for (const Code* code = codes; code < end; code += 2) {
    writer.Put((uint64_t{code[0].bits} << code[1].size) | code[1].bits, code[0].size + code[1].size);
  }
  state->current.put_buffer = writer.bits;
  state->current.free_bits = writer.free;
  return writer.out;
}
