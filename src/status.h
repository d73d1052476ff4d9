// Status: the outcome of a call, by value. `expected` and `actual` show the caller what to fix.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace imwrite {

enum class Code {
  kOk,
  kUnknownFormat,
  kUnknownOption,
  kInvalidOption,
  kInvalidImage,
  kUnsupportedImage,
  kImageTooLarge,
  kCorruptData,
  kUnsupportedData,
  // The format's second decoder, with a rarely needed feature, reads the file.
  kNotLoaded,
  kOutOfMemory,
  kAborted,
  kInternal,
};

// The code's public name, such as "invalid-option".
std::string_view CodeName(Code code);

struct [[nodiscard]] Status {
  Code code = Code::kOk;
  std::string message;
  std::string option;
  std::string expected;
  std::string actual;

  bool ok() const { return code == Code::kOk; }
};

inline Status Ok() { return {}; }

inline Status Error(Code code, std::string message) {
  return {code, std::move(message), {}, {}, {}};
}

// An error whose message ends in "expected …, got …".
Status Mismatch(Code code, std::string what, std::string expected, std::string actual);

// The same, about this option.
Status MismatchOf(std::string_view option, Code code, std::string what, std::string expected,
                  std::string actual);

// `bytes` could not be allocated; 0: unknown size.
Status OutOfMemory(size_t bytes);

// The sink, or the progress callback, asked to stop.
inline Status Aborted() { return Error(Code::kAborted, "stopped by the caller"); }

}  // namespace imwrite
