// The options of the GIF encoder.
#pragma once

#include <optional>

namespace imwrite::gif {

struct Options {
  int colors = 256;
  std::optional<double> error_diffusion;
  int alpha_threshold = 128;
  bool global_palette = false;
  bool interlaced = false;
};

}  // namespace imwrite::gif
