// The modules' allocator: one that fails is null to the libraries, and an exception of JavaScript
// to everything else, after which the runtime drops the module (web/wasm/compiled-module.ts). For
// operator new, which may not return null, and for Embind, which does not look.
#include "src/memory.h"

#include <emscripten/em_js.h>
#include <emscripten/heap.h>

#ifdef IMWRITE_TEST_ALLOCATOR
// For tests: whether this allocation is to fail. The memory moves at each one, as when it grows,
// which ends all views of it.
EM_JS(bool, imwrite_test_fails, (size_t size),
      { return globalThis.imwriteAllocator ? globalThis.imwriteAllocator(size) : false; });
#endif

// A sentence as OutOfMemory() makes it.
EM_JS(void, imwrite_throw_out_of_memory, (size_t size),
      { throw new Error('out of memory: ' + size + ' bytes could not be allocated'); });

extern "C" {

void* emscripten_builtin_malloc(size_t size);
void* emscripten_builtin_calloc(size_t count, size_t size);
void* emscripten_builtin_realloc(void* block, size_t size);
void* emscripten_builtin_memalign(size_t alignment, size_t size);

}  // extern "C"

namespace {

bool Fails([[maybe_unused]] size_t size) {
#ifdef IMWRITE_TEST_ALLOCATOR
  emscripten_resize_heap(emscripten_get_heap_size());
  return imwrite_test_fails(size);
#else
  return false;
#endif
}

void* Noted(void* block, size_t size) {
  if (!block && size > 0) imwrite::NoteFailedAllocation(size);
  return block;
}

void* Thrown(void* block, size_t size) {
  if (block || size == 0) return block;
  // bindings/heap-limit.cc's, which may have another reason to give.
  if (const std::new_handler handler = std::get_new_handler()) handler();
  imwrite_throw_out_of_memory(size);
  return nullptr;
}

}  // namespace

extern "C" {

void* imwrite_malloc(size_t size) {
  return Noted(Fails(size) ? nullptr : emscripten_builtin_malloc(size), size);
}

void* imwrite_calloc(size_t count, size_t size) {
  return Noted(Fails(count * size) ? nullptr : emscripten_builtin_calloc(count, size),
               count * size);
}

void* imwrite_realloc(void* block, size_t size) {
  return Noted(Fails(size) ? nullptr : emscripten_builtin_realloc(block, size), size);
}

void* malloc(size_t size) {
  return Thrown(Fails(size) ? nullptr : emscripten_builtin_malloc(size), size);
}

void* calloc(size_t count, size_t size) {
  return Thrown(Fails(count * size) ? nullptr : emscripten_builtin_calloc(count, size),
                count * size);
}

void* realloc(void* block, size_t size) {
  return Thrown(Fails(size) ? nullptr : emscripten_builtin_realloc(block, size), size);
}

void* memalign(size_t alignment, size_t size) {
  return Thrown(Fails(size) ? nullptr : emscripten_builtin_memalign(alignment, size), size);
}

}  // extern "C"
