// For tests (CMake's IMWRITE_MOVING_MEMORY): every allocation ends all views of the memory, as one that grows it does.
#include <emscripten/heap.h>

#include <cstddef>

extern "C" {

void* emscripten_builtin_malloc(size_t size);
void* emscripten_builtin_calloc(size_t count, size_t size);
void* emscripten_builtin_realloc(void* block, size_t size);
void* emscripten_builtin_memalign(size_t alignment, size_t size);

// Growth by nothing: the memory gets another ArrayBuffer all the same, and the old one is detached.
static void Move() { emscripten_resize_heap(emscripten_get_heap_size()); }

void* malloc(size_t size) {
  Move();
  return emscripten_builtin_malloc(size);
}

void* calloc(size_t count, size_t size) {
  Move();
  return emscripten_builtin_calloc(count, size);
}

void* realloc(void* block, size_t size) {
  Move();
  return emscripten_builtin_realloc(block, size);
}

void* memalign(size_t alignment, size_t size) {
  Move();
  return emscripten_builtin_memalign(alignment, size);
}

}  // extern "C"
