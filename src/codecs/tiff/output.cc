#include "src/codecs/tiff/output.h"

#include <algorithm>
#include <cstring>

namespace imwrite::tiff {

// libtiff aligns by seeking, and writes a directory's values before the directory in front of them.
bool Output::FillGap() {
  constexpr uint8_t kZeros[64] = {};
  while (end_ < position_) {
    const auto size = static_cast<size_t>(std::min<uint64_t>(sizeof kZeros, position_ - end_));
    if (!sink_.Write(kZeros, size)) return false;
    end_ += size;
  }
  return true;
}

bool Output::Write(const uint8_t* bytes, size_t size) {
  if (position_ < end_ && position_ + size > end_) return false;
  const bool inside = position_ < end_;
  if (!(inside ? sink_.Patch(position_, bytes, size) : FillGap() && sink_.Write(bytes, size))) {
    stopped_ = true;
    return false;
  }
  // Ours have some twenty entries of 12 bytes.
  constexpr size_t kMaxDirectory = 1024;
  last_.offset = position_;
  last_.bytes.assign(bytes, bytes + (size <= kMaxDirectory ? size : 0));
  position_ += size;
  end_ = std::max(end_, position_);
  return true;
}

bool Output::Append(std::span<const uint8_t> bytes) {
  position_ = next_offset();
  return Write(bytes.data(), bytes.size());
}

tmsize_t Output::ReadProc(thandle_t handle, void* data, tmsize_t size) {
  auto* output = static_cast<Output*>(handle);
  const auto& [offset, bytes] = output->directory_;
  if (output->position_ < offset || output->position_ + size > offset + bytes.size()) return 0;
  std::memcpy(data, bytes.data() + (output->position_ - offset), static_cast<size_t>(size));
  output->position_ += size;
  return size;
}

tmsize_t Output::WriteProc(thandle_t handle, void* data, tmsize_t size) {
  return static_cast<Output*>(handle)->Write(static_cast<const uint8_t*>(data), static_cast<size_t>(size)) ? size : 0;
}

toff_t Output::SeekProc(thandle_t handle, toff_t offset, int whence) {
  auto* output = static_cast<Output*>(handle);
  if (whence == SEEK_SET) output->position_ = offset;
  if (whence == SEEK_CUR) output->position_ += offset;
  if (whence == SEEK_END) output->position_ = output->end_ + offset;
  return output->position_;
}

toff_t Output::SizeProc(thandle_t handle) { return static_cast<Output*>(handle)->end_; }

}  // namespace imwrite::tiff
