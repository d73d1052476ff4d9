// Ordered dither: rounds samples to fewer bits, up or down depending on their position, so that
// areas keep their mean.
#pragma once

#include <cstdint>

#include "src/pixels.h"

namespace imwrite {

// Whether the conversion loses precision.
constexpr bool IsReduced(SampleType from, SampleType to) { return Bits(to) < Bits(from); }

// Moves each sample of row y to one of the two nearest levels of `to`, still as a sample of its own
// type. Samples that are levels stay; floats are clamped to 0 … 1. The result depends only on the
// sample and its position, so rows may come in any order, and is the same for all channels, so gray
// stays gray. `out` may be `in`.
void DitherRow(const uint16_t* in, uint32_t y, uint32_t width, int channels, SampleType to,
               uint16_t* out);
void DitherRow(const float* in, uint32_t y, uint32_t width, int channels, SampleType to,
               float* out);

}  // namespace imwrite
