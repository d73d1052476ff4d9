// In 32-bit floats, as libavif's own code has it: what the largest samples round to is exact.
#include "src/codecs/avif/row-converter.h"

#include <algorithm>

#include "src/codecs/avif/interleave.h"

namespace imwrite::avif {

RowConverter::RowConverter(const Planes8Or16& color, const Planes8Or16* alpha, const Matrix& matrix,
                           const Nclx& codes, bool is_premultiplied)
    : color_(color), alpha_(alpha), matrix_(matrix), is_premultiplied_(is_premultiplied && alpha) {
  const SampleLayout& layout = color.layout;
  bits_ = layout.bits - matrix.extra_bits;
  channels_ = (layout.gray ? 1 : 3) + (alpha ? 1 : 0);
  const auto step = static_cast<float>(1 << (layout.bits - 8));
  const auto largest = static_cast<float>((1 << layout.bits) - 1);
  luma_scale_ = 1 / (codes.full_range ? largest : 219 * step);
  luma_zero_ = codes.full_range ? 0 : 16 * step;
  chroma_scale_ = 1 / (codes.full_range ? largest : 224 * step);
  chroma_zero_ = 128 * step;
  alpha_is_full_ = !alpha || alpha->layout.codes.full_range;
  luma_.resize(layout.width);
  rounded_[0].resize(layout.width);
  if (layout.gray) return;
  narrow_.resize(layout.width);
  rounded_[1].resize(layout.width);
  rounded_[2].resize(layout.width);
  for (auto* const row : {&red_, &green_, &blue_}) row->resize(layout.width);
}

// A row of chroma as wide as the picture, between the rows and columns that there are.
template <class In>
void RowConverter::MakeChroma(uint32_t y, int plane, float* to) {
  const SampleLayout& layout = color_.layout;
  const uint32_t width = layout.WidthOf(1), height = layout.HeightOf(1);
  const uint32_t near = y >> layout.shift_y;
  uint32_t far = near;
  float far_weight = 0;
  if (layout.shift_y) {
    const bool odd = y % 2 == 1;
    if (layout.place == ChromaPlace::kTopLeft) {
      far_weight = odd ? 0.5f : 0;
      far = near + 1;
    } else {
      far_weight = 0.25f;
      far = odd ? near + 1 : near > 0 ? near - 1 : near;
    }
    far = std::min(far, height - 1);
  }
  const In* const a = color_.Row<In>(plane, near);
  const In* const b = color_.Row<In>(plane, far);
  float* const v = layout.shift_x ? narrow_.data() : to;
  const float zero = chroma_zero_, scale_a = chroma_scale_ * (1 - far_weight),
              scale_b = chroma_scale_ * far_weight;
  for (uint32_t x = 0; x < width; ++x)
    v[x] =
        (static_cast<float>(a[x]) - zero) * scale_a + (static_cast<float>(b[x]) - zero) * scale_b;
  if (!layout.shift_x) return;
  const uint32_t pairs = layout.width / 2;
  const bool centered = layout.place == ChromaPlace::kCenter;
  const float other = centered ? 0.25f : 0, own = 1 - other;
  const float next = centered ? 0.25f : 0.5f, own_of_right = 1 - next;
  const auto put = [&](uint32_t x, uint32_t before, uint32_t after) {
    to[2 * x] = v[x] * own + v[before] * other;
    if (2 * x + 1 < layout.width) to[2 * x + 1] = v[x] * own_of_right + v[after] * next;
  };
  put(0, 0, std::min(1u, width - 1));
  for (uint32_t x = 1; x + 1 < pairs; ++x) {
    to[2 * x] = v[x] * own + v[x - 1] * other;
    to[2 * x + 1] = v[x] * own_of_right + v[x + 1] * next;
  }
  for (uint32_t x = std::max(1u, std::max(pairs, 1u) - 1); x < width; ++x)
    put(x, x - 1, std::min(x + 1, width - 1));
}

template <class In>
void RowConverter::MakeColors(uint32_t y) {
  const uint32_t width = color_.layout.width;
  const auto scale_of = [&](int plane, float* to) {
    const In* const from = color_.Row<In>(plane, y);
    const float zero = luma_zero_, scale = luma_scale_;
    for (uint32_t x = 0; x < width; ++x) to[x] = (static_cast<float>(from[x]) - zero) * scale;
  };
  float* const r = red_.data();
  float* const g = green_.data();
  float* const b = blue_.data();
  const float* const luma = luma_.data();
  if (color_.layout.gray) return scale_of(0, luma_.data());
  if (matrix_.conversion == Conversion::kIdentity) {
    scale_of(0, g);
    scale_of(1, b);
    return scale_of(2, r);
  }
  scale_of(0, luma_.data());
  // Cb or Cg stands in blue's row, Cr or Co in red's.
  MakeChroma<In>(y, 1, b);
  MakeChroma<In>(y, 2, r);
  if (matrix_.conversion == Conversion::kYCgCo) {
    for (uint32_t x = 0; x < width; ++x) {
      const float cg = b[x], co = r[x], middle = luma[x] - cg;
      g[x] = luma[x] + cg;
      b[x] = middle - co;
      r[x] = middle + co;
    }
    return;
  }
  const float from_cr = 2 * (1 - matrix_.red), from_cb = 2 * (1 - matrix_.blue);
  const float green = 1 - matrix_.red - matrix_.blue;
  const float green_cr = from_cr * matrix_.red / green, green_cb = from_cb * matrix_.blue / green;
  for (uint32_t x = 0; x < width; ++x) {
    const float cb = b[x], cr = r[x];
    g[x] = luma[x] - green_cb * cb - green_cr * cr;
    b[x] = luma[x] + from_cb * cb;
    r[x] = luma[x] + from_cr * cr;
  }
}

// YCgCo-Re and -Ro, which give back whole numbers.
template <class In>
void RowConverter::MakeExactColors(uint32_t y) {
  const In* const luma = color_.Row<In>(0, y);
  const In* const greens = color_.Row<In>(1, y);
  const In* const oranges = color_.Row<In>(2, y);
  const int middle = 1 << (color_.layout.bits - 1);
  const float scale = 1 / static_cast<float>((1 << bits_) - 1);
  for (uint32_t x = 0; x < color_.layout.width; ++x) {
    const int cg = greens[x] - middle, co = oranges[x] - middle;
    const int t = luma[x] - (cg >> 1);
    const int blue = t - (co >> 1);
    green_[x] = static_cast<float>(t + cg) * scale;
    blue_[x] = static_cast<float>(blue) * scale;
    red_[x] = static_cast<float>(blue + co) * scale;
  }
}

template <class Out>
void RowConverter::WriteAlpha(uint32_t y, uint32_t x, uint32_t count, Out* to) const {
  const SampleLayout& layout = alpha_->layout;
  const int step = layout.bits - 8;
  const int zero = alpha_is_full_ ? 0 : 16 << step;
  const int range = alpha_is_full_ ? (1 << layout.bits) - 1 : 219 << step;
  const int largest = (1 << bits_) - 1;
  const auto write = [&](const auto* from) {
    for (uint32_t i = 0; i < count; ++i) {
      const int value = std::clamp(from[x + i] - zero, 0, range);
      to[size_t{i} * channels_ + channels_ - 1] =
          static_cast<Out>((value * largest + range / 2) / range);
    }
  };
  if (layout.bits > 8) {
    write(alpha_->Row<uint16_t>(0, y));
  } else {
    write(alpha_->Row<uint8_t>(0, y));
  }
  if (!is_premultiplied_) return;
  for (uint32_t i = 0; i < count; ++i) {
    Out* const pixel = to + size_t{i} * channels_;
    const int alpha = pixel[channels_ - 1];
    for (int channel = 0; channel < channels_ - 1; ++channel) {
      const int sample = pixel[channel];
      pixel[channel] = static_cast<Out>(
          alpha == 0 ? 0 : std::min(largest, (sample * largest + alpha / 2) / alpha));
    }
  }
}

template <class In, class Out>
void RowConverter::WriteRow(uint32_t y, uint32_t x, uint32_t count, Out* to) {
  if (matrix_.conversion == Conversion::kYCgCoExact && !color_.layout.gray) {
    MakeExactColors<In>(y);
  } else {
    MakeColors<In>(y);
  }
  const auto largest = static_cast<float>((1 << bits_) - 1);
  const auto rounded = [&](const std::vector<float>& colors, size_t place) {
    auto* const row = reinterpret_cast<Out*>(rounded_[place].data());
    Round(colors.data() + x, count, largest, row);
    return row;
  };
  if (color_.layout.gray) {
    const Out* const gray = rounded(luma_, 0);
    for (uint32_t i = 0; i < count; ++i) to[size_t{i} * channels_] = gray[i];
  } else {
    const Out* const red = rounded(red_, 0);
    const Out* const green = rounded(green_, 1);
    const Out* const blue = rounded(blue_, 2);
    if (channels_ == 3) {
      Interleave(red, green, blue, count, to);
    } else {
      Out* pixel = to;
      for (uint32_t i = 0; i < count; ++i, pixel += 4) {
        pixel[0] = red[i];
        pixel[1] = green[i];
        pixel[2] = blue[i];
      }
    }
  }
  if (alpha_) WriteAlpha(y, x, count, to);
}

void RowConverter::Write(uint32_t y, uint32_t x, uint32_t count, uint8_t* to) {
  if (color_.layout.bits == 8) return WriteRow<uint8_t>(y, x, count, to);
  if (bits_ == 8) return WriteRow<uint16_t>(y, x, count, to);
  return WriteRow<uint16_t>(y, x, count, reinterpret_cast<uint16_t*>(to));
}

}  // namespace imwrite::avif
