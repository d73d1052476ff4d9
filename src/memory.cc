#include "src/memory.h"

namespace imwrite {
namespace {

thread_local size_t failed_bytes = 0;

}  // namespace

void NoteFailedAllocation(size_t bytes) { failed_bytes = bytes; }

size_t FailedAllocation() { return failed_bytes; }

void ForgetFailedAllocation() { failed_bytes = 0; }

}  // namespace imwrite
