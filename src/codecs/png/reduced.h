// Reduced: the rows of a picture as one byte a pixel, which PNG stores in 1 to 8 bits: a level of
// gray, or an index.
#pragma once

#include <memory>

#include "src/codecs/png/options.h"
#include "src/codecs/png/palette.h"

namespace imwrite::png {

// How the file stores a pixel: IHDR's colour type, and the bits of a sample.
struct Storage {
  uint8_t color_type = 0;
  uint8_t bits = 8;
};

struct Reduced {
  // Null: the picture is written as it is.
  std::unique_ptr<RowReader> rows;
  Storage storage;
  // What goes in front of the pixels.
  std::vector<uint8_t> chunks;
};

// Reads the picture where the options ask for a palette.
Status Reduce(const EncodeJob& job, Reduced* reduced);

}  // namespace imwrite::png
