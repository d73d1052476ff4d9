#include "src/status.h"

namespace imwrite {

std::string_view CodeName(Code code) {
  switch (code) {
    case Code::kOk: return "ok";
    case Code::kUnknownFormat: return "unknown-format";
    case Code::kUnknownOption: return "unknown-option";
    case Code::kInvalidOption: return "invalid-option";
    case Code::kInvalidImage: return "invalid-image";
    case Code::kUnsupportedImage: return "unsupported-image";
    case Code::kImageTooLarge: return "image-too-large";
    case Code::kCorruptData: return "corrupt-data";
    case Code::kUnsupportedData: return "unsupported-data";
    case Code::kNotLoaded: return "not-loaded";
    case Code::kOutOfMemory: return "out-of-memory";
    case Code::kAborted: return "aborted";
    case Code::kInternal: return "internal";
  }
  return "internal";
}

Status Mismatch(Code code, std::string what, std::string expected, std::string actual) {
  return MismatchOf({}, code, std::move(what), std::move(expected), std::move(actual));
}

Status MismatchOf(std::string_view option, Code code, std::string what, std::string expected,
                  std::string actual) {
  what += ": expected ";
  what += expected;
  what += ", got ";
  what += actual;
  return {code, std::move(what), std::string(option), std::move(expected), std::move(actual)};
}

Status OutOfMemory(size_t bytes) {
  if (bytes == 0) return Error(Code::kOutOfMemory, "out of memory");
  return Error(Code::kOutOfMemory,
               "out of memory: " + std::to_string(bytes) + " bytes could not be allocated");
}

}  // namespace imwrite
