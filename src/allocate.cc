// The allocator of native programs. A program that defines these functions itself, as the test of
// failing allocations does, gets its own.
#include <cstdlib>

#include "src/memory.h"

namespace {

void* Noted(void* block, size_t size) {
  if (!block && size > 0) imwrite::NoteFailedAllocation(size);
  return block;
}

}  // namespace

void* imwrite_malloc(size_t size) { return Noted(std::malloc(size), size); }

void* imwrite_calloc(size_t count, size_t size) {
  return Noted(std::calloc(count, size), count * size);
}

void* imwrite_realloc(void* block, size_t size) { return Noted(std::realloc(block, size), size); }
