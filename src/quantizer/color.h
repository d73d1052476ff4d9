// Rgba: a color of four bytes.
#pragma once

#include <cstdint>

namespace imwrite::quantizer {

// Red, green, blue and alpha, from the lowest byte to the highest.
using Rgba = uint32_t;

constexpr uint32_t ChannelOf(Rgba color, int channel) { return color >> (8 * channel) & 255; }
constexpr Rgba MakeRgba(uint32_t red, uint32_t green, uint32_t blue, uint32_t alpha) {
  return red | green << 8 | blue << 16 | alpha << 24;
}

// The colors of a row of 8-bit samples: gray, gray + alpha, RGB or RGBA.
void ToColors(const uint8_t* row, uint32_t width, int channels, Rgba* colors);

}  // namespace imwrite::quantizer
