// Chroma back to full width, and to full width and height, by a triangle filter: the "fancy" functions of jdsample.c.
#include <algorithm>
#include <cstring>

#include "third_party/libjpeg-turbo/kernels/library.h"

namespace {

// Samples in a step, which gives twice as many. libjpeg-turbo's rows are padded to 64 bytes: a step may go beyond the end.
constexpr int kStep = 16;

// 16-bit values of 16 columns.
struct Columns {
  v128_t low, high;
};

// Samples as they are: 2 × 1.
struct OneRow {
  const JSAMPLE* row;
  static constexpr int kEvenBias = 1, kOddBias = 2, kShift = 2;
  Columns At(int x) const {
    const v128_t samples = wasm_v128_load(row + x);
    return {wasm_u16x8_extend_low_u8x16(samples), wasm_u16x8_extend_high_u8x16(samples)};
  }
};

// Three parts of the nearer row and one of the other: 2 × 2.
struct TwoRows {
  const JSAMPLE* near;
  const JSAMPLE* far;
  static constexpr int kEvenBias = 8, kOddBias = 7, kShift = 4;
  Columns At(int x) const {
    const Columns a = OneRow{near}.At(x), b = OneRow{far}.At(x);
    return {Mix(a.low, b.low), Mix(a.high, b.high)};
  }
  static v128_t Mix(v128_t a, v128_t b) { return wasm_i16x8_add(wasm_i16x8_add(a, wasm_i16x8_shl(a, 1)), b); }
};

// Between two samples: three parts of the nearer one and one of its neighbor. `out` has the left and the right result of
// each column side by side.
template <class Rows>
inline void Interpolate(const Rows& rows, int x, JSAMPLE* out) {
  const Columns left = rows.At(x - 1), middle = rows.At(x), right = rows.At(x + 1);
  const auto both = [](v128_t left, v128_t middle, v128_t right) {
    const v128_t three = wasm_i16x8_add(middle, wasm_i16x8_shl(middle, 1));
    const v128_t even = wasm_i16x8_add(wasm_i16x8_add(three, left), wasm_i16x8_splat(Rows::kEvenBias));
    const v128_t odd = wasm_i16x8_add(wasm_i16x8_add(three, right), wasm_i16x8_splat(Rows::kOddBias));
    return wasm_v128_or(wasm_u16x8_shr(even, Rows::kShift), wasm_i16x8_shl(wasm_u16x8_shr(odd, Rows::kShift), 8));
  };
  wasm_v128_store(out, both(left.low, middle.low, right.low));
  wasm_v128_store(out + kStep, both(left.high, middle.high, right.high));
}

// A step's samples with one before and one after it, where those at the ends of a row are repeated.
struct Edge {
  Edge(const JSAMPLE* row, int x, int width) {
    const int count = std::min(kStep, width - x);
    samples[0] = row[std::max(x - 1, 0)];
    std::memcpy(samples + 1, row + x, count);
    samples[count + 1] = row[std::min(x + count, width - 1)];
  }
  JSAMPLE samples[kStep + 2] = {};
};

inline void InterpolateEdge(const OneRow& rows, int x, int width, JSAMPLE* out) {
  const Edge edge(rows.row, x, width);
  Interpolate(OneRow{edge.samples + 1}, 0, out);
}

inline void InterpolateEdge(const TwoRows& rows, int x, int width, JSAMPLE* out) {
  const Edge near(rows.near, x, width), far(rows.far, x, width);
  Interpolate(TwoRows{near.samples + 1, far.samples + 1}, 0, out);
}

template <class Rows>
void UpsampleRow(const Rows& rows, int width, JSAMPLE* out) {
  for (int x = 0; x < width; x += kStep) {
    if (x > 0 && x + kStep < width) {
      Interpolate(rows, x, out + 2 * x);
    } else {
      InterpolateEdge(rows, x, width, out + 2 * x);
    }
  }
}

}  // namespace

int jsimd_can_h2v1_fancy_upsample() { return TRUE; }
int jsimd_can_h2v2_fancy_upsample() { return TRUE; }

void jsimd_h2v1_fancy_upsample(j_decompress_ptr cinfo, jpeg_component_info* compptr, JSAMPARRAY input_data, JSAMPARRAY* output_data_ptr) {
  const int width = static_cast<int>(compptr->downsampled_width);
  for (int row = 0; row < cinfo->max_v_samp_factor; ++row) {
    UpsampleRow(OneRow{input_data[row]}, width, (*output_data_ptr)[row]);
  }
}

void jsimd_h2v2_fancy_upsample(j_decompress_ptr cinfo, jpeg_component_info* compptr, JSAMPARRAY input_data, JSAMPARRAY* output_data_ptr) {
  const int width = static_cast<int>(compptr->downsampled_width);
  for (int row = 0; row < cinfo->max_v_samp_factor; ++row) {
    // Each row gives two, the upper of which is nearer to the row above.
    const int in = row / 2;
    UpsampleRow(TwoRows{input_data[in], input_data[row % 2 == 0 ? in - 1 : in + 1]}, width, (*output_data_ptr)[row]);
  }
}
