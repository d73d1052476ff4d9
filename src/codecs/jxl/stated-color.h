// The color space of decoded samples: the one that the file states, where it is possible.
#pragma once

#include <jxl/decode.h>

#include "src/decoder.h"
#include "src/limits.h"

namespace imwrite::jxl {

struct StatedColor {
  // Samples are in linear light and become those of this profile.
  std::vector<uint8_t> target;
  // The file's profile is one that samples cannot be converted to: they are sRGB instead.
  bool falls_back = false;
};

// What the header says, at the event of that name. Adds a profile or numbers to `metadata`.
Status ReadColor(JxlDecoder* decoder, bool is_animation, Budget* budget, Metadata* metadata,
                 StatedColor* color);

// Asks for samples in that color space, at the event of that name.
bool UseColor(JxlDecoder* decoder, bool gray, const StatedColor& color);

}  // namespace imwrite::jxl
