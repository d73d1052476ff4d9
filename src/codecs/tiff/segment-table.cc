#include "src/codecs/tiff/segment-table.h"

namespace imwrite::tiff {

Status SegmentTable::Start(uint64_t count) {
  size_ = 0;
  const bool allocated =
      offsets_.Resize(count * sizeof(uint64_t)) && sizes_.Resize(count * sizeof(uint32_t));
  return allocated ? Ok() : OutOfMemory(static_cast<size_t>(count * sizeof(uint64_t)));
}

void SegmentTable::Add(uint64_t offset, uint32_t size) {
  reinterpret_cast<uint64_t*>(offsets_.data())[size_] = offset;
  reinterpret_cast<uint32_t*>(sizes_.data())[size_++] = size;
}

}  // namespace imwrite::tiff
