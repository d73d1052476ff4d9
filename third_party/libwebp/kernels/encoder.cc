// The lossy encoder's kernels that are slow when translated from SSE4.1: quantization, texture distortion, histograms.
// They stand for libwebp's enc_sse41.c; its C functions in enc.c say what they do.
#include <wasm_simd128.h>

#include <cstdlib>

extern "C" {
#include <src/dsp/dsp.h>
#include <src/enc/vp8i_enc.h>
void VP8EncDspInitSSE41(void);
}

namespace {

// (coefficient · iq + bias) >> QFIX of eight coefficients, by the matrix from `i` on.
inline v128_t Divide(v128_t coefficients, const VP8Matrix* matrix, int i) {
  const v128_t reciprocals = wasm_v128_load(matrix->iq + i);
  const v128_t low = wasm_u32x4_extmul_low_u16x8(coefficients, reciprocals);
  const v128_t high = wasm_u32x4_extmul_high_u16x8(coefficients, reciprocals);
  const auto shift = [](v128_t product, const uint32_t* bias) {
    return wasm_i32x4_shr(wasm_i32x4_add(product, wasm_v128_load(bias)), QFIX);
  };
  return wasm_i16x8_narrow_i32x4(shift(low, matrix->bias + i), shift(high, matrix->bias + i + 4));
}

// The levels of eight coefficients, which what a decoder makes of them replaces.
inline v128_t QuantizeHalf(int16_t* in, const VP8Matrix* matrix, int i, bool sharpen) {
  const v128_t values = wasm_v128_load(in + i);
  v128_t sizes = wasm_i16x8_abs(values);
  if (sharpen) sizes = wasm_i16x8_add(sizes, wasm_v128_load(matrix->sharpen + i));
  const v128_t sizes_of_levels = wasm_i16x8_min(Divide(sizes, matrix, i), wasm_i16x8_splat(MAX_LEVEL));
  const v128_t signs = wasm_i16x8_shr(values, 15);
  const v128_t levels = wasm_i16x8_sub(wasm_v128_xor(sizes_of_levels, signs), signs);
  wasm_v128_store(in + i, wasm_i16x8_mul(levels, wasm_v128_load(matrix->q + i)));
  return levels;
}

inline int Quantize(int16_t* in, int16_t* out, const VP8Matrix* matrix, bool sharpen) {
  const v128_t low = QuantizeHalf(in, matrix, 0, sharpen), high = QuantizeHalf(in, matrix, 8, sharpen);
  wasm_v128_store(out, wasm_i16x8_shuffle(low, high, 0, 1, 4, 8, 5, 2, 3, 6));
  wasm_v128_store(out + 8, wasm_i16x8_shuffle(low, high, 9, 12, 13, 10, 7, 11, 14, 15));
  return wasm_v128_any_true(wasm_v128_or(low, high));
}

int QuantizeBlock(int16_t in[16], int16_t out[16], const VP8Matrix* matrix) { return Quantize(in, out, matrix, true); }
int QuantizeBlockWht(int16_t in[16], int16_t out[16], const VP8Matrix* matrix) { return Quantize(in, out, matrix, false); }
int Quantize2Blocks(int16_t in[32], int16_t out[32], const VP8Matrix* matrix) {
  return QuantizeBlock(in, out, matrix) | QuantizeBlock(in + 16, out + 16, matrix) << 1;
}

// Two blocks of 4 × 4 values, a row of both in each vector.
struct Blocks {
  v128_t row[4];
};

// Sums and differences over the columns.
inline Blocks Hadamard(const Blocks& in) {
  const v128_t a0 = wasm_i16x8_add(in.row[0], in.row[2]), a1 = wasm_i16x8_add(in.row[1], in.row[3]);
  const v128_t a2 = wasm_i16x8_sub(in.row[1], in.row[3]), a3 = wasm_i16x8_sub(in.row[0], in.row[2]);
  return {{wasm_i16x8_add(a0, a1), wasm_i16x8_add(a3, a2), wasm_i16x8_sub(a3, a2), wasm_i16x8_sub(a0, a1)}};
}

// Each of the two blocks for itself.
inline Blocks Transpose(const Blocks& in) {
  const v128_t low02 = wasm_i16x8_shuffle(in.row[0], in.row[2], 0, 8, 1, 9, 2, 10, 3, 11);
  const v128_t low13 = wasm_i16x8_shuffle(in.row[1], in.row[3], 0, 8, 1, 9, 2, 10, 3, 11);
  const v128_t high02 = wasm_i16x8_shuffle(in.row[0], in.row[2], 4, 12, 5, 13, 6, 14, 7, 15);
  const v128_t high13 = wasm_i16x8_shuffle(in.row[1], in.row[3], 4, 12, 5, 13, 6, 14, 7, 15);
  const v128_t first01 = wasm_i16x8_shuffle(low02, low13, 0, 8, 1, 9, 2, 10, 3, 11);
  const v128_t first23 = wasm_i16x8_shuffle(low02, low13, 4, 12, 5, 13, 6, 14, 7, 15);
  const v128_t second01 = wasm_i16x8_shuffle(high02, high13, 0, 8, 1, 9, 2, 10, 3, 11);
  const v128_t second23 = wasm_i16x8_shuffle(high02, high13, 4, 12, 5, 13, 6, 14, 7, 15);
  return {{wasm_i64x2_shuffle(first01, second01, 0, 2), wasm_i64x2_shuffle(first01, second01, 1, 3),
           wasm_i64x2_shuffle(first23, second23, 0, 2), wasm_i64x2_shuffle(first23, second23, 1, 3)}};
}

// Of two rows of both blocks, what is larger in the first block.
inline v128_t Difference(v128_t row, v128_t next) {
  row = wasm_i16x8_abs(row);
  next = wasm_i16x8_abs(next);
  return wasm_i16x8_sub(wasm_i64x2_shuffle(row, next, 0, 2), wasm_i64x2_shuffle(row, next, 1, 3));
}

int Distortion4x4(const uint8_t* a, const uint8_t* b, const uint16_t* weights) {
  Blocks pixels;
  for (int y = 0; y < 4; ++y) {
    const v128_t row = wasm_v128_load32_lane(b + y * BPS, wasm_v128_load32_zero(a + y * BPS), 1);
    pixels.row[y] = wasm_u16x8_extend_low_u8x16(row);
  }
  // The weights are symmetric, so the columns may come first.
  const Blocks sums = Hadamard(Transpose(Hadamard(pixels)));
  v128_t weighted = wasm_i32x4_dot_i16x8(Difference(sums.row[0], sums.row[1]), wasm_v128_load(weights));
  weighted = wasm_i32x4_add(weighted, wasm_i32x4_dot_i16x8(Difference(sums.row[2], sums.row[3]), wasm_v128_load(weights + 8)));
  weighted = wasm_i32x4_add(weighted, wasm_i64x2_shuffle(weighted, weighted, 1, 0));
  return std::abs(wasm_i32x4_extract_lane(weighted, 0) + wasm_i32x4_extract_lane(weighted, 1)) >> 5;
}

int Distortion16x16(const uint8_t* a, const uint8_t* b, const uint16_t* weights) {
  int sum = 0;
  for (int y = 0; y < 16; y += 4) {
    for (int x = 0; x < 16; x += 4) sum += Distortion4x4(a + x + y * BPS, b + x + y * BPS, weights);
  }
  return sum;
}

void CollectHistogram(const uint8_t* reference, const uint8_t* prediction, int start, int end, VP8Histogram* histogram) {
  // Neighbors are counted apart: most are 0, and would wait for each other's count.
  int counts[2][MAX_COEFF_THRESH + 1] = {};
  for (int block = start; block < end; ++block) {
    int16_t values[16];
    VP8FTransform(reference + VP8DspScan[block], prediction + VP8DspScan[block], values);
    for (int i = 0; i < 16; i += 8) {
      const v128_t bins = wasm_u16x8_shr(wasm_i16x8_abs(wasm_v128_load(values + i)), 3);
      wasm_v128_store(values + i, wasm_i16x8_min(bins, wasm_i16x8_splat(MAX_COEFF_THRESH)));
    }
    for (int i = 0; i < 16; i += 2) {
      ++counts[0][values[i]];
      ++counts[1][values[i + 1]];
    }
  }
  for (int bin = 0; bin <= MAX_COEFF_THRESH; ++bin) counts[0][bin] += counts[1][bin];
  VP8SetHistogramData(counts[0], histogram);
}

}  // namespace

void VP8EncDspInitSSE41(void) {
  VP8CollectHistogram = CollectHistogram;
  VP8EncQuantizeBlock = QuantizeBlock;
  VP8EncQuantize2Blocks = Quantize2Blocks;
  VP8EncQuantizeBlockWHT = QuantizeBlockWht;
  VP8TDisto4x4 = Distortion4x4;
  VP8TDisto16x16 = Distortion16x16;
}
