#include "src/quantizer/histogram.h"

namespace imwrite::quantizer {

uint32_t Histogram::KeyOf(const Point& point) const {
  uint32_t key = point[3] == kOpaque ? 255 : static_cast<uint32_t>(point[3]) >> (4 + dropped_bits_);
  for (int i = 0; i < 3; ++i)
    key = key << 8 | static_cast<uint32_t>(point[i]) >> (4 + dropped_bits_);
  return key;
}

Histogram::Slot& Histogram::Find(std::vector<Slot>& slots, uint32_t key) const {
  size_t at = (key * 0x9e3779b1u) >> (32 - kSlotBits);
  while (slots[at].cluster.count > 0 && slots[at].key != key) at = (at + 1) % slots.size();
  return slots[at];
}

void Histogram::Add(std::span<const Rgba> colors) {
  for (size_t i = 0; i < colors.size();) {
    const Rgba color = colors[i];
    uint64_t count = 1;
    for (++i; i < colors.size() && colors[i] == color; ++i) ++count;
    if (ChannelOf(color, 3) == 0) {
      has_transparent_ = true;
      continue;
    }
    const Point point = ToPoint(color);
    const uint32_t key = KeyOf(point);
    Slot& slot = Find(slots_, key);
    if (slot.cluster.count == 0) ++used_;
    slot.key = key;
    slot.cluster.count += count;
    for (int c = 0; c < 4; ++c) slot.cluster.sums[c] += static_cast<uint64_t>(point[c]) * count;
    while (used_ > kMaxUsed) Coarsen();
  }
}

void Histogram::Coarsen() {
  ++dropped_bits_;
  std::vector<Slot> fewer(slots_.size());
  used_ = 0;
  for (const Slot& slot : slots_) {
    if (slot.cluster.count == 0) continue;
    const uint32_t key = KeyOf(slot.cluster.mean());
    Slot& place = Find(fewer, key);
    if (place.cluster.count == 0) ++used_;
    place.key = key;
    place.cluster.Add(slot.cluster);
  }
  slots_ = std::move(fewer);
}

std::vector<MeasuredCluster> Histogram::clusters() const {
  std::vector<MeasuredCluster> clusters;
  clusters.reserve(used_);
  for (const Slot& slot : slots_) {
    if (slot.cluster.count > 0) clusters.push_back({slot.cluster, slot.cluster.mean()});
  }
  return clusters;
}

}  // namespace imwrite::quantizer
