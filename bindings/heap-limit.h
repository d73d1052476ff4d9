// HeapLimit: the safety net under limits.memoryBytes. Claims of a file are added up before memory
// is taken; if a library takes more than that, its allocation fails.
#pragma once

#include <span>

#include "src/limits.h"

namespace imwrite {

// While it lives, the heap does not grow beyond the limit that is among the options.
class HeapLimit {
 public:
  explicit HeapLimit(std::span<const NamedValue> options);
  ~HeapLimit();
  HeapLimit(const HeapLimit&) = delete;
  HeapLimit& operator=(const HeapLimit&) = delete;

  // The status, which names the limit where that was why memory lacked.
  Status Explained(Status status) const;

 private:
  uint64_t bytes_;
};

}  // namespace imwrite
