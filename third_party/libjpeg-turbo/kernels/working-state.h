// The start of jchuff.c's working_state, which the library passes as void*. It is C, so that tests/simd/huffman.c, which includes
// jchuff.c, stops the build when the library's own looks different.
#pragma once

#include <stddef.h>
#include <stdint.h>

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
