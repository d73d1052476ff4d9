#include "bindings/heap-limit.h"

#include <emscripten/emscripten.h>

#include <cerrno>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <new>
#include <string>

namespace {

uint64_t heap_limit = UINT64_MAX;
bool heap_limit_was_hit = false;

// For web/wasm/compiled-module.ts. They are made as long as there is memory.
std::string heap_limit_words;

// bindings/memory.cc calls it before it throws its own words, which say that memory ran out.
void OnNoMemory() {
  if (heap_limit_was_hit) emscripten_throw_string(heap_limit_words.c_str());
}

}  // namespace

extern "C" {

// The linker's --wrap: emmalloc gets its memory here.
void* __real__sbrk64(int64_t increment);

void* __wrap__sbrk64(int64_t increment) {
  const auto end = reinterpret_cast<uintptr_t>(__real__sbrk64(0));
  if (increment > 0 && uint64_t{end} + static_cast<uint64_t>(increment) > heap_limit) {
    heap_limit_was_hit = true;
    errno = ENOMEM;
    return reinterpret_cast<void*>(-1);
  }
  return __real__sbrk64(increment);
}

}  // extern "C"

namespace imwrite {

HeapLimit::HeapLimit(std::span<const NamedValue> options) : bytes_(Limits{}.memory_bytes) {
  for (const NamedValue& option : options) {
    const auto* bytes = std::get_if<double>(&option.value);
    // Other numbers are refused later.
    if (option.name == "limits.memoryBytes" && bytes && *bytes >= 1)
      bytes_ = static_cast<uint64_t>(std::fmin(*bytes, kUnlimited));
  }
  heap_limit_words = "limits.memoryBytes: " + std::to_string(bytes_);
  heap_limit = bytes_;
  heap_limit_was_hit = false;
  std::set_new_handler(OnNoMemory);
}

HeapLimit::~HeapLimit() {
  heap_limit = UINT64_MAX;
  heap_limit_was_hit = false;
}

Status HeapLimit::Explained(Status status) const {
  if (status.code != Code::kOutOfMemory || !heap_limit_was_hit) return status;
  return ExceedsLimit("the file", "memoryBytes", bytes_, "bytes of memory", "more");
}

}  // namespace imwrite
