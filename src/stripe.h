// Stripe: rows of an image that are encoded separately, so that several workers can share one
// image.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace imwrite {

// The outputs of an image's stripes from top to bottom, followed by the trailer's, equal the file
// of a single call. A stripe can read its own rows and the row above; the trailer reads none. Some
// images need a statistics pass first (Stripes::counted): every stripe runs once with `counts`, and
// the sums of their summaries are the `totals` for all.
struct Stripe {
  // Rows begin … end - 1. Both equal the image's height: the trailer.
  uint32_t begin = 0;
  uint32_t end = 0;
  // The statistics pass: nothing is written; the summary has the stripe's counts.
  bool counts = false;
  std::span<const uint32_t> totals;
  // For the trailer: the summaries of all stripes, from top to bottom.
  std::span<const uint32_t> summaries;
  // Set by the encoder: what the trailer needs to know about the stripe, such as a checksum or
  // segment sizes.
  std::vector<uint32_t> summary;

  uint32_t first_readable_row() const { return begin - std::min(begin, 1u); }
  bool is_trailer() const { return begin == end; }
};

// How an image is split.
struct Stripes {
  // The rows of each stripe but the last, fewer than the image has; 0: it cannot be split.
  uint32_t rows = 0;
  bool counted = false;
};

}  // namespace imwrite
