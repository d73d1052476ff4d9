// Quantized: a picture in a few colours that are chosen for it.
#pragma once

#include <memory>

#include "src/codec.h"
#include "src/codecs/png/palette.h"

namespace imwrite::png {

struct Quantized {
  Palette palette;
  // The indices into it.
  std::unique_ptr<RowReader> rows;
};

// Reads the picture for at most `max` colours, and gives its rows with this share of errors
// diffused. Only the encoder with that feature has it; the usual one fails.
Status Quantize(const EncodeJob& job, size_t max, double error_diffusion, Quantized* quantized);

}  // namespace imwrite::png
