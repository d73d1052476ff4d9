// The triangle filters of 2 × 1 and 2 × 2 upsampling against jdsample.c.
#include "kernels.h"
#define BITS_IN_JSAMPLE 8
#include <jdsample.c>

// The library's rows are padded to 64 bytes; context rows lie above and below.
enum { kMaxWidth = 192, kRows = 2, kContext = 1 };
static uint8_t input[kRows + 2 * kContext][kMaxWidth];
static uint8_t output[2 * kRows][2 * kMaxWidth];
static jpeg_component_info component;

static void DrawPlane(void) {
  component.downsampled_width = Draw(3, kMaxWidth);
  for (int row = 0; row < kRows + 2 * kContext; ++row) DrawSamples(input[row], sizeof input[row]);
}

static const void* Upsample(void (*upsample)(j_decompress_ptr, jpeg_component_info*, JSAMPARRAY,
                                             JSAMPARRAY*),
                            int rows) {
  JSAMPROW in[kRows + 2 * kContext], out[2 * kRows];
  JSAMPARRAY planes = out;
  memset(output, 0, sizeof output);
  for (int row = 0; row < kRows + 2 * kContext; ++row) in[row] = input[row];
  for (int row = 0; row < 2 * kRows; ++row) out[row] = output[row];
  decompressor.max_v_samp_factor = rows;
  upsample(&decompressor, &component, in + kContext, &planes);
  const size_t width = 2 * (size_t)component.downsampled_width;
  for (int row = 0; row < 2 * kRows; ++row) memset(output[row] + width, 0, 2 * kMaxWidth - width);
  return output;
}

static const void* RunH2v1(int simd) {
  return Upsample(simd ? jsimd_h2v1_fancy_upsample : h2v1_fancy_upsample, kRows);
}
static const void* RunH2v2(int simd) {
  return Upsample(simd ? jsimd_h2v2_fancy_upsample : h2v2_fancy_upsample, 2 * kRows);
}

const Kernel kUpsampleKernels[2] = {
    {"h2v1_fancy_upsample", DrawPlane, RunH2v1, sizeof output},
    {"h2v2_fancy_upsample", DrawPlane, RunH2v2, sizeof output},
};
