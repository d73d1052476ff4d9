// Chroma at half the width, and at half the width and height: jcsample.c.
#include <cstring>

#include "third_party/libjpeg-turbo/kernels/library.h"

namespace {

// libjpeg-turbo's rows are padded to 64 bytes, so that a step may go beyond the last block; what it writes there is not read.
constexpr JDIMENSION kStep = 16;

// Repeats the last pixel up to what the last block needs.
void ExpandRightEdge(JSAMPARRAY rows, int count, JDIMENSION width, JDIMENSION expanded) {
  if (expanded <= width) return;
  for (int i = 0; i < count; ++i) std::memset(rows[i] + width, rows[i][width - 1], expanded - width);
}

inline v128_t PairSums(const JSAMPLE* in) { return wasm_u16x8_extadd_pairwise_u8x16(wasm_v128_load(in)); }

}  // namespace

int jsimd_can_h2v1_downsample() { return TRUE; }
int jsimd_can_h2v2_downsample() { return TRUE; }

void jsimd_h2v1_downsample(j_compress_ptr cinfo, jpeg_component_info* compptr, JSAMPARRAY input_data, JSAMPARRAY output_data) {
  const JDIMENSION columns = compptr->width_in_blocks * DCTSIZE;
  ExpandRightEdge(input_data, cinfo->max_v_samp_factor, cinfo->image_width, columns * 2);
  const v128_t bias = wasm_i32x4_splat(0x10000);  // 0, 1, 0, 1 …
  for (int row = 0; row < compptr->v_samp_factor; ++row) {
    const JSAMPLE* in = input_data[row];
    const auto half = [&](JDIMENSION x) { return wasm_u16x8_shr(wasm_i16x8_add(PairSums(in + 2 * x), bias), 1); };
    for (JDIMENSION x = 0; x < columns; x += kStep) {
      wasm_v128_store(output_data[row] + x, wasm_u8x16_narrow_i16x8(half(x), half(x + 8)));
    }
  }
}

void jsimd_h2v2_downsample(j_compress_ptr cinfo, jpeg_component_info* compptr, JSAMPARRAY input_data, JSAMPARRAY output_data) {
  const JDIMENSION columns = compptr->width_in_blocks * DCTSIZE;
  ExpandRightEdge(input_data, cinfo->max_v_samp_factor, cinfo->image_width, columns * 2);
  const v128_t bias = wasm_i32x4_splat(0x20001);  // 1, 2, 1, 2 …
  for (int row = 0; row < compptr->v_samp_factor; ++row) {
    const JSAMPLE* above = input_data[2 * row];
    const JSAMPLE* below = input_data[2 * row + 1];
    const auto quarter = [&](JDIMENSION x) {
      const v128_t sums = wasm_i16x8_add(PairSums(above + 2 * x), PairSums(below + 2 * x));
      return wasm_u16x8_shr(wasm_i16x8_add(sums, bias), 2);
    };
    for (JDIMENSION x = 0; x < columns; x += kStep) {
      wasm_v128_store(output_data[row] + x, wasm_u8x16_narrow_i16x8(quarter(x), quarter(x + 8)));
    }
  }
}
