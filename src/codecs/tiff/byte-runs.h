// Runs of bytes, as PackBits (TIFF 6.0, section 9) and LogLuv store them: a count in front of a
// byte that comes again or of literal ones.
#pragma once

#include <cstddef>
#include <cstdint>

namespace imwrite::tiff {

struct RunCode {
  // The shortest run that is worth it among literals.
  size_t min_run;
  size_t max_run;
  size_t max_literals;
  // The count byte for a run or literal of this length.
  uint8_t (*run)(size_t length);
  uint8_t (*literals)(size_t length);
};

inline constexpr RunCode kPackBits = {
    3, 128, 128, [](size_t length) { return static_cast<uint8_t>(257 - length); },
    [](size_t length) { return static_cast<uint8_t>(length - 1); }};
inline constexpr RunCode kLogLuvRuns = {
    4, 129, 127, [](size_t length) { return static_cast<uint8_t>(126 + length); },
    [](size_t length) { return static_cast<uint8_t>(length); }};

// The most bytes that PackRuns writes, for either code.
constexpr uint64_t RunsBound(uint64_t size) { return size + size / 127 + 2; }

// Returns the end of what was written.
uint8_t* PackRuns(const RunCode& code, const uint8_t* from, size_t size, uint8_t* to);

}  // namespace imwrite::tiff
