// Huffman coding of blocks against jchuff.c.
#include <jchuff.c>
#include "kernels.h"
#include "third_party/libjpeg-turbo/kernels/working-state.h"

#define SAME_PLACE(ours, theirs)                                                         \
  _Static_assert(offsetof(struct WorkingState, ours) == offsetof(working_state, theirs), \
                 "kernels/working-state.h: " #ours)
#define SAME_SIZE(ours, theirs)                                                                  \
  _Static_assert(sizeof(((struct WorkingState*)0)->ours) == sizeof(((working_state*)0)->theirs), \
                 "kernels/working-state.h: " #ours)
SAME_PLACE(next_output_byte, next_output_byte);
SAME_PLACE(free_in_buffer, free_in_buffer);
SAME_PLACE(current.put_buffer, cur.put_buffer.simd);
SAME_SIZE(current.put_buffer, cur.put_buffer.simd);
SAME_PLACE(current.free_bits, cur.free_bits);
SAME_PLACE(current.last_dc_val, cur.last_dc_val);
SAME_PLACE(cinfo, cinfo);

enum { kBlocks = 16 };
static JCOEF blocks[kBlocks][DCTSIZE2];
static c_derived_tbl dc_table, ac_table;
static struct {
  JOCTET bytes[kBlocks * 512];
  uint64_t written;
  uint64_t pending_bits;
  int pending;
  int failed;
} output;
static uint64_t first_bits;
static int first_pending;

// Codes need not be a Huffman code's: any of 1 … 16 bits do. A fifth of the blocks hold values that
// are too large.
static void DrawCodes(c_derived_tbl* table) {
  for (int symbol = 0; symbol < 256; ++symbol) {
    table->ehufsi[symbol] = (char)Draw(1, 16);
    // All ones now and then: 0xff must be stuffed.
    table->ehufco[symbol] = (Draw(0, 3) == 0 ? 0xffff : (unsigned)Draw(0, 0xffff)) &
                            ((1u << table->ehufsi[symbol]) - 1);
  }
  pack_codes(table);
}

static void DrawBlocks(void) {
  DrawCodes(&dc_table);
  DrawCodes(&ac_table);
  compressor.data_precision = 8;
  const int bits = Draw(0, 4) == 0 ? 11 : 10;
  for (int i = 0; i < kBlocks; ++i) DrawCoefficients(blocks[i], bits);
  first_pending = Draw(0, 7);
  first_bits = (uint64_t)Draw(0, 0x7fffffff) & ((1u << first_pending) - 1);
}

static const void* Encode(int simd) {
  working_state state = {.next_output_byte = output.bytes,
                         .free_in_buffer = sizeof output.bytes,
                         .cinfo = &compressor,
                         .simd = simd};
  memset(&output, 0, sizeof output);
  if (simd) {
    state.cur.put_buffer.simd = first_bits;
    state.cur.free_bits = SIMD_BIT_BUF_SIZE - first_pending;
  } else {
    state.cur.put_buffer.c = (bit_buf_type)first_bits;
    state.cur.free_bits = BIT_BUF_SIZE - first_pending;
  }
  if (setjmp(failed)) {
    memset(&output, 0, sizeof output);
    output.failed = TRUE;
    return &output;
  }
  int last_dc = 0;
  for (int i = 0; i < kBlocks; ++i) {
    (simd ? encode_one_block_simd : encode_one_block)(&state, blocks[i], last_dc, &dc_table,
                                                      &ac_table);
    last_dc = blocks[i][0];
  }
  flush_bits(&state);
  output.written = (uint64_t)(state.next_output_byte - output.bytes);
  // Beyond what was written the C code may have put a zero byte, and the kernel eight bytes.
  memset(state.next_output_byte, 0, state.free_in_buffer);
  return &output;
}

const Kernel kHuffmanKernels[1] = {{"huff_encode_one_block", DrawBlocks, Encode, sizeof output}};
