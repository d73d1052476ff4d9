#include "src/codecs/jxl/stated-color.h"

#include <cmath>

#include "src/codecs/jxl/color.h"
#include "src/codecs/jxl/conversion.h"
#include "src/codecs/jxl/format.h"

namespace imwrite::jxl {
namespace {

using Codes = std::array<uint8_t, 4>;

bool Equals(double stated, int32_t millionths) {
  return std::fabs(stated * 1e6 - millionths) < 1.5;
}

bool IsOf(const JxlColorEncoding& color, const Space& space, bool gray) {
  if (color.white_point != static_cast<JxlWhitePoint>(space.white_point)) return false;
  const bool own_white = color.white_point == JXL_WHITE_POINT_CUSTOM;
  for (size_t i = 0; own_white && i < 2; ++i) {
    if (!Equals(color.white_point_xy[i], space.white[i])) return false;
  }
  if (gray) return true;
  if (color.primaries != static_cast<JxlPrimaries>(space.primaries)) return false;
  if (color.primaries != JXL_PRIMARIES_CUSTOM) return true;
  const double* const places[] = {color.primaries_red_xy, color.primaries_green_xy,
                                  color.primaries_blue_xy};
  for (size_t c = 0; c < 3; ++c) {
    for (size_t i = 0; i < 2; ++i) {
      if (!Equals(places[c][i], space.colors[2 * c + i])) return false;
    }
  }
  return true;
}

bool IsOf(const JxlColorEncoding& color, const Transfer& transfer) {
  if (transfer.power > 0)
    return color.transfer_function == JXL_TRANSFER_FUNCTION_GAMMA &&
           std::fabs(color.gamma * 1e7 - transfer.power) < 1.5;
  return color.transfer_function == static_cast<JxlTransferFunction>(transfer.number);
}

// H.273's numbers, if it has some for that color space.
std::optional<Codes> CodesOf(const JxlColorEncoding& color) {
  const bool gray = color.color_space == JXL_COLOR_SPACE_GRAY;
  for (const uint8_t primaries : kCicpPrimaries) {
    if (!IsOf(color, SpaceOf(primaries), gray)) continue;
    for (const uint8_t transfer : kCicpTransfers) {
      if (IsOf(color, TransferOf(transfer))) return Codes{primaries, transfer, 0, 1};
    }
  }
  return std::nullopt;
}

// The file's, or one that libjxl makes of what the file says.
Status CopyProfile(JxlDecoder* decoder, Budget* budget, std::vector<uint8_t>* icc) {
  constexpr JxlColorProfileTarget kTarget = JXL_COLOR_PROFILE_TARGET_ORIGINAL;
  size_t size = 0;
  if (JxlDecoderGetICCProfileSize(decoder, kTarget, &size) != JXL_DEC_SUCCESS) return Ok();
  if (Status status = budget->TakeMetadata(size); !status.ok()) return status;
  icc->resize(size);
  return JxlDecoderGetColorAsICCProfile(decoder, kTarget, icc->data(), size) == JXL_DEC_SUCCESS
             ? Ok()
             : Error(Code::kCorruptData, "jxl: its color profile is damaged");
}

}  // namespace

Status ReadColor(JxlDecoder* decoder, const JxlBasicInfo& basic, Budget* budget, Metadata* metadata,
                 StatedColor* color) {
  JxlColorEncoding encoding;
  if (JxlDecoderGetColorAsEncodedProfile(decoder, JXL_COLOR_PROFILE_TARGET_ORIGINAL, &encoding) ==
      JXL_DEC_SUCCESS) {
    constexpr Codes kSrgb = {1, 13, 0, 1};
    const std::optional<Codes> codes = CodesOf(encoding);
    // Pictures that say nothing are taken for sRGB.
    if (codes == kSrgb) return Ok();
    if (codes) {
      metadata->cicp = codes;
      return Ok();
    }
    return CopyProfile(decoder, budget, &metadata->icc);
  }
  if (Status status = CopyProfile(decoder, budget, &metadata->icc);
      !status.ok() || basic.uses_original_profile)
    return status;
  Conversion conversion;
  // libjxl blends the frames of an animation in a color space that has a name.
  if (!basic.have_animation &&
      ReadProfile(metadata->icc, basic.num_color_channels == 1, &conversion) &&
      conversion.IsInvertible()) {
    color->target = metadata->icc;
    return Ok();
  }
  metadata->icc.clear();
  color->falls_back = true;
  return Ok();
}

bool UseColor(JxlDecoder* decoder, const JxlBasicInfo& basic, const StatedColor& color) {
  if (!color.target.empty())
    return JxlDecoderSetOutputColorProfile(decoder, nullptr, color.target.data(),
                                           color.target.size()) == JXL_DEC_SUCCESS;
  if (!color.falls_back) return true;
  JxlColorEncoding srgb{};
  srgb.color_space = basic.num_color_channels == 1 ? JXL_COLOR_SPACE_GRAY : JXL_COLOR_SPACE_RGB;
  srgb.white_point = JXL_WHITE_POINT_D65;
  srgb.primaries = JXL_PRIMARIES_SRGB;
  srgb.transfer_function = JXL_TRANSFER_FUNCTION_SRGB;
  srgb.rendering_intent = JXL_RENDERING_INTENT_RELATIVE;
  return JxlDecoderSetOutputColorProfile(decoder, &srgb, nullptr, 0) == JXL_DEC_SUCCESS;
}

}  // namespace imwrite::jxl
