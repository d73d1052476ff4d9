// Palette: the colors of an indexed image.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "src/quantizer/color.h"

namespace imwrite::quantizer {

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

}  // namespace imwrite::quantizer
