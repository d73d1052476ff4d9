// Stripe: some rows of a picture, encoded apart from the others, so that several workers share one
// picture.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace imwrite {

// The outputs of a picture's stripes from top to bottom, and of the end behind them, are the file
// that the whole picture becomes in one call. A stripe has its rows and the row above at hand, no
// others; the end has none. A picture may have to be counted first (Stripes::counted): all stripes
// once with `counts`, whose summaries add up to the `totals` of all.
struct Stripe {
  // Rows begin … end - 1. Both are the picture's height: the end.
  uint32_t begin = 0;
  uint32_t end = 0;
  // Nothing is written, and the summary is what the stripe counts.
  bool counts = false;
  std::span<const uint32_t> totals;
  // For the end: what the stripes gave as `summary`, one after the other from top to bottom.
  std::span<const uint32_t> summaries;
  // Set by the encoder: what the end has to know of the stripe, such as a checksum or the sizes of
  // its parts.
  std::vector<uint32_t> summary;

  uint32_t first_readable_row() const { return begin - std::min(begin, 1u); }
  bool is_trailer() const { return begin == end; }
};

// How a picture is split.
struct Stripes {
  // Of each stripe, fewer than the picture has, the last one the rest; 0: it cannot be split.
  uint32_t rows = 0;
  bool counted = false;
};

}  // namespace imwrite
