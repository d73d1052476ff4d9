// Stripe: some rows of a picture, encoded apart from the others, so that several workers share one picture.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace imwrite {

// The outputs of a picture's stripes from top to bottom, and of the end behind them, are the file that the whole picture
// becomes in one call. A stripe has its rows and the row above at hand, no others; the end has none.
struct Stripe {
  // Rows begin … end - 1. Both are the picture's height: the end.
  uint32_t begin = 0;
  uint32_t end = 0;
  // For the end: what the stripes gave as `summary`, one after the other from top to bottom.
  std::span<const uint32_t> summaries;
  // Set by the encoder: what the end has to know of the stripe, such as a checksum or the sizes of its parts.
  std::vector<uint32_t> summary;

  uint32_t first_readable_row() const { return begin - std::min(begin, 1u); }
  bool is_end() const { return begin == end; }
};

}  // namespace imwrite
