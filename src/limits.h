// Limits on what a file may claim. A few hostile bytes can claim any size, so claims are added up
// and checked before memory is taken.
#pragma once

#include <cstdint>
#include <limits>

#include "src/described-option.h"
#include "src/format.h"
#include "src/pixels.h"
#include "src/status.h"

namespace imwrite {

struct Limits {
  uint64_t pixels = uint64_t{1} << 28;
  uint64_t metadata_bytes = uint64_t{1} << 25;
  uint64_t frames = 10'000;
  uint64_t scans = 50;
  uint64_t memory_bytes = uint64_t{1} << 29;
};

// Their names begin with "limits.".
OptionTable LimitTable();
std::span<const Option> LimitOptions();

// Saturates at the largest number.
constexpr uint64_t Product(uint64_t a, uint64_t b) {
  return b != 0 && a > std::numeric_limits<uint64_t>::max() / b
             ? std::numeric_limits<uint64_t>::max()
             : a * b;
}
constexpr uint64_t Sum(uint64_t a, uint64_t b) {
  return a > std::numeric_limits<uint64_t>::max() - b ? std::numeric_limits<uint64_t>::max()
                                                      : a + b;
}

inline uint64_t ImageBytes(const ImageInfo& info) { return Product(info.row_bytes(), info.height); }

// The error for a `file` with more of `unit` than the limit `name` (without "limits.") allows.
Status ExceedsLimit(std::string_view file, std::string_view limit, uint64_t allowed,
                    std::string_view unit, std::string actual);

// What is left of the limits while a file is read.
class Budget {
 public:
  Budget(const Limits& limits, const Format& format) : limits_(limits), format_(format) {}

  // Each of these adds to what was taken before, and fails if the sum exceeds the limit.
  Status TakeFrames(uint64_t count);
  Status TakePixels(uint32_t width, uint32_t height, uint64_t frames = 1);
  Status TakeMetadata(uint64_t bytes);
  // For memory that is held until the call ends.
  Status TakeMemory(uint64_t bytes);

  // Whether `bytes` more would fit, without taking them.
  Status CheckMemory(uint64_t bytes) const;
  Status CheckScans(uint64_t count) const;

  uint64_t metadata_left() const { return limits_.metadata_bytes - metadata_bytes_; }

 private:
  Status Exceeds(std::string_view limit, uint64_t allowed, std::string_view unit,
                 std::string actual) const;

  const Limits& limits_;
  const Format& format_;
  // Never more than the limits.
  uint64_t pixels_ = 0;
  uint64_t metadata_bytes_ = 0;
  uint64_t frames_ = 0;
  uint64_t memory_bytes_ = 0;
};

}  // namespace imwrite
