// Histogram: the colors of an image and how often they occur, in bounded memory.
#pragma once

#include <span>
#include <vector>

#include "src/quantizer/point.h"

namespace imwrite::quantizer {

// Colors that are counted together.
struct Cluster {
  uint64_t count = 0;
  // Of all their points.
  std::array<uint64_t, 4> sums{};

  void Add(const Cluster& other) {
    count += other.count;
    for (int i = 0; i < 4; ++i) sums[i] += other.sums[i];
  }
  Point mean() const {
    Point point;
    for (int i = 0; i < 4; ++i) point[i] = static_cast<int32_t>((sums[i] + count / 2) / count);
    return point;
  }
};

struct MeasuredCluster : Cluster {
  Point middle;
};

// Counts each color separately while there are few, then merges colors that differ only in the
// lowest bits, in one more bit each time there are too many again. The result does not depend on
// the order of the colors.
class Histogram {
 public:
  void Add(std::span<const Rgba> colors);
  // The clusters of colors that are not fully transparent.
  std::vector<MeasuredCluster> clusters() const;
  bool has_transparent() const { return has_transparent_; }

 private:
  static constexpr uint32_t kSlotBits = 16;
  static constexpr size_t kMaxUsed = size_t{1} << (kSlotBits - 1);

  struct Slot {
    Cluster cluster;
    uint32_t key = 0;
  };

  uint32_t KeyOf(const Point& point) const;
  Slot& Find(std::vector<Slot>& slots, uint32_t key) const;
  // Counts with one bit less.
  void Coarsen();

  std::vector<Slot> slots_{size_t{1} << kSlotBits};
  size_t used_ = 0;
  uint32_t dropped_bits_ = 0;
  bool has_transparent_ = false;
};

}  // namespace imwrite::quantizer
