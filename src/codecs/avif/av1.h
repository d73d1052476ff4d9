// Encodes planes as one AV1 key frame.
#pragma once

#include <vector>

#include "src/codecs/avif/planes.h"

namespace imwrite::avif {

struct Av1Settings {
  // 0 to 100; none: lossless.
  std::optional<int> quality;
  int speed;
  Tune tune;
  int tile_columns, tile_rows;
  // As numbered in ITU-T H.273.
  int primaries = 2, transfer = 2, matrix = 2;
};

// What the bitstream says of itself, which the container repeats.
struct Av1Header {
  int profile = 0;
  int level = 0;
};

// `frame` becomes the bitstream's units, without the delimiter that the container makes needless.
Status EncodeAv1(const aom_image_t* image, const Layout& layout, const Av1Settings& settings,
                 std::vector<uint8_t>* frame, Av1Header* header);

// Of libaom, for the library's name in versions().
std::string AomVersion();

}  // namespace imwrite::avif
