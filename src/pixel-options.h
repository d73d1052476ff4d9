// Options shared by all formats: how pixels are converted.
#pragma once

#include <optional>

#include "src/options.h"
#include "src/pixels.h"

namespace imwrite {

// How alpha is handled. Automatic: kept if the format has alpha, blended otherwise.
enum class AlphaPolicy { kBlend, kDrop, kError };
enum class DepthChoice { k8, k16, k32 };
// How samples are rounded to fewer bits: to nearest, or by an ordered dither.
enum class Dither { kNone, kOrdered };

// Options shared by all formats: how pixels are converted.
struct PixelOptions {
  Color background{{255, 255, 255}};
  std::optional<AlphaPolicy> alpha;
  std::optional<DepthChoice> depth;
  Dither dither = Dither::kNone;
  bool to_gray = false;
  Range range;
};

}  // namespace imwrite
