// Sample conversion, forward DCT and quantisation against jcdctmgr.c and jfdctint.c.
#include "kernels.h"
#define BITS_IN_JSAMPLE 8
#include <jcdctmgr.c>

static uint8_t samples[DCTSIZE][DCTSIZE + 8];
static JDIMENSION start;
static DCTELEM workspace[DCTSIZE2] __attribute__((aligned(16)));

static void DrawBlock(void) {
  for (int row = 0; row < DCTSIZE; ++row) DrawSamples(samples[row], sizeof samples[row]);
  start = Draw(0, sizeof samples[0] - DCTSIZE);
  if (Draw(0, 1)) return;
  // Extremes with the signs of a product of two cosines, among others: the largest coefficients
  // there are.
  const int rows = Draw(0, 255), columns = Draw(0, 255);
  for (int row = 0; row < DCTSIZE; ++row) {
    for (int i = 0; i < DCTSIZE; ++i)
      samples[row][start + i] = (rows >> row ^ columns >> i) & 1 ? 255 : 0;
  }
}

static const void* Sample(int simd) {
  JSAMPROW rows[DCTSIZE];
  for (int row = 0; row < DCTSIZE; ++row) rows[row] = samples[row];
  (simd ? jsimd_convsamp : convsamp)(rows, start, workspace);
  return workspace;
}

static const void* Transform(int simd) {
  Sample(0);
  (simd ? jsimd_fdct_islow : jpeg_fdct_islow)(workspace);
  return workspace;
}

// Every quantiser of a baseline file, 1 … 255 (eight times that is the divisor), and some larger
// ones meet in turn every value that the DCT can give, −8192 … 8191, and some beyond.
enum { kLargest = 10000, kValues = 2 * kLargest + 1, kBaseline = 255, kQuantizers = 511 };
static DCTELEM values[DCTSIZE2], divisors[4 * DCTSIZE2];
static JCOEF quantized[DCTSIZE2];

static void NextValues(void) {
  static int next;
  for (int i = 0; i < DCTSIZE2; ++i) {
    const int number = 1 + next % kQuantizers;
    // Up to 8191, from where on all becomes 0.
    const int quantizer = number <= kBaseline ? number : kBaseline + 31 * (number - kBaseline);
    values[i] = (DCTELEM)(next / kQuantizers - kLargest);
    compute_reciprocal((UINT16)(quantizer << 3), &divisors[i]);
    next = (next + 1) % (kQuantizers * kValues);
  }
}

static const void* Quantize(int simd) {
  (simd ? jsimd_quantize : quantize)(quantized, divisors, values);
  return quantized;
}

const Kernel kForwardKernels[3] = {
    {"convsamp", DrawBlock, Sample, sizeof workspace},
    {"fdct_islow", DrawBlock, Transform, sizeof workspace},
    {"quantize", NextValues, Quantize, sizeof quantized},
};
