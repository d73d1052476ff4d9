// HeapLimit: the net under limits.memoryBytes. What a file asks for is added up before it is taken;
// what a library takes beyond that finds no memory.
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
