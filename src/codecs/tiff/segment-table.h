// SegmentTable: the file offset and size of each segment, in writing order.
#pragma once

#include <span>

#include "src/pixels.h"
#include "src/status.h"

namespace imwrite::tiff {

class SegmentTable {
 public:
  // Reserves room for `count` segments.
  [[nodiscard]] Status Start(uint64_t count);
  void Add(uint64_t offset, uint32_t size);
  std::span<const uint64_t> offsets() {
    return {reinterpret_cast<const uint64_t*>(offsets_.data()), size_};
  }
  std::span<const uint32_t> sizes() {
    return {reinterpret_cast<const uint32_t*>(sizes_.data()), size_};
  }

 private:
  Buffer offsets_;
  Buffer sizes_;
  size_t size_ = 0;
};

}  // namespace imwrite::tiff
