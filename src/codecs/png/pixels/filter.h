// Row filters (PNG, third edition, 9): what turns a row into differences from its neighbors, which
// compress better.
#pragma once

#include <cstddef>
#include <cstdint>

namespace imwrite::png {

enum class Filter { kNone, kSub, kUp, kAverage, kPaeth, kFast, kAdaptive };

// The zeros before each row, which are the left neighbors of the first pixel.
inline constexpr size_t kRowMargin = 16;

// Writes the filter's number and the `size` filtered bytes of `row` to `to`. `above` is the row
// before, zeros for the first one; pixels are `pixel_bytes` apart. kFast and kAdaptive take the
// filter whose differences have the smallest sum.
void FilterRow(Filter filter, const uint8_t* row, const uint8_t* above, size_t size,
               size_t pixel_bytes, uint8_t* to);

}  // namespace imwrite::png
