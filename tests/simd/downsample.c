// Downsampling by 2 × 1 and 2 × 2 against jcsample.c.
#include "kernels.h"
#define BITS_IN_JSAMPLE 8
#include <jcsample.c>

enum { kMaxBlocks = 24, kColumns = kMaxBlocks * DCTSIZE, kRows = 2 };
static uint8_t drawn[2 * kRows][2 * kColumns], input[2 * kRows][2 * kColumns];
static uint8_t output[kRows][kColumns];
static jpeg_component_info component;

static void DrawPlane(void) {
  static struct jpeg_comp_master master;
  compressor.master = &master;
  compressor.max_v_samp_factor = 2;
  component.width_in_blocks = Draw(1, kMaxBlocks);
  compressor.image_width = component.width_in_blocks * 2 * DCTSIZE - Draw(0, 2 * DCTSIZE - 1);
  component.v_samp_factor = Draw(1, 2);
  for (int row = 0; row < 2 * kRows; ++row) DrawSamples(drawn[row], sizeof drawn[row]);
}

static const void* Downsample(void (*downsample)(j_compress_ptr, jpeg_component_info*, JSAMPARRAY,
                                                 JSAMPARRAY),
                              int vertical) {
  JSAMPROW in[2 * kRows], out[kRows];
  memcpy(input, drawn, sizeof input);
  memset(output, 0, sizeof output);
  for (int row = 0; row < 2 * kRows; ++row) in[row] = input[row];
  for (int row = 0; row < kRows; ++row) out[row] = output[row];
  compressor.max_v_samp_factor = vertical * component.v_samp_factor;
  downsample(&compressor, &component, in, out);
  const size_t columns = component.width_in_blocks * DCTSIZE;
  for (int row = 0; row < kRows; ++row) memset(output[row] + columns, 0, kColumns - columns);
  return output;
}

static const void* RunH2v1(int simd) {
  return Downsample(simd ? jsimd_h2v1_downsample : h2v1_downsample, 1);
}
static const void* RunH2v2(int simd) {
  return Downsample(simd ? jsimd_h2v2_downsample : h2v2_downsample, 2);
}

const Kernel kDownsampleKernels[2] = {
    {"h2v1_downsample", DrawPlane, RunH2v1, sizeof output},
    {"h2v2_downsample", DrawPlane, RunH2v2, sizeof output},
};
