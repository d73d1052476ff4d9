// YCbCr to RGB in all of libjpeg-turbo's pixel orders against jdcolor.c.
#include "kernels.h"
#define BITS_IN_JSAMPLE 8
#include <jdcolor.c>

enum { kMaxWidth = 512, kRows = 2 };
static uint8_t planes[3][kRows][kMaxWidth];
static uint8_t output[kRows][kMaxWidth * 4];

static void DrawPlanes(void) {
  static const J_COLOR_SPACE orders[] = {JCS_RGB,      JCS_EXT_RGB,  JCS_EXT_RGBX, JCS_EXT_BGR,
                                         JCS_EXT_BGRX, JCS_EXT_XBGR, JCS_EXT_XRGB, JCS_EXT_RGBA,
                                         JCS_EXT_BGRA, JCS_EXT_ABGR, JCS_EXT_ARGB};
  static my_color_deconverter converter;
  decompressor.cconvert = (struct jpeg_color_deconverter*)&converter;
  if (!converter.Cr_r_tab) build_ycc_rgb_table(&decompressor);
  decompressor.out_color_space = orders[Draw(0, 10)];
  decompressor.output_width = Draw(1, kMaxWidth);
  for (int i = 0; i < 3 * kRows; ++i) DrawSamples(planes[i / kRows][i % kRows], kMaxWidth);
}

// Rows are packed, so that what is written beyond the first would be seen in the second, and beyond
// the second below it.
static const void* Run(int simd) {
  JSAMPROW in[3][kRows], out[kRows];
  JSAMPARRAY image[3];
  for (int i = 0; i < 3 * kRows; ++i) in[i / kRows][i % kRows] = planes[i / kRows][i % kRows];
  for (int plane = 0; plane < 3; ++plane) image[plane] = in[plane];
  const size_t row_bytes =
      decompressor.output_width * (size_t)rgb_pixelsize[decompressor.out_color_space];
  for (int row = 0; row < kRows; ++row) out[kRows - 1 - row] = output[0] + row * row_bytes;
  memset(output, 0, sizeof output);
  (simd ? jsimd_ycc_rgb_convert : ycc_rgb_convert)(&decompressor, image, 0, out, kRows);
  return output;
}

const Kernel kDeconvertKernels[1] = {{"ycc_rgb_convert", DrawPlanes, Run, sizeof output}};
