// JavaScript values in and out of the core's types. With encode.cc, decode.cc and fs.cc the only files that know Embind.
#pragma once

#include <emscripten/heap.h>
#include <emscripten/val.h>

#include <string>
#include <vector>

#include "src/options.h"
#include "src/status.h"

namespace imwrite {

inline OptionValue ToOptionValue(const emscripten::val& value) {
  if (value.isTrue()) return true;
  if (value.isFalse()) return false;
  if (value.isNumber()) return value.as<double>();
  if (value.isString()) return value.as<std::string>();
  if (!value.isArray()) return {};
  std::vector<double> numbers;
  const auto length = value["length"].as<unsigned>();
  for (unsigned i = 0; i < length && i < 16; ++i) {
    const emscripten::val item = value[i];
    if (!item.isNumber()) return {};
    numbers.push_back(item.as<double>());
  }
  return numbers;
}

// The object's own enumerable keys; undefined values count as absent.
inline std::vector<NamedValue> ToOptions(const emscripten::val& options) {
  std::vector<NamedValue> values;
  if (options.isUndefined()) return values;
  const emscripten::val keys = emscripten::val::global("Object").call<emscripten::val>("keys", options);
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

inline double MemoryBytes() { return static_cast<double>(emscripten_get_heap_size()); }

}  // namespace imwrite
