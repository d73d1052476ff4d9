// Palette: the colors of an indexed image.
#pragma once

#include <array>
#include <span>

#include "src/codecs/png/container/chunks.h"

namespace imwrite::png {

// Red, green, blue and alpha, from the lowest byte to the highest.
using Rgba = uint32_t;

constexpr uint32_t ChannelOf(Rgba color, int channel) { return color >> (8 * channel) & 255; }
constexpr Rgba MakeRgba(uint32_t red, uint32_t green, uint32_t blue, uint32_t alpha) {
  return red | green << 8 | blue << 16 | alpha << 24;
}

// The colors of a row of 8-bit samples.
void ToColors(const uint8_t* row, uint32_t width, int channels, Rgba* colors);

// The bits of an index into `size` colors.
uint8_t IndexBits(size_t size);

// PLTE, and tRNS where a color is translucent or `alpha` is to be read in any case.
void PutPalette(std::span<const Rgba> colors, bool alpha, std::vector<uint8_t>* to);

class Palette {
 public:
  static constexpr size_t kMaxSize = 256;

  // Adds the colors that it has not yet; false, and not all are added, when there would be more
  // than `max`.
  [[nodiscard]] bool Add(std::span<const Rgba> colors, size_t max = kMaxSize);
  // The color's index; it must be there.
  uint8_t Find(Rgba color) const;
  // Translucent colors come first, which keeps tRNS short, and the others from dark to light,
  // which filters and matches like.
  void Sort();
  std::span<const Rgba> colors() const { return {colors_.data(), size_}; }

 private:
  static constexpr size_t kSlots = 4 * kMaxSize;

  // The index of the color in slots_, or of the free slot for it.
  size_t Slot(Rgba color) const;

  std::array<Rgba, kMaxSize> colors_{};
  size_t size_ = 0;
  // Index + 1 of the color that hashes to the slot or one before; 0: there is none.
  std::array<uint16_t, kSlots> slots_{};
};

}  // namespace imwrite::png
