#include "src/sink.h"

#include <cstring>

namespace imwrite {

bool ChunkingSink::Write(const uint8_t* data, size_t size) {
  if (size == 0) return true;
  if (used_ + size > kChunkBytes && !Flush()) return false;
  if (size >= kChunkBytes) return target_.Write(data, size);
  if (!chunk_.Resize(kChunkBytes)) return false;
  std::memcpy(chunk_.data() + used_, data, size);
  used_ += size;
  return true;
}

bool ChunkingSink::Patch(uint64_t offset, const uint8_t* data, size_t size) {
  return Flush() && target_.Patch(offset, data, size);
}

bool ChunkingSink::Flush() {
  if (used_ == 0) return true;
  const size_t size = used_;
  used_ = 0;
  return target_.Write(chunk_.data(), size);
}

}  // namespace imwrite
