// The allocator of imwrite-allocation-tests, which fails when it is told to.
#pragma once

#include <cstddef>
#include <cstdint>

namespace imwrite::testing {

// What fails: one allocation, or from it on all that are not small, as where the memory cannot
// grow.
enum class Failure { kOne, kLarge };

// While one of these lives, the allocation number `at` fails, counted from 1.
class FailingAllocator {
 public:
  FailingAllocator(uint64_t at, Failure failure);
  ~FailingAllocator();
  FailingAllocator(const FailingAllocator&) = delete;
  FailingAllocator& operator=(const FailingAllocator&) = delete;

  // The size of the last one that failed; 0: none did.
  size_t failed() const;
};

}  // namespace imwrite::testing
