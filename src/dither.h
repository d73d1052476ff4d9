// Ordered dither: samples become levels of a smaller depth, up or down by where they are, so that
// areas keep their mean.
#pragma once

#include <cstdint>

#include "src/pixels.h"

namespace imwrite {

// Whether samples lose something by the way from one depth to the other.
constexpr bool IsReduced(SampleType from, SampleType to) { return Bits(to) < Bits(from); }

// Moves each sample of row y to one of the two levels of `to` beside it, still as a sample of its
// own type; one that is a level stays, floats are clamped to 0 … 1. It depends on nothing but the
// sample and its place, so that a picture can be had in any order, and is the same for all
// channels: gray stays gray. `out` may be `in`.
void DitherRow(const uint16_t* in, uint32_t y, uint32_t width, int channels, SampleType to,
               uint16_t* out);
void DitherRow(const float* in, uint32_t y, uint32_t width, int channels, SampleType to,
               float* out);

}  // namespace imwrite
