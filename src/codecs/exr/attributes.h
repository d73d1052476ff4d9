// What attributes of OpenEXR say in the terms of all formats: texts, color primaries.
#pragma once

#include <optional>
#include <string_view>

#include "src/codecs/exr/format.h"

namespace imwrite::exr {

// OpenEXR has names of its own for some of PNG's keywords.
std::string_view AttributeOf(std::string_view keyword);
std::string_view KeywordOf(std::string_view attribute);
// Whether readers take an attribute of this name for more than a text.
bool IsReserved(std::string_view attribute);

// CIE x and y of red, green, blue and white.
using Chromaticities = std::array<double, 8>;

// cICP's numbers that a file can state: primaries, as chromaticities, of linear light.
inline constexpr uint8_t kCicpPrimaries[] = {1, 9, 11, 12};
inline constexpr uint8_t kCicpTransfers[] = {8};
const Chromaticities& ChromaticitiesOf(uint8_t cicp_primaries);
std::optional<uint8_t> CicpPrimariesOf(const Chromaticities& chromaticities);

}  // namespace imwrite::exr
