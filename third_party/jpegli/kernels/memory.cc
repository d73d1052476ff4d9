// jpegli's memory manager: blocks of operator new in a list for each pool. Upstream's takes memory of malloc and reports none by a jump,
// which would leave behind what the functions above it own; here that is what it is in all C++.
#include <lib/jpegli/memory_manager.h>

#include <cstdint>
#include <new>

struct jvirt_barray_control {
  JBLOCKROW* rows;
};

namespace jpegli {
namespace {

// Of vectors and of lines of the cache.
constexpr size_t kAlignment = 64;

struct Block {
  Block* next;
};

struct Memory {
  jpeg_memory_mgr base;
  Block* pools[JPOOL_NUMPOOLS];
};

// Without exceptions the allocator ends the call.
void OutOfMemory([[maybe_unused]] size_t size) {
#ifdef __cpp_exceptions
  throw std::bad_alloc();
#else
  static_cast<void>(::operator new(size));
#endif
}

Memory* MemoryOf(j_common_ptr cinfo) { return reinterpret_cast<Memory*>(cinfo->mem); }

void* Alloc(j_common_ptr cinfo, int pool, size_t size) {
  constexpr size_t kHeader = sizeof(Block) + kAlignment;
  // Allocate() asks for all that there can be where a size has more bits than size_t.
  if (size > SIZE_MAX - kHeader) OutOfMemory(size);
  auto* block = static_cast<Block*>(::operator new(size + kHeader));
  Block*& first = MemoryOf(cinfo)->pools[pool % JPOOL_NUMPOOLS];
  block->next = first;
  first = block;
  const auto end = reinterpret_cast<uintptr_t>(block + 1);
  return reinterpret_cast<void*>((end + kAlignment - 1) / kAlignment * kAlignment);
}

// A picture has fewer blocks than size_t counts.
jvirt_barray_ptr RequestBlocks(j_common_ptr cinfo, int pool, boolean, JDIMENSION blocks_per_row,
                               JDIMENSION rows, JDIMENSION) {
  auto* array = Allocate<jvirt_barray_control>(cinfo, 1, pool);
  array->rows = Allocate<JBLOCKROW>(cinfo, rows, pool);
  auto* blocks = Allocate<JBLOCK>(cinfo, size_t{blocks_per_row} * rows, pool);
  for (JDIMENSION i = 0; i < rows; ++i) array->rows[i] = blocks + size_t{blocks_per_row} * i;
  return array;
}

JBLOCKARRAY AccessBlocks(j_common_ptr, jvirt_barray_ptr array, JDIMENSION first, JDIMENSION,
                         boolean) {
  return array->rows + first;
}

void FreePool(j_common_ptr cinfo, int pool) {
  Block*& first = MemoryOf(cinfo)->pools[pool];
  while (first) {
    Block* next = first->next;
    ::operator delete(first);
    first = next;
  }
}

void SelfDestruct(j_common_ptr cinfo) {
  for (int pool = 0; pool < JPOOL_NUMPOOLS; ++pool) FreePool(cinfo, pool);
  delete MemoryOf(cinfo);
  cinfo->mem = nullptr;
}

}  // namespace

void InitMemoryManager(j_common_ptr cinfo) {
  auto* memory = new Memory{};
  memory->base.alloc_small = Alloc;
  memory->base.request_virt_barray = RequestBlocks;
  memory->base.access_virt_barray = AccessBlocks;
  memory->base.free_pool = FreePool;
  memory->base.self_destruct = SelfDestruct;
  cinfo->mem = &memory->base;
}

}  // namespace jpegli
