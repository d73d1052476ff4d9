#include "src/convert.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <tuple>
#include <type_traits>

#include "src/scale.h"

namespace imwrite {
namespace {

// a over b, straight alpha, rounded to nearest.
template <class Sample>
Sample Over(Sample color, Sample alpha, Sample background) {
  if constexpr (std::is_same_v<Sample, float>) {
    const float a = alpha > 0 ? std::min(alpha, 1.0f) : 0.0f;
    return a == 0 ? background : color * a + background * (1 - a);
  } else {
    constexpr uint64_t full = kFull<Sample>;
    return static_cast<Sample>((color * uint64_t{alpha} + background * (full - alpha) + full / 2) /
                               full);
  }
}

void BlendPixel8(const uint8_t* in, uint8_t* out, const uint8_t* background) {
  const uint32_t alpha = in[3];
  for (int c = 0; c < 3; ++c) {
    // (n + 128 + ((n + 128) >> 8)) >> 8 is n / 255 rounded, for n up to 255 × 255.
    const uint32_t n = in[c] * alpha + background[c] * (255 - alpha) + 128;
    out[c] = static_cast<uint8_t>((n + (n >> 8)) >> 8);
  }
}

// The common case of a canvas's pixels, which are mostly opaque.
void BlendRgba8(const uint8_t* in, uint8_t* out, uint32_t width, const uint8_t* background) {
  uint32_t x = 0;
  for (; x + 4 <= width; x += 4, in += 16, out += 12) {
    if ((in[3] & in[7] & in[11] & in[15]) == 255) {
      // Four bytes are faster than three; the next pixel takes the place of the alpha.
      for (int i = 0; i < 3; ++i) std::memcpy(out + 3 * i, in + 4 * i, 4);
      std::memcpy(out + 9, in + 12, 3);
    } else {
      for (int i = 0; i < 4; ++i) BlendPixel8(in + 4 * i, out + 3 * i, background);
    }
  }
  for (; x < width; ++x, in += 4, out += 3) BlendPixel8(in, out, background);
}

void DropAlpha8(const uint8_t* in, uint8_t* out, uint32_t width) {
  // Four bytes are faster than three; the next pixel takes the place of the alpha.
  for (uint32_t x = 1; x < width; ++x, in += 4, out += 3) std::memcpy(out, in, 4);
  std::memcpy(out, in, 3);
}

template <class Sample>
void Blend(const Sample* in, Sample* out, uint32_t width, int colors, const uint8_t* rgb) {
  Sample background[3];
  // A gray image takes the background's luma, with the weights of ITU-R BT.601.
  const uint8_t gray =
      static_cast<uint8_t>((rgb[0] * 299 + rgb[1] * 587 + rgb[2] * 114 + 500) / 1000);
  for (int c = 0; c < 3; ++c) background[c] = FromByte<Sample>(colors == 1 ? gray : rgb[c]);
  for (uint32_t x = 0; x < width; ++x, in += colors + 1, out += colors) {
    for (int c = 0; c < colors; ++c) out[c] = Over<Sample>(in[c], in[colors], background[c]);
  }
}

// With or without alpha; `out` may be `in`. The integers are OpenCV's, which give the same gray as
// its cvtColor.
template <class Sample>
void ToGray(const Sample* in, uint32_t width, int channels, Sample* out) {
  constexpr uint32_t kRed = 9798, kGreen = 19235, kBlue = 3735, kShift = 15;
  for (uint32_t x = 0; x < width; ++x, in += channels) {
    if constexpr (std::is_same_v<Sample, float>) {
      *out++ = in[0] * 0.299f + in[1] * 0.587f + in[2] * 0.114f;
    } else {
      *out++ = static_cast<Sample>(
          (in[0] * kRed + in[1] * kGreen + in[2] * kBlue + (1u << (kShift - 1))) >> kShift);
    }
    if (channels == 4) *out++ = in[3];
  }
}

template <class Sample>
bool IsOpaque(const Sample* in, uint32_t width, int channels) {
  for (uint32_t x = 0; x < width; ++x) {
    if (in[size_t{x} * channels + channels - 1] < kFull<Sample>) return false;
  }
  return true;
}

// Copies the colors (and alpha when both sides have it), repeating gray into RGB, and scales each
// sample.
template <class In, class Out>
void CopyScaled(const In* in, int in_channels, Out* out, int out_channels, uint32_t width) {
  if (in_channels == out_channels) {
    const size_t samples = size_t{width} * in_channels;
    for (size_t i = 0; i < samples; ++i) out[i] = Scale<Out>(in[i]);
    return;
  }
  const bool in_alpha = in_channels % 2 == 0;
  const bool out_alpha = out_channels % 2 == 0;
  const int in_colors = in_channels - in_alpha;
  const int out_colors = out_channels - out_alpha;
  for (uint32_t x = 0; x < width; ++x, in += in_channels, out += out_channels) {
    for (int c = 0; c < out_colors; ++c) out[c] = Scale<Out>(in[in_colors == 1 ? 0 : c]);
    if (out_alpha) out[out_colors] = in_alpha ? Scale<Out>(in[in_colors]) : kFull<Out>;
  }
}

}  // namespace

template <class Sample>
Status ConvertingReader::ConvertRow(uint32_t y, const uint8_t* bytes, uint8_t* out) {
  const Sample* in = reinterpret_cast<const Sample*>(bytes);
  int channels = from_.channels;
  if constexpr (!std::is_floating_point_v<Sample>) {
    if (stretches_) {
      Sample* stretched = reinterpret_cast<Sample*>(row_.data());
      const auto full = [](int bits) { return (uint32_t{1} << bits) - 1; };
      const int bits = to_.precision > 0 ? to_.precision : Bits(from_.sample_type);
      Stretch(in, size_t{from_.width} * channels, full(from_.precision), full(bits), stretched);
      in = stretched;
      bytes = row_.data();
    }
  }
  if (from_.has_alpha() && !to_.has_alpha()) {
    if (alpha_ == AlphaPolicy::kError && !IsOpaque(in, from_.width, channels)) {
      return MismatchOf("alpha", Code::kUnsupportedImage, "alpha would be lost", "an opaque image",
                        "a translucent pixel in row " + std::to_string(y));
    }
    const bool blends = alpha_ == AlphaPolicy::kBlend;
    if (std::is_same_v<Sample, uint8_t> && channels == 4 && to_.channels == 3 &&
        to_.sample_type == SampleType::kU8 && !grays_) {
      blends ? BlendRgba8(bytes, out, from_.width, background_.rgb.data())
             : DropAlpha8(bytes, out, from_.width);
      return Ok();
    }
    if (blends) {
      Sample* blended = reinterpret_cast<Sample*>(row_.data());
      Blend(in, blended, from_.width, channels - 1, background_.rgb.data());
      in = blended;
      --channels;
    }
  }
  if (grays_) {
    Sample* gray = reinterpret_cast<Sample*>(row_.data());
    ToGray(in, from_.width, channels, gray);
    in = gray;
    channels -= 2;
  }
  if constexpr (!std::is_same_v<Sample, uint8_t>) {
    if (dithers_) {
      Sample* dithered = reinterpret_cast<Sample*>(row_.data());
      DitherRow(in, y, from_.width, channels, to_.sample_type, dithered);
      in = dithered;
    }
  }
  switch (to_.sample_type) {
    case SampleType::kU8: CopyScaled(in, channels, out, to_.channels, from_.width); break;
    case SampleType::kU16:
      CopyScaled(in, channels, reinterpret_cast<uint16_t*>(out), to_.channels, from_.width);
      break;
    case SampleType::kF32:
      CopyScaled(in, channels, reinterpret_cast<float*>(out), to_.channels, from_.width);
      break;
    default: return Error(Code::kInternal, "samples that are never converted");
  }
  return Ok();
}

void ConvertingReader::ToFloats(const uint8_t* in) {
  float* out = reinterpret_cast<float*>(ranged_.data());
  const auto [width, channels, alpha] =
      std::tuple(from_.width, from_.channels, from_.has_alpha() ? from_.alpha_index() : -1);
  switch (source_info_.sample_type) {
    case SampleType::kU8: return ApplyRange(in, width, channels, alpha, range_, out);
    case SampleType::kU16:
      return ApplyRange(reinterpret_cast<const uint16_t*>(in), width, channels, alpha, range_, out);
    case SampleType::kF32:
      return ApplyRange(reinterpret_cast<const float*>(in), width, channels, alpha, range_, out);
    default: return;
  }
}

Status ConvertingReader::Read(uint32_t y, uint32_t count, const uint8_t** rows) {
  const uint64_t band_bytes = to_.row_bytes() * count;
  if (!band_.Resize(band_bytes)) return OutOfMemory(static_cast<size_t>(band_bytes));
  if (!row_.Resize(from_.row_bytes())) return OutOfMemory(static_cast<size_t>(from_.row_bytes()));
  if (range_.given() && !ranged_.Resize(from_.row_bytes()))
    return OutOfMemory(static_cast<size_t>(from_.row_bytes()));
  const uint8_t* next = nullptr;
  if (Status status = source_.Read(y, count, &next); !status.ok()) return status;
  uint8_t* out = band_.data();
  for (uint32_t i = 0; i < count; ++i, next += source_info_.row_bytes(), out += to_.row_bytes()) {
    const uint8_t* in = next;
    if (range_.given()) {
      ToFloats(next);
      in = ranged_.data();
    }
    Status status;
    switch (from_.sample_type) {
      case SampleType::kU8: status = ConvertRow<uint8_t>(y + i, in, out); break;
      case SampleType::kU16: status = ConvertRow<uint16_t>(y + i, in, out); break;
      case SampleType::kF32: status = ConvertRow<float>(y + i, in, out); break;
      default: return Error(Code::kInternal, "samples that are never converted");
    }
    if (!status.ok()) return status;
  }
  *rows = band_.data();
  return Ok();
}

}  // namespace imwrite
