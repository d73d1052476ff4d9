// Encode: the one way in. Checks everything, converts what the format cannot hold, runs the codec.
#pragma once

#include <span>
#include <string_view>

#include "src/codec.h"

namespace imwrite {

// What becomes of alpha. Automatic: kept where the format has alpha, blended where it has none.
enum class AlphaPolicy { kBlend, kDrop, kError };
enum class DepthChoice { k8, k16, k32 };

// The options every format shares: how pixels are made to fit.
struct PixelOptions {
  Color background{{255, 255, 255}};
  std::optional<AlphaPolicy> alpha;
  std::optional<DepthChoice> depth;
};
std::span<const Option> PixelOptionTable();

// Encodes `rows` (an image of `info`) as `format` into `sink`. Nothing is written when the input is refused.
Status Encode(std::string_view format, const ImageInfo& info, RowReader& rows, std::span<const NamedValue> options, ByteSink& sink,
              const Progress& progress = {});

}  // namespace imwrite
