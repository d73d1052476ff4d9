// Running out of memory: where the libraries and Buffer allocate, and what happens to a call whose
// allocation failed.
#pragma once

#include <cstddef>
#include <new>

#include "src/status.h"

// The libraries are compiled with these instead of malloc, calloc and realloc
// (cmake/libraries.cmake). Null if there is no memory, after NoteFailedAllocation().
// src/allocate.cc or bindings/memory.cc defines them.
extern "C" {
void* imwrite_malloc(size_t size);
void* imwrite_calloc(size_t count, size_t size);
void* imwrite_realloc(void* block, size_t size);
}

namespace imwrite {

void NoteFailedAllocation(size_t bytes);

// The size of the last allocation that failed; 0: none did.
size_t FailedAllocation();
void ForgetFailedAllocation();

// Runs a call, which fails if any allocation failed, whatever the library made of that: most report
// some error, some consider the file damaged, some go on without the memory.
template <class Work>
Status WithinMemory(Work&& work) {
  ForgetFailedAllocation();
  Status status;
#ifdef __cpp_exceptions
  try {
    status = work();
  } catch (const std::bad_alloc&) {
    return OutOfMemory(FailedAllocation());
  }
#else
  // An operator new that fails does not return: see bindings/memory.cc.
  status = work();
#endif
  const bool untold = status.code == Code::kOutOfMemory && status.message.empty();
  return FailedAllocation() > 0 || untold ? OutOfMemory(FailedAllocation()) : status;
}

// For callbacks of C code, which exceptions must not cross: it would leak. False if memory ran out.
template <class Work>
bool Completes(Work&& work) {
#ifdef __cpp_exceptions
  try {
    work();
  } catch (const std::bad_alloc&) {
    return false;
  }
#else
  work();
#endif
  return true;
}

}  // namespace imwrite
