// The options of the PNG encoder.
#pragma once

#include <optional>

#include "src/codecs/png/pixels/filter.h"
#include "src/deflate/deflate.h"
#include "src/options.h"

namespace imwrite::png {

enum class BitDepth { k1, k2, k4, k8, k16 };
enum class PaletteChoice { kOff, kAuto };
// In the order of sRGB's numbers.
enum class Intent { kPerceptual, kRelative, kSaturation, kAbsolute };

struct Options {
  int compression_level = 2;
  std::optional<deflate::Strategy> strategy;
  Filter filter = Filter::kAdaptive;
  std::optional<BitDepth> bit_depth;
  bool interlaced = false;
  PaletteChoice palette = PaletteChoice::kOff;
  std::optional<int> colors;
  std::optional<double> error_diffusion;
  // Red, green, blue and alpha.
  Tables<4> color_table;
  std::optional<double> gamma;
  std::optional<Intent> srgb;
  Samples transparent_color;

  // The requested bits per gray sample; 0: as in the image.
  uint8_t low_bits() const {
    return bit_depth && *bit_depth < BitDepth::k8
               ? static_cast<uint8_t>(1 << static_cast<int>(*bit_depth))
               : 0;
  }
  bool wants_palette() const { return palette != PaletteChoice::kOff || colors.has_value(); }
};

}  // namespace imwrite::png
