#include "src/codecs/exr/attributes.h"

#include <algorithm>
#include <cmath>

namespace imwrite::exr {
namespace {

struct Name {
  std::string_view keyword;
  std::string_view attribute;
};
constexpr Name kNames[] = {{"Comment", "comments"}, {"Copyright", "owner"}};

// Attributes that the file layout or its library defines, except texts.
constexpr std::string_view kReserved[] = {"altitude",
                                          "aperture",
                                          "channels",
                                          "chromaticities",
                                          "chunkCount",
                                          "compression",
                                          "dataWindow",
                                          "deepImageState",
                                          "displayWindow",
                                          "dwaCompressionLevel",
                                          "envmap",
                                          "expTime",
                                          "focus",
                                          "framesPerSecond",
                                          "isoSpeed",
                                          "keyCode",
                                          "latitude",
                                          "lineOrder",
                                          "longitude",
                                          "lookModTransform",
                                          "maxSamplesPerPixel",
                                          "multiView",
                                          "name",
                                          "originalDataWindow",
                                          "pixelAspectRatio",
                                          "preview",
                                          "renderingTransform",
                                          "screenWindowCenter",
                                          "screenWindowWidth",
                                          "tiles",
                                          "timeCode",
                                          "type",
                                          "utcOffset",
                                          "version",
                                          "view",
                                          "whiteLuminance",
                                          "worldToCamera",
                                          "worldToNDC",
                                          "wrapmodes",
                                          "xDensity",
                                          "adoptedNeutral"};

// BT.709's and sRGB's, BT.2020's, DCI's P3, Display P3's.
constexpr Chromaticities kChromaticities[] = {
    {0.64, 0.33, 0.3, 0.6, 0.15, 0.06, 0.3127, 0.329},
    {0.708, 0.292, 0.17, 0.797, 0.131, 0.046, 0.3127, 0.329},
    {0.68, 0.32, 0.265, 0.69, 0.15, 0.06, 0.314, 0.351},
    {0.68, 0.32, 0.265, 0.69, 0.15, 0.06, 0.3127, 0.329},
};
static_assert(std::size(kChromaticities) == std::size(kCicpPrimaries));

}  // namespace

std::string_view AttributeOf(std::string_view keyword) {
  const auto* const name = std::ranges::find(kNames, keyword, &Name::keyword);
  return name == std::end(kNames) ? keyword : name->attribute;
}

std::string_view KeywordOf(std::string_view attribute) {
  const auto* const name = std::ranges::find(kNames, attribute, &Name::attribute);
  return name == std::end(kNames) ? attribute : name->keyword;
}

bool IsReserved(std::string_view attribute) {
  return std::ranges::find(kReserved, attribute) != std::end(kReserved);
}

const Chromaticities& ChromaticitiesOf(uint8_t cicp_primaries) {
  const auto* const code = std::ranges::find(kCicpPrimaries, cicp_primaries);
  return kChromaticities[code - std::begin(kCicpPrimaries)];
}

std::optional<uint8_t> CicpPrimariesOf(const Chromaticities& chromaticities) {
  // As exact as programs write them.
  constexpr double kNear = 5e-4;
  for (size_t i = 0; i < std::size(kChromaticities); ++i) {
    const bool near =
        std::ranges::equal(kChromaticities[i], chromaticities,
                           [](double a, double b) { return std::abs(a - b) < kNear; });
    if (near) return kCicpPrimaries[i];
  }
  return std::nullopt;
}

}  // namespace imwrite::exr
