#include "src/quantizer/palette.h"

#include <tuple>

namespace imwrite::quantizer {

size_t Palette::Slot(Rgba color) const {
  size_t slot = (color * 0x9e3779b1u) >> 22;
  static_assert(kSlots == 1 << (32 - 22));
  while (slots_[slot] != 0 && colors_[slots_[slot] - 1u] != color) slot = (slot + 1) % kSlots;
  return slot;
}

bool Palette::Add(std::span<const Rgba> colors, size_t max) {
  for (size_t i = 0; i < colors.size(); ++i) {
    if (i > 0 && colors[i] == colors[i - 1]) continue;
    const size_t slot = Slot(colors[i]);
    if (slots_[slot] != 0) continue;
    if (size_ == max) return false;
    colors_[size_++] = colors[i];
    slots_[slot] = static_cast<uint16_t>(size_);
  }
  return true;
}

uint8_t Palette::Find(Rgba color) const { return static_cast<uint8_t>(slots_[Slot(color)] - 1); }

void Palette::Sort() {
  const auto rank = [](Rgba color) {
    const uint32_t light = 2 * ChannelOf(color, 0) + 5 * ChannelOf(color, 1) + ChannelOf(color, 2);
    return std::tuple(ChannelOf(color, 3), light, color);
  };
  // By insertion: there are few, and std::sort is larger than all the rest of this file.
  for (size_t i = 1; i < size_; ++i) {
    const Rgba color = colors_[i];
    size_t at = i;
    for (; at > 0 && rank(color) < rank(colors_[at - 1]); --at) colors_[at] = colors_[at - 1];
    colors_[at] = color;
  }
  slots_.fill(0);
  for (size_t i = 0; i < size_; ++i) slots_[Slot(colors_[i])] = static_cast<uint16_t>(i + 1);
}

}  // namespace imwrite::quantizer
