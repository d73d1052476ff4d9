// Dequantisation and inverse DCT against jidctint.c, which does itself what the kernel leaves to
// it.
#include "kernels.h"

#include <jdct.h>
#include <jsimddct.h>
#include <jdmaster.c>

static JCOEF coefficients[DCTSIZE2];
static ISLOW_MULT_TYPE multipliers[DCTSIZE2];
static uint8_t samples[DCTSIZE][DCTSIZE];
static jpeg_component_info component = {.dct_table = multipliers};

// Real blocks, blocks with the largest values that a sound file holds, and nonsense.
static void DrawBlock(void) {
  if (!decompressor.sample_range_limit) {
    decompressor.data_precision = 8;
    prepare_range_limit_table(&decompressor);
  }
  const int kind = Draw(0, 3), largest = kind == 3 ? 32767 : 255;
  for (int i = 0; i < DCTSIZE2; ++i) multipliers[i] = (ISLOW_MULT_TYPE)Draw(1, largest);
  DrawCoefficients(coefficients, kind == 3 ? 15 : kind == 2 ? 11 : 8);
  if (kind > 1) return;
  DCTELEM workspace[DCTSIZE2] __attribute__((aligned(16)));
  uint8_t pixels[DCTSIZE2];
  DrawSamples(pixels, sizeof pixels);
  for (int i = 0; i < DCTSIZE2; ++i) workspace[i] = (DCTELEM)(pixels[i] - CENTERJSAMPLE);
  jpeg_fdct_islow(workspace);
  for (int i = 0; i < DCTSIZE2; ++i) coefficients[i] = (JCOEF)(workspace[i] / (8 * multipliers[i]));
}

static const void* Transform(int simd) {
  JSAMPROW rows[DCTSIZE];
  for (int row = 0; row < DCTSIZE; ++row) rows[row] = samples[row];
  (simd ? jsimd_idct_islow : jpeg_idct_islow)(&decompressor, &component, coefficients, rows, 0);
  return samples;
}

const Kernel kInverseKernels[1] = {{"idct_islow", DrawBlock, Transform, sizeof samples}};
