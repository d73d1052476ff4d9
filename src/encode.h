// Encode: the one way in. Checks everything, converts what the format cannot hold, runs the codec.
#pragma once

#include <span>
#include <string_view>

#include "src/encode-input.h"
#include "src/encoder.h"

namespace imwrite {

// Those of src/pixel-options.h.
OptionTable PixelOptionTable();

// Encodes the input as `format` into `sink`. Nothing is written if the first frame or an option is
// refused.
Status Encode(std::string_view format, const EncodeInput& picture,
              std::span<const NamedValue> options, ByteSink& sink, const Progress& progress = {});

// How a still image is split. If it is not, one call encodes it, which also reports invalid options
// and images.
Stripes StripesOf(std::string_view format, const ImageInfo& info,
                  std::span<const NamedValue> options);

}  // namespace imwrite
