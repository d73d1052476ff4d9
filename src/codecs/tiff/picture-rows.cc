#include "src/codecs/tiff/picture-rows.h"

#include <algorithm>
#include <limits>
#include <type_traits>

#include "src/codecs/tiff/xyz.h"

namespace imwrite::tiff {
namespace {

// Divides the colors by alpha, which follows them.
template <class Sample>
void MakeStraight(Sample* pixel, size_t pixels, int samples, int colors, double full) {
  for (size_t i = 0; i < pixels; ++i, pixel += samples) {
    const Sample alpha = pixel[colors];
    if (!(alpha > 0)) continue;
    for (int c = 0; c < colors; ++c) {
      if constexpr (std::is_floating_point_v<Sample>) {
        pixel[c] /= alpha;
      } else {
        using Wide = std::conditional_t<std::is_signed_v<Sample>, int64_t, uint64_t>;
        const Wide straight = (Wide{pixel[c]} * static_cast<Wide>(full) + alpha / 2) / alpha;
        pixel[c] = static_cast<Sample>(std::clamp<Wide>(
            straight, std::numeric_limits<Sample>::min(), static_cast<Wide>(full)));
      }
    }
  }
}

// Calls `work` with `samples` as a pointer to the C++ type of `sample_type`.
template <class Work>
void WithSamples(SampleType sample_type, uint8_t* samples, Work&& work) {
  switch (sample_type) {
    case SampleType::kU8: return work(samples);
    case SampleType::kU16: return work(reinterpret_cast<uint16_t*>(samples));
    case SampleType::kF32: return work(reinterpret_cast<float*>(samples));
    case SampleType::kS8: return work(reinterpret_cast<int8_t*>(samples));
    case SampleType::kS16: return work(reinterpret_cast<int16_t*>(samples));
    case SampleType::kU32: return work(reinterpret_cast<uint32_t*>(samples));
    case SampleType::kS32: return work(reinterpret_cast<int32_t*>(samples));
    case SampleType::kF64: return work(reinterpret_cast<double*>(samples));
  }
}

uint8_t Scaled(uint32_t sample, uint32_t full) {
  return static_cast<uint8_t>((sample * 255 + full / 2) / full);
}

// Where 0 is white, white becomes full; alpha and what follows it stay.
void TurnOver(uint8_t* pixel, size_t pixels, int samples) {
  for (size_t i = 0; i < pixels; ++i, pixel += samples) *pixel = static_cast<uint8_t>(~*pixel);
}

// Inks to RGB, as libtiff does it; what follows the inks stays.
template <class Sample>
void FromInks(const Sample* in, size_t pixels, int samples, uint32_t full, Sample* out) {
  for (size_t i = 0; i < pixels; ++i) {
    const uint32_t light = full - std::min<uint32_t>(in[3], full);
    for (int c = 0; c < 3; ++c)
      *out++ =
          static_cast<Sample>(uint64_t{light} * (full - std::min<uint32_t>(in[c], full)) / full);
    for (int s = 4; s < samples; ++s) *out++ = in[s];
    in += samples;
  }
}

}  // namespace

Status ReadColorMap(TIFF* tiff, uint32_t full, ColorTable* table) {
  uint16_t* colors[3] = {};
  if (!TIFFGetField(tiff, TIFFTAG_COLORMAP, &colors[0], &colors[1], &colors[2])) {
    return Error(Code::kCorruptData, "tiff: a palette without colors");
  }
  const uint32_t count = full + 1;
  // Some writers store 8 bits where 16 belong; libtiff takes these for it, too.
  const bool wide = std::ranges::any_of(colors, [&](const uint16_t* values) {
    return std::any_of(values, values + count, [](uint16_t value) { return value > 255; });
  });
  table->assign(count, {0, 0, 0, 255});
  for (uint32_t i = 0; i < count; ++i) {
    for (int c = 0; c < 3; ++c)
      (*table)[i][c] = static_cast<uint8_t>(wide ? colors[c][i] >> 8 : colors[c][i]);
  }
  return Ok();
}

Status PictureRows::Start(TIFF* tiff) {
  return layout_.colors == Colors::kPalette ? ReadColorMap(tiff, layout_.full(), &palette_) : Ok();
}

void PictureRows::FromPalette(const uint8_t* stored, size_t pixels, uint8_t* out) const {
  for (size_t i = 0; i < pixels; ++i, stored += layout_.samples) {
    out = std::copy_n(palette_[stored[0]].begin(), 3, out);
    for (int s = 1; s < layout_.samples; ++s) *out++ = Scaled(stored[s], layout_.full());
  }
}

void PictureRows::Convert(uint8_t* stored, size_t pixels, uint8_t* out) const {
  const SampleType sample_type = *layout_.stored();
  if (layout_.colors == Colors::kXyz) return XyzToRgb(reinterpret_cast<float*>(stored), pixels);
  if (layout_.colors == Colors::kPalette) return FromPalette(stored, pixels, out);
  if (layout_.colors == Colors::kIndices) return;
  const bool few = sample_type == SampleType::kU8 && layout_.bits < 8;
  for (size_t i = 0; few && i < pixels * layout_.samples; ++i)
    stored[i] = Scaled(stored[i], layout_.full());
  if (layout_.white_is_zero) TurnOver(stored, pixels, layout_.samples);
  if (layout_.premultiplied) {
    WithSamples(sample_type, stored, [&](auto* pixel) {
      using Sample = std::remove_pointer_t<decltype(pixel)>;
      const double full = sample_type == SampleType::kU16
                              ? layout_.full()
                              : static_cast<double>(std::numeric_limits<Sample>::max());
      MakeStraight(pixel, pixels, layout_.samples, layout_.color_samples(), full);
    });
  }
  if (layout_.colors != Colors::kInks) return;
  if (sample_type == SampleType::kU8)
    return FromInks<uint8_t>(stored, pixels, layout_.samples, 255, out);
  FromInks<uint16_t>(reinterpret_cast<uint16_t*>(stored), pixels, layout_.samples, layout_.full(),
                     reinterpret_cast<uint16_t*>(out));
}

}  // namespace imwrite::tiff
