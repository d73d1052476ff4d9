// Quantizes an image to a palette that is selected for it.
#pragma once

#include <memory>

#include "src/codec.h"
#include "src/codecs/png/pixels/palette.h"

namespace imwrite::png {

struct QuantizedImage {
  Palette palette;
  // The indices into it.
  std::unique_ptr<RowReader> rows;
};

// Reads the image to select at most `max` colors, and gives readers of its indices, with this share
// of each error diffused. Only the encoder with that feature has it; the usual one fails.
Status Quantize(const EncodeJob& job, size_t max, double error_diffusion,
                QuantizedImage* quantized);

}  // namespace imwrite::png
