#include "tests/native/failing-allocator.h"

#include <cstdlib>
#include <new>

#include "src/memory.h"

namespace imwrite::testing {
namespace {

constexpr size_t kSmall = 1024;

// 0: nothing fails.
uint64_t left = 0;
Failure kind = Failure::kOne;
size_t failed_size = 0;

bool Fails(size_t size) {
  const bool goes_on = failed_size > 0 && kind == Failure::kLarge && size > kSmall;
  const bool now = left > 0 && --left == 0;
  if (!goes_on && !now) return false;
  failed_size = size;
  NoteFailedAllocation(size);
  return true;
}

}  // namespace

FailingAllocator::FailingAllocator(uint64_t at, Failure failure) {
  kind = failure;
  failed_size = 0;
  left = at;
}

FailingAllocator::~FailingAllocator() {
  left = 0;
  failed_size = 0;
}

size_t FailingAllocator::failed() const { return failed_size; }

}  // namespace imwrite::testing

using imwrite::testing::Fails;

void* imwrite_malloc(size_t size) { return Fails(size) ? nullptr : std::malloc(size); }

void* imwrite_calloc(size_t count, size_t size) {
  return Fails(count * size) ? nullptr : std::calloc(count, size);
}

void* imwrite_realloc(void* block, size_t size) {
  return Fails(size) ? nullptr : std::realloc(block, size);
}

void* operator new(size_t size) {
  void* block = Fails(size) ? nullptr : std::malloc(size);
  if (!block) throw std::bad_alloc();
  return block;
}

void* operator new[](size_t size) { return operator new(size); }

// The one that std::stable_sort calls.
void* operator new(size_t size, const std::nothrow_t&) noexcept {
  return Fails(size) ? nullptr : std::malloc(size);
}

void operator delete(void* block) noexcept { std::free(block); }
void operator delete[](void* block) noexcept { std::free(block); }
void operator delete(void* block, size_t) noexcept { std::free(block); }
void operator delete[](void* block, size_t) noexcept { std::free(block); }
