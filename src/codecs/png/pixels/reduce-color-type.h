// Reduces an image to gray levels or palette indices, which PNG stores in 1 to 8 bits per pixel.
#pragma once

#include <memory>

#include "src/codec.h"
#include "src/codecs/png/options.h"
#include "src/codecs/png/pixels/palette.h"

namespace imwrite::png {

// How the file stores a pixel: IHDR's color type and bit depth.
struct Storage {
  uint8_t color_type = 0;
  uint8_t bits = 8;
};

struct ReducedImage {
  // Null: the image is written as it is.
  std::unique_ptr<RowReader> rows;
  Storage storage;
  // Chunks to write before the pixels.
  std::vector<uint8_t> chunks;
};

// Reads the image once if the options ask for a palette.
Status ReduceColorType(const EncodeJob& job, ReducedImage* reduced);

}  // namespace imwrite::png
