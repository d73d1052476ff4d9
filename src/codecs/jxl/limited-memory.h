// Memory for libjxl's decoder, up to a limit: what a file makes it take is not known before.
#pragma once

#include <jxl/memory_manager.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "src/memory.h"

namespace imwrite::jxl {

class LimitedMemory {
 public:
  explicit LimitedMemory(uint64_t limit) : limit_(limit) {}

  const JxlMemoryManager* manager() const { return &manager_; }
  bool exceeded() const { return exceeded_; }

 private:
  // In front of each block, its size.
  static constexpr size_t kHeader = alignof(std::max_align_t);

  static void* Allocate(void* opaque, size_t size) {
    auto* self = static_cast<LimitedMemory*>(opaque);
    if (size > self->limit_ - self->used_) {
      self->exceeded_ = true;
      return nullptr;
    }
    auto* block = static_cast<uint8_t*>(imwrite_malloc(size + kHeader));
    if (!block) return nullptr;
    self->used_ += size;
    *reinterpret_cast<size_t*>(block) = size;
    return block + kHeader;
  }
  static void Free(void* opaque, void* address) {
    if (!address) return;
    auto* block = static_cast<uint8_t*>(address) - kHeader;
    static_cast<LimitedMemory*>(opaque)->used_ -= *reinterpret_cast<size_t*>(block);
    std::free(block);
  }

  JxlMemoryManager manager_ = {this, Allocate, Free};
  uint64_t limit_;
  uint64_t used_ = 0;
  bool exceeded_ = false;
};

}  // namespace imwrite::jxl
