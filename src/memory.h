// Memory that runs out: where the libraries and Buffer allocate, and what becomes of a call in
// which that failed.
#pragma once

#include <cstddef>
#include <new>

#include "src/status.h"

// The libraries are compiled with these in place of malloc, calloc and realloc
// (cmake/libraries.cmake). Null when there is no memory, and then NoteFailedAllocation() has been
// called. src/allocate.cc or bindings/memory.cc defines them.
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

// Runs a call. One in which an allocation failed has failed, whatever the library made of it: most
// say only that something is wrong, some take the file for damaged, and some go on without what
// they lack.
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

// For callbacks of C code, through which no exception may pass: it would keep what it holds. False
// when memory ran out.
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
