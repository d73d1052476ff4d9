#include "src/codecs/jxl/color-management.h"

#include <jxl/cms.h>

#include <memory>

#include "src/codecs/jxl/conversion.h"

namespace imwrite::jxl {
namespace {

// The light of a sample from 0 to 1, in shares of the intensity target.
double LightOf(const JxlColorEncoding& color, double intensity_target, double sample) {
  switch (color.transfer_function) {
    case JXL_TRANSFER_FUNCTION_LINEAR: return sample;
    case JXL_TRANSFER_FUNCTION_GAMMA: return std::pow(sample, 1 / color.gamma);
    case JXL_TRANSFER_FUNCTION_DCI: return std::pow(sample, 2.6);
    case JXL_TRANSFER_FUNCTION_709:
      return sample < 0.081 ? sample / 4.5 : std::pow((sample + 0.099) / 1.099, 1 / 0.45);
    case JXL_TRANSFER_FUNCTION_PQ: {
      constexpr double kM1 = 2610.0 / 16384, kM2 = 2523.0 / 4096 * 128;
      constexpr double kC1 = 3424.0 / 4096, kC2 = 2413.0 / 4096 * 32, kC3 = 2392.0 / 4096 * 32;
      const double power = std::pow(sample, 1 / kM2);
      return std::pow(std::fmax(power - kC1, 0) / (kC2 - kC3 * power), 1 / kM1) * 10000 /
             intensity_target;
    }
    case JXL_TRANSFER_FUNCTION_HLG: {
      constexpr double kA = 0.17883277, kB = 1 - 4 * kA, kC = 0.55991073;
      return sample <= 0.5 ? sample * sample / 3 : (std::exp((sample - kC) / kA) + kB) / 12;
    }
    default: return sample <= 0.04045 ? sample / 12.92 : std::pow((sample + 0.055) / 1.055, 2.4);
  }
}

struct Transform {
  Conversion conversion;
  bool gray = false;
  // HLG's system gamma, less one, which acts on luminance. 0: none.
  float ootf = 0;
  float luminance[3] = {};
  std::vector<float> source, target;

  // From linear sRGB to the profile; `conversion.matrix` leads there, too.
  bool backward = false;

  void RunBackward(const float* from, float* to, size_t count) const {
    const Matrix& m = conversion.matrix;
    if (gray) {
      std::transform(from, from + count, to,
                     [&](float light) { return conversion.curves[0].Of(light); });
      return;
    }
    for (size_t i = 0; i < count; ++i, from += 3, to += 3) {
      for (size_t c = 0; c < 3; ++c)
        to[c] = conversion.curves[c].Of(static_cast<float>(
            m[3 * c] * from[0] + m[3 * c + 1] * from[1] + m[3 * c + 2] * from[2]));
    }
  }

  void Run(const float* from, float* to, size_t count) const {
    if (backward) return RunBackward(from, to, count);
    if (gray) {
      for (size_t i = 0; i < count; ++i) {
        const float light = conversion.curves[0].At(from[i]);
        to[i] = ootf == 0 || light <= 0 ? light : std::pow(light, 1 + ootf);
      }
      return;
    }
    const Matrix& m = conversion.matrix;
    float matrix[9];
    for (size_t i = 0; i < 9; ++i) matrix[i] = static_cast<float>(m[i]);
    for (size_t i = 0; i < count; ++i, from += 3, to += 3) {
      float rgb[3];
      for (size_t c = 0; c < 3; ++c) rgb[c] = conversion.curves[c].At(from[c]);
      if (ootf != 0) {
        const float y = rgb[0] * luminance[0] + rgb[1] * luminance[1] + rgb[2] * luminance[2];
        const float factor = y <= 0 ? 1 : std::pow(y, ootf);
        for (float& sample : rgb) sample *= factor;
      }
      for (size_t c = 0; c < 3; ++c)
        to[c] = matrix[3 * c] * rgb[0] + matrix[3 * c + 1] * rgb[1] + matrix[3 * c + 2] * rgb[2];
    }
  }
};

Chromaticity At(const double (&xy)[2]) { return {xy[0], xy[1]}; }

void UseSpace(const JxlColorEncoding& color, double intensity_target, Transform* transform) {
  for (int i = 0; i < (transform->gray ? 1 : 3); ++i)
    transform->conversion.curves.emplace_back(
        [&](double sample) { return LightOf(color, intensity_target, sample); });
  if (color.transfer_function == JXL_TRANSFER_FUNCTION_HLG)
    transform->ootf =
        static_cast<float>(1.2 * std::pow(1.111, std::log2(intensity_target / 1000)) - 1);
  if (transform->gray) return;
  const Chromaticity colors[] = {At(color.primaries_red_xy), At(color.primaries_green_xy),
                                 At(color.primaries_blue_xy)};
  const Chromaticity white = At(color.white_point_xy);
  const Matrix xyz = XyzOfPrimaries(colors, white);
  for (size_t i = 0; i < 3; ++i) transform->luminance[i] = static_cast<float>(xyz[3 + i]);
  transform->conversion.matrix = Product(LinearSrgbOf(XyzOf(white)), xyz);
}

// A profile has no name: what it says is looked at when samples are there.
JXL_BOOL DescribeProfile(void*, const uint8_t* data, size_t size, JxlColorEncoding* color,
                         JXL_BOOL* cmyk) {
  constexpr size_t kSpace = 16;
  if (size < kSpace + 4) return JXL_FALSE;
  *color = {};
  color->color_space = data[kSpace] == 'G' ? JXL_COLOR_SPACE_GRAY : JXL_COLOR_SPACE_RGB;
  color->white_point = JXL_WHITE_POINT_D65;
  color->primaries = JXL_PRIMARIES_SRGB;
  color->transfer_function = JXL_TRANSFER_FUNCTION_UNKNOWN;
  color->rendering_intent = JXL_RENDERING_INTENT_RELATIVE;
  *cmyk = JXL_FALSE;
  return JXL_TRUE;
}

void* Begin(void*, size_t, size_t pixels, const JxlColorProfile* from, const JxlColorProfile* to,
            float intensity_target) {
  auto transform = std::make_unique<Transform>();
  transform->gray = from->num_channels == 1;
  const auto is = [](const JxlColorProfile* profile, JxlTransferFunction transfer) {
    return profile->color_encoding.transfer_function == transfer;
  };
  const auto read = [&](const JxlColorProfile* profile) {
    return ReadProfile({profile->icc.data, profile->icc.size}, transform->gray,
                       &transform->conversion);
  };
  if (is(to, JXL_TRANSFER_FUNCTION_LINEAR)) {
    if (!is(from, JXL_TRANSFER_FUNCTION_UNKNOWN)) {
      UseSpace(from->color_encoding, intensity_target, transform.get());
    } else if (!read(from)) {
      return nullptr;
    }
  } else {
    if (!is(from, JXL_TRANSFER_FUNCTION_LINEAR) || !is(to, JXL_TRANSFER_FUNCTION_UNKNOWN) ||
        !read(to))
      return nullptr;
    transform->backward = true;
    transform->conversion.matrix = Inverse(transform->conversion.matrix);
  }
  transform->source.resize(pixels * from->num_channels);
  transform->target.resize(pixels * from->num_channels);
  return transform.release();
}

constexpr JxlCmsInterface kInterface = {
    .set_fields_data = nullptr,
    .set_fields_from_icc = DescribeProfile,
    .init_data = nullptr,
    .init = Begin,
    .get_src_buf = [](void* self, size_t) { return static_cast<Transform*>(self)->source.data(); },
    .get_dst_buf = [](void* self, size_t) { return static_cast<Transform*>(self)->target.data(); },
    .run = [](void* self, size_t, const float* from, float* to, size_t count) -> JXL_BOOL {
      static_cast<Transform*>(self)->Run(from, to, count);
      return JXL_TRUE;
    },
    .destroy = [](void* self) { delete static_cast<Transform*>(self); }};

}  // namespace

const JxlCmsInterface& ColorManagement() { return kInterface; }

}  // namespace imwrite::jxl

// In place of the library's own, which stands on another library.
extern "C" const JxlCmsInterface* JxlGetDefaultCms() { return &imwrite::jxl::ColorManagement(); }
