// The preparation of progressive scans against jcphuff.c.
#include <jcphuff.c>
#include "kernels.h"

static JCOEF block[DCTSIZE2];
static int first, length, shift;
static struct {
  // Only where a bit is set.
  UJCOEF values[2 * DCTSIZE2];
  size_t bits[4];
  int end;
} output;

static void DrawBand(void) {
  DrawCoefficients(block, 14);
  if (Draw(0, 9) == 0) block[Draw(0, DCTSIZE2 - 1)] = -32768;
  first = Draw(1, DCTSIZE2 - 1);
  length = Draw(1, DCTSIZE2 - first);
  shift = Draw(0, 13);
}

static const void* Finish(void) {
  for (int k = 0; k < DCTSIZE2; ++k) {
    if (output.bits[k / 32] >> (k % 32) & 1) continue;
    output.values[k] = output.values[DCTSIZE2 + k] = 0;
  }
  return &output;
}

static const void* PrepareFirst(int simd) {
  memset(&output, 0, sizeof output);
  (simd ? jsimd_encode_mcu_AC_first_prepare : encode_mcu_AC_first_prepare)(
      block, jpeg_natural_order + first, length, shift, output.values, output.bits);
  return Finish();
}

static const void* PrepareRefinement(int simd) {
  memset(&output, 0, sizeof output);
  output.end = (simd ? jsimd_encode_mcu_AC_refine_prepare : encode_mcu_AC_refine_prepare)(
      block, jpeg_natural_order + first, length, shift, output.values, output.bits);
  return Finish();
}

const Kernel kProgressiveKernels[2] = {
    {"encode_mcu_AC_first_prepare", DrawBand, PrepareFirst, sizeof output},
    {"encode_mcu_AC_refine_prepare", DrawBand, PrepareRefinement, sizeof output},
};
