// RGB to YCbCr and to gray, in all of libjpeg-turbo's pixel orders, against jccolor.c.
#include "kernels.h"
#define BITS_IN_JSAMPLE 8
#include <jccolor.c>

enum { kMaxWidth = 512, kRows = 2 };
static uint8_t input[kRows][kMaxWidth * 4];
static uint8_t planes[3][kRows][kMaxWidth];

static void DrawPixels(void) {
  static const J_COLOR_SPACE orders[] = {JCS_RGB,      JCS_EXT_RGB,  JCS_EXT_RGBX, JCS_EXT_BGR,
                                         JCS_EXT_BGRX, JCS_EXT_XBGR, JCS_EXT_XRGB, JCS_EXT_RGBA,
                                         JCS_EXT_BGRA, JCS_EXT_ABGR, JCS_EXT_ARGB};
  static my_color_converter converter;
  compressor.cconvert = (struct jpeg_color_converter*)&converter;
  if (!converter.rgb_ycc_tab) rgb_ycc_start(&compressor);
  compressor.in_color_space = orders[Draw(0, 10)];
  compressor.image_width = Draw(1, kMaxWidth);
  // The row ends where the array does: reading on would trap if it went beyond the memory, and be
  // seen by no one if not.
  for (int row = 0; row < kRows; ++row) DrawSamples(input[row], sizeof input[row]);
}

static const void* Convert(void (*convert)(j_compress_ptr, JSAMPARRAY, JSAMPIMAGE, JDIMENSION,
                                           int)) {
  const size_t offset =
      sizeof input[0] - compressor.image_width * (size_t)rgb_pixelsize[compressor.in_color_space];
  JSAMPROW in[kRows], out[3][kRows];
  JSAMPARRAY image[3];
  for (int plane = 0; plane < 3; ++plane) {
    image[plane] = out[plane];
    for (int row = 0; row < kRows; ++row) out[plane][row] = planes[plane][row];
  }
  for (int row = 0; row < kRows; ++row) in[row] = input[row] + offset;
  memset(planes, 0, sizeof planes);
  convert(&compressor, in, image, 0, kRows);
  for (int i = 0; i < 3 * kRows; ++i) {
    memset(planes[i / kRows][i % kRows] + compressor.image_width, 0,
           kMaxWidth - compressor.image_width);
  }
  return planes;
}

static const void* RunYcc(int simd) {
  return Convert(simd ? jsimd_rgb_ycc_convert : rgb_ycc_convert);
}
static const void* RunGray(int simd) {
  return Convert(simd ? jsimd_rgb_gray_convert : rgb_gray_convert);
}

const Kernel kColorKernels[2] = {
    {"rgb_ycc_convert", DrawPixels, RunYcc, sizeof planes},
    {"rgb_gray_convert", DrawPixels, RunGray, sizeof planes},
};
