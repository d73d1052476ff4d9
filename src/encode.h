// Encode: the one way in. Checks everything, converts what the format cannot hold, runs the codec.
#pragma once

#include <span>
#include <string_view>

#include "src/encode-input.h"
#include "src/encoder.h"

namespace imwrite {

// Those of src/pixel-options.h.
OptionTable PixelOptionTable();

// Encodes the picture as `format` into `sink`. Nothing is written when the first frame or an option
// is refused.
Status Encode(std::string_view format, const EncodeInput& picture,
              std::span<const NamedValue> options, ByteSink& sink, const Progress& progress = {});

// How a still picture is split. Not at all: it is encoded in one call, which is also the way to
// learn what is wrong with an option or the picture.
Stripes StripesOf(std::string_view format, const ImageInfo& info,
                  std::span<const NamedValue> options);

}  // namespace imwrite
