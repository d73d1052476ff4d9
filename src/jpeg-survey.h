// Surveys what a JPEG file requires, from its markers alone, before a library reads it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace imwrite {

// What a frame header says: ITU-T T.81, B.2.2.
struct JpegFrame {
  bool arithmetic = false;
  bool lossless = false;
  int precision = 0;
  uint32_t width = 0;
  uint32_t height = 0;
  int components = 0;
};

struct JpegSurvey {
  // The first one.
  std::optional<JpegFrame> frame;
  uint64_t scans = 0;
  // The bytes of all APPn and COM segments, headers included.
  uint64_t metadata_bytes = 0;
};

// Goes through the file up to its end marker.
JpegSurvey TakeJpegSurvey(std::span<const uint8_t> bytes);

}  // namespace imwrite
