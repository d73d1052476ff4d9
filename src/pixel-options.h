// The options every format shares: how pixels are made to fit.
#pragma once

#include <optional>

#include "src/options.h"
#include "src/pixels.h"

namespace imwrite {

// What becomes of alpha. Automatic: kept where the format has alpha, blended where it has none.
enum class AlphaPolicy { kBlend, kDrop, kError };
enum class DepthChoice { k8, k16, k32 };
// How samples become those of a smaller depth: rounded to nearest, or up or down by where they are.
enum class Dither { kNone, kOrdered };

// The options every format shares: how pixels are made to fit.
struct PixelOptions {
  Color background{{255, 255, 255}};
  std::optional<AlphaPolicy> alpha;
  std::optional<DepthChoice> depth;
  Dither dither = Dither::kNone;
  bool to_gray = false;
  Range range;
};

}  // namespace imwrite
