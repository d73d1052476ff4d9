// The allocator that the library is compiled for (src/memory.h): here it need not tell of failures.
#include <stdlib.h>

void* imwrite_malloc(size_t size) { return malloc(size); }

void* imwrite_calloc(size_t count, size_t size) { return calloc(count, size); }

void* imwrite_realloc(void* block, size_t size) { return realloc(block, size); }
