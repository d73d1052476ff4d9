// YCbCr to RGB in any of libjpeg-turbo's orders: jdcolext.c with the multiplications it keeps in tables.
#include <algorithm>
#include <cstring>

#include "third_party/libjpeg-turbo/kernels/library.h"

namespace {

// Pixels a step.
constexpr JDIMENSION kStep = 16;

// 16-bit values of eight pixels.
struct Colors {
  v128_t red, green, blue;
};

inline Colors Convert(v128_t y, v128_t cb, v128_t cr) {
  const v128_t center = wasm_i16x8_splat(CENTERJSAMPLE);
  cb = wasm_i16x8_sub(cb, center);
  cr = wasm_i16x8_sub(cr, center);
  Colors colors;
  // 1.402 and 1.772 as a whole number and a rest, which is scaled by 2^15. For the 256 values there are, this rounds as the C
  // code does, whose factors are scaled by 2^16.
  colors.red = wasm_i16x8_add(wasm_i16x8_add(y, cr), wasm_i16x8_q15mulr_sat(cr, wasm_i16x8_splat(13174)));
  colors.blue = wasm_i16x8_add(wasm_i16x8_add(y, wasm_i16x8_add(cb, cb)), wasm_i16x8_q15mulr_sat(cb, wasm_i16x8_splat(-7471)));
  // −0.34414 cb − 0.71414 cr, where the second factor is 1 too large to fit 16 bits.
  constexpr int kCb = -22554, kCr = 65536 - 46802;
  const v128_t factors = wasm_i32x4_splat((kCr << 16) | (kCb & 0xffff));
  const auto sum = [&](v128_t pairs) {
    return wasm_i32x4_shr(wasm_i32x4_add(wasm_i32x4_dot_i16x8(pairs, factors), wasm_i32x4_splat(1 << 15)), 16);
  };
  const v128_t low = sum(wasm_i16x8_shuffle(cb, cr, 0, 8, 1, 9, 2, 10, 3, 11));
  const v128_t high = sum(wasm_i16x8_shuffle(cb, cr, 4, 12, 5, 13, 6, 14, 7, 15));
  colors.green = wasm_i16x8_add(wasm_i16x8_sub(y, cr), wasm_i16x8_narrow_i32x4(low, high));
  return colors;
}

// 16 pixels of three bytes.
inline void Interleave(JSAMPLE* out, v128_t a, v128_t b, v128_t c) {
  const v128_t low = wasm_i8x16_shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  const v128_t high = wasm_i8x16_shuffle(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  const v128_t middle = wasm_i8x16_shuffle(low, high, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26);
  wasm_v128_store(out, wasm_i8x16_shuffle(low, c, 0, 1, 16, 2, 3, 17, 4, 5, 18, 6, 7, 19, 8, 9, 20, 10));
  wasm_v128_store(out + 16, wasm_i8x16_shuffle(middle, c, 0, 21, 1, 2, 22, 3, 4, 23, 5, 6, 24, 7, 8, 25, 9, 10));
  wasm_v128_store(out + 32, wasm_i8x16_shuffle(high, c, 26, 6, 7, 27, 8, 9, 28, 10, 11, 29, 12, 13, 30, 14, 15, 31));
}

// 16 pixels of four bytes.
inline void Interleave(JSAMPLE* out, v128_t a, v128_t b, v128_t c, v128_t d) {
  const auto low = [](v128_t x, v128_t y) { return wasm_i8x16_shuffle(x, y, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23); };
  const auto high = [](v128_t x, v128_t y) {
    return wasm_i8x16_shuffle(x, y, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  };
  const v128_t ac_low = low(a, c), ac_high = high(a, c), bd_low = low(b, d), bd_high = high(b, d);
  wasm_v128_store(out, low(ac_low, bd_low));
  wasm_v128_store(out + 16, high(ac_low, bd_low));
  wasm_v128_store(out + 32, low(ac_high, bd_high));
  wasm_v128_store(out + 48, high(ac_high, bd_high));
}

}  // namespace

int jsimd_can_ycc_rgb() { return TRUE; }

void jsimd_ycc_rgb_convert(j_decompress_ptr cinfo, JSAMPIMAGE input_buf, JDIMENSION input_row, JSAMPARRAY output_buf, int num_rows) {
  const J_COLOR_SPACE space = cinfo->out_color_space;
  const int bytes = rgb_pixelsize[space];
  const JDIMENSION width = cinfo->output_width;
  for (int row = 0; row < num_rows; ++row) {
    const JSAMPLE* planes[3];
    for (int i = 0; i < 3; ++i) planes[i] = input_buf[i][input_row + row];
    // The caller's rows end with the last pixel; libjpeg-turbo's are padded to 64 bytes.
    for (JDIMENSION x = 0; x < width; x += kStep) {
      v128_t samples[3];
      for (int i = 0; i < 3; ++i) samples[i] = wasm_v128_load(planes[i] + x);
      const auto [y, cb, cr] = samples;
      const Colors low = Convert(wasm_u16x8_extend_low_u8x16(y), wasm_u16x8_extend_low_u8x16(cb), wasm_u16x8_extend_low_u8x16(cr));
      const Colors high = Convert(wasm_u16x8_extend_high_u8x16(y), wasm_u16x8_extend_high_u8x16(cb), wasm_u16x8_extend_high_u8x16(cr));
      v128_t channels[4];
      for (v128_t& channel : channels) channel = wasm_i8x16_splat(static_cast<int8_t>(MAXJSAMPLE));
      channels[rgb_red[space]] = wasm_u8x16_narrow_i16x8(low.red, high.red);
      channels[rgb_green[space]] = wasm_u8x16_narrow_i16x8(low.green, high.green);
      channels[rgb_blue[space]] = wasm_u8x16_narrow_i16x8(low.blue, high.blue);

      JSAMPLE last[kStep * 4];
      const JDIMENSION count = std::min(kStep, width - x);
      JSAMPLE* const place = output_buf[row] + x * bytes;
      JSAMPLE* const out = count == kStep ? place : last;
      if (bytes == 3) {
        Interleave(out, channels[0], channels[1], channels[2]);
      } else {
        Interleave(out, channels[0], channels[1], channels[2], channels[3]);
      }
      if (out == last) std::memcpy(place, last, count * bytes);
    }
  }
}
