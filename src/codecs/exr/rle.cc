#include "src/codecs/exr/rle.h"

#include <algorithm>

namespace imwrite::exr {
namespace {

constexpr size_t kMinRun = 3;
constexpr size_t kMaxRun = 128;
constexpr size_t kMaxLiteral = 127;

size_t RunAt(const uint8_t* bytes, size_t at, size_t size) {
  const size_t end = std::min(size, at + kMaxRun);
  size_t next = at + 1;
  while (next < end && bytes[next] == bytes[at]) ++next;
  return next - at;
}

}  // namespace

uint8_t* WriteRuns(const uint8_t* bytes, size_t size, uint8_t* to) {
  for (size_t at = 0; at < size;) {
    const size_t run = RunAt(bytes, at, size);
    if (run >= kMinRun) {
      *to++ = static_cast<uint8_t>(run - 1);
      *to++ = bytes[at];
      at += run;
      continue;
    }
    size_t end = at + run;
    while (end < size && end - at < kMaxLiteral && RunAt(bytes, end, size) < kMinRun) ++end;
    const size_t literal = end - at;
    *to++ = static_cast<uint8_t>(-static_cast<int>(literal));
    to = std::copy_n(bytes + at, literal, to);
    at = end;
  }
  return to;
}

bool ReadRuns(std::span<const uint8_t> runs, uint8_t* to, size_t size) {
  size_t done = 0;
  for (size_t at = 0; at < runs.size();) {
    const auto code = static_cast<int8_t>(runs[at++]);
    const size_t count = code < 0 ? static_cast<size_t>(-code) : code + size_t{1};
    const size_t taken = code < 0 ? count : 1;
    if (runs.size() - at < taken || size - done < count) return false;
    if (code < 0) {
      std::copy_n(&runs[at], count, to + done);
    } else {
      std::fill_n(to + done, count, runs[at]);
    }
    at += taken;
    done += count;
  }
  return done == size;
}

}  // namespace imwrite::exr
