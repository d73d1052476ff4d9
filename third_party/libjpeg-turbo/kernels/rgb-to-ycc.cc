// RGB in any of libjpeg-turbo's orders to YCbCr and to gray: jccolext.c with the multiplications it keeps in tables.
#include <algorithm>
#include <cstring>

#include "third_party/libjpeg-turbo/kernels/library.h"

namespace {

// Pixels a step.
constexpr JDIMENSION kStep = 16;

// Where four pixels of an order have their samples, for i8x16.swizzle: 16-bit pairs (red, green) and (blue, green).
struct PixelOrder {
  explicit PixelOrder(J_COLOR_SPACE space) : bytes(rgb_pixelsize[space]) {
    uint8_t indices[2][16];
    std::memset(indices, 0x80, sizeof indices);  // an index out of range gives 0
    for (int pixel = 0; pixel < 4; ++pixel) {
      const int first = pixel * bytes;
      indices[0][4 * pixel] = static_cast<uint8_t>(first + rgb_red[space]);
      indices[1][4 * pixel] = static_cast<uint8_t>(first + rgb_blue[space]);
      indices[0][4 * pixel + 2] = indices[1][4 * pixel + 2] = static_cast<uint8_t>(first + rgb_green[space]);
    }
    red_green = wasm_v128_load(indices[0]);
    blue_green = wasm_v128_load(indices[1]);
  }

  int bytes;
  v128_t red_green;
  v128_t blue_green;
};

// FIX() of jccolor.c. A factor beyond 16 signed bits is split over both pairs, which have green, or subtracted: −32768 fits.
constexpr int Fix(double factor) { return static_cast<int>(factor * 65536 + 0.5); }
constexpr int kHalf = 1 << 15;
constexpr int kQuarter = 1 << 14;

struct Sums {
  v128_t y, cb, cr;
};

// Four pixels, each sum shifted down to its sample.
template <bool kColor>
inline Sums ConvertFour(const uint8_t* in, const PixelOrder& order) {
  const v128_t pixels = wasm_v128_load(in);
  const v128_t rg = wasm_i8x16_swizzle(pixels, order.red_green);
  const v128_t bg = wasm_i8x16_swizzle(pixels, order.blue_green);
  const auto sum = [&](int red, int green_of_red, int blue, int green_of_blue) {
    return wasm_i32x4_add(wasm_i32x4_dot_i16x8(rg, wasm_i32x4_splat((green_of_red << 16) | (red & 0xffff))),
                          wasm_i32x4_dot_i16x8(bg, wasm_i32x4_splat((green_of_blue << 16) | (blue & 0xffff))));
  };
  const auto sample = [](v128_t scaled) { return wasm_i32x4_shr(scaled, 16); };
  Sums sums;
  sums.y = sample(wasm_i32x4_add(sum(Fix(0.29900), Fix(0.58700) - kQuarter, Fix(0.11400), kQuarter), wasm_i32x4_splat(kHalf)));
  if constexpr (kColor) {
    const v128_t offset = wasm_i32x4_splat((CENTERJSAMPLE << 16) + kHalf - 1);
    sums.cb = sample(wasm_i32x4_sub(offset, sum(Fix(0.16874), 0, -kHalf, Fix(0.33126))));
    sums.cr = sample(wasm_i32x4_sub(offset, sum(-kHalf, Fix(0.41869), Fix(0.08131), 0)));
  }
  return sums;
}

inline void Store(JSAMPLE* out, v128_t a, v128_t b, v128_t c, v128_t d) {
  wasm_v128_store(out, wasm_u8x16_narrow_i16x8(wasm_i16x8_narrow_i32x4(a, b), wasm_i16x8_narrow_i32x4(c, d)));
}

// Reads 16 bytes for each four pixels; libjpeg-turbo's own rows, which are written here, are padded to 64 bytes.
template <bool kColor>
inline void ConvertStep(const uint8_t* in, const PixelOrder& order, JSAMPLE* const* out, JDIMENSION x) {
  const int four = 4 * order.bytes;
  const Sums a = ConvertFour<kColor>(in, order);
  const Sums b = ConvertFour<kColor>(in + four, order);
  const Sums c = ConvertFour<kColor>(in + 2 * four, order);
  const Sums d = ConvertFour<kColor>(in + 3 * four, order);
  Store(out[0] + x, a.y, b.y, c.y, d.y);
  if constexpr (kColor) {
    Store(out[1] + x, a.cb, b.cb, c.cb, d.cb);
    Store(out[2] + x, a.cr, b.cr, c.cr, d.cr);
  }
}

template <bool kColor>
void Convert(j_compress_ptr cinfo, JSAMPARRAY in_rows, JSAMPIMAGE planes, JDIMENSION out_row, int rows) {
  const PixelOrder order(cinfo->in_color_space);
  const JDIMENSION width = cinfo->image_width;
  // The first pixel whose step would read beyond the row.
  const JDIMENSION whole = order.bytes == 4 ? width & -kStep : width < 2 ? 0 : (width - 2) & -kStep;
  for (int row = 0; row < rows; ++row) {
    const uint8_t* in = in_rows[row];
    JSAMPLE* const out[3] = {planes[0][out_row + row], kColor ? planes[1][out_row + row] : nullptr,
                             kColor ? planes[2][out_row + row] : nullptr};
    JDIMENSION x = 0;
    for (; x < whole; x += kStep) ConvertStep<kColor>(in + x * order.bytes, order, out, x);
    for (; x < width; x += kStep) {
      uint8_t last[kStep * 4 + 4];
      std::memcpy(last, in + x * order.bytes, std::min(kStep, width - x) * order.bytes);
      ConvertStep<kColor>(last, order, out, x);
    }
  }
}

}  // namespace

int jsimd_can_rgb_ycc() { return TRUE; }
int jsimd_can_rgb_gray() { return TRUE; }

void jsimd_rgb_ycc_convert(j_compress_ptr cinfo, JSAMPARRAY input_buf, JSAMPIMAGE output_buf, JDIMENSION output_row, int num_rows) {
  Convert<true>(cinfo, input_buf, output_buf, output_row, num_rows);
}

void jsimd_rgb_gray_convert(j_compress_ptr cinfo, JSAMPARRAY input_buf, JSAMPIMAGE output_buf, JDIMENSION output_row, int num_rows) {
  Convert<false>(cinfo, input_buf, output_buf, output_row, num_rows);
}
