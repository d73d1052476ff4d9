// JavaScript values in and out of the core's types, which all bindings share.
#pragma once

#include <emscripten/heap.h>
#include <emscripten/val.h>

#include <span>
#include <string>
#include <vector>

#include "src/options.h"
#include "src/pixels.h"
#include "src/sink.h"
#include "src/status.h"

namespace imwrite {

// Of a longer list no more is needed to tell that it is too long.
inline constexpr unsigned kMaxListLength = 300;

// The numbers of an array; false when it has anything else.
inline bool ToNumbers(const emscripten::val& array, std::vector<double>* numbers) {
  const auto length = array["length"].as<unsigned>();
  for (unsigned i = 0; i < length && i < kMaxListLength; ++i) {
    const emscripten::val item = array[i];
    if (!item.isNumber()) return false;
    numbers->push_back(item.as<double>());
  }
  return true;
}

inline OptionValue ToOptionValue(const emscripten::val& value) {
  if (value.isTrue()) return true;
  if (value.isFalse()) return false;
  if (value.isNumber()) return value.as<double>();
  if (value.isString()) return value.as<std::string>();
  if (!value.isArray()) return {};
  std::vector<double> numbers;
  if (ToNumbers(value, &numbers)) return numbers;
  std::vector<std::vector<double>> lists;
  const auto length = value["length"].as<unsigned>();
  for (unsigned i = 0; i < length && i < kMaxListLength; ++i) {
    if (!emscripten::val(value[i]).isArray() || !ToNumbers(value[i], &lists.emplace_back()))
      return {};
  }
  return lists;
}

// The object's own enumerable keys; undefined values count as absent.
inline std::vector<NamedValue> ToOptions(const emscripten::val& options) {
  std::vector<NamedValue> values;
  if (options.isUndefined()) return values;
  const emscripten::val keys =
      emscripten::val::global("Object").call<emscripten::val>("keys", options);
  const auto length = keys["length"].as<unsigned>();
  for (unsigned i = 0; i < length; ++i) {
    const emscripten::val value = options[keys[i]];
    if (!value.isUndefined()) values.push_back({keys[i].as<std::string>(), ToOptionValue(value)});
  }
  return values;
}

// undefined for success, else an object for web/ to make an ImwriteError of.
inline emscripten::val FromStatus(const Status& status) {
  if (status.ok()) return emscripten::val::undefined();
  emscripten::val error = emscripten::val::object();
  error.set("code", std::string(CodeName(status.code)));
  error.set("message", status.message);
  if (!status.option.empty()) error.set("option", status.option);
  if (!status.expected.empty()) error.set("expected", status.expected);
  if (!status.actual.empty()) error.set("actual", status.actual);
  return error;
}

// Copies a typed array to `to`. The view of our memory comes last: an allocation in between may
// grow the memory, which ends it.
inline void SetBytes(uint8_t* to, size_t size, const emscripten::val& bytes) {
  emscripten::val(emscripten::typed_memory_view(size, to)).call<void>("set", bytes);
}

// A copy of a file's bytes in `*memory`.
inline Status CopyFile(const emscripten::val& bytes, Buffer* memory,
                       std::span<const uint8_t>* file) {
  const double size = bytes["byteLength"].as<double>();
  // +1: an empty file is a codec's error, not a failed allocation.
  const uint64_t room = static_cast<uint64_t>(size) + 1;
  if (!memory->Resize(room)) return OutOfMemory(static_cast<size_t>(room));
  *file = {memory->data(), static_cast<size_t>(size)};
  SetBytes(memory->data(), file->size(), bytes);
  return Ok();
}

// Its callbacks get views of our memory, which are the last thing made before the call.
class JsSink : public ByteSink {
 public:
  explicit JsSink(emscripten::val output) : output_(std::move(output)) {}
  bool Write(const uint8_t* data, size_t size) override {
    return output_.call<bool>("write", emscripten::val(emscripten::typed_memory_view(size, data)));
  }
  bool Patch(uint64_t offset, const uint8_t* data, size_t size) override {
    return output_.call<bool>("patch", static_cast<double>(offset),
                              emscripten::val(emscripten::typed_memory_view(size, data)));
  }

 private:
  emscripten::val output_;
};

inline double MemoryBytes() { return static_cast<double>(emscripten_get_heap_size()); }

}  // namespace imwrite
