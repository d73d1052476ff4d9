// A segment of a JPEG file: a marker and its payload.
#pragma once

#include "src/codecs/jpeg/format.h"

namespace imwrite::jpeg {

// A segment's length has 16 bits and counts itself.
inline constexpr uint32_t kMaxSegment = 65533;

struct Segment {
  Segment(int code, std::string_view name, std::span<const uint8_t> bytes)
      : code(code), bytes(name.begin(), name.end()) {
    this->bytes.insert(this->bytes.end(), bytes.begin(), bytes.end());
  }

  int code;
  std::vector<uint8_t> bytes;
};

// Whether it is an APPn of that code that begins so.
bool HasName(const jpeg_marker_struct& marker, int code, std::string_view name);

}  // namespace imwrite::jpeg
