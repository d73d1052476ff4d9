// Matches of pixels with earlier ones.
#include <algorithm>
#include <bit>
#include <cstring>

#include "src/codecs/webp/lossless-image.h"

namespace imwrite::webp {
namespace {

constexpr uint32_t kLongest = 4096;
// The first 120 distance codes name neighbors; the largest code ends the window.
constexpr uint32_t kNear = 120;
constexpr uint32_t kWindow = (1 << 20) - kNear;
constexpr uint32_t kLeftCode = 2;
constexpr uint32_t kTopCode = 1;
constexpr int kHashBits = 15;
constexpr uint32_t kNowhere = UINT32_MAX;

uint32_t Common(const uint32_t* a, const uint32_t* b, uint32_t limit) {
  uint32_t length = 0;
  while (length < limit && a[length] == b[length]) ++length;
  return length;
}

uint32_t Hash(const uint32_t* two) {
  const uint64_t both = uint64_t{two[1]} << 32 | two[0];
  return static_cast<uint32_t>(both * 0x9e3779b97f4a7c15u >> (64 - kHashBits));
}

}  // namespace

bool FindMatches(std::span<const uint32_t> argb, uint32_t width, std::vector<Match>* matches) {
  Buffer table;
  if (!table.Resize(sizeof(uint32_t) << kHashBits)) return false;
  std::memset(table.data(), 255, table.size());
  auto* places = reinterpret_cast<uint32_t*>(table.data());
  const auto total = static_cast<uint32_t>(argb.size());
  for (uint32_t position = 1; position + 3 < total;) {
    const uint32_t* now = &argb[position];
    const uint32_t limit = std::min(kLongest, total - position);
    const uint32_t hash = Hash(now);
    const uint32_t place = places[hash];
    places[hash] = position;
    Match best{position, Common(now, now - 1, limit), kLeftCode};
    if (position >= width) {
      if (const uint32_t length = Common(now, now - width, limit); length >= best.length)
        best = {position, length, kTopCode};
    }
    uint32_t least = 3;
    if (place != kNowhere && position - place <= kWindow && best.length < 64) {
      // Its distance costs more.
      const uint32_t length = Common(now, &argb[place], limit);
      if (length > best.length + 2) {
        best = {position, length, position - place + kNear};
        least = 4;
      }
    }
    if (best.length < least) {
      ++position;
      continue;
    }
    matches->push_back(best);
    const uint32_t inside = std::min({best.length, 16u, total - position - 1});
    for (uint32_t i = 1; i < inside; ++i) places[Hash(now + i)] = position + i;
    position += best.length;
  }
  return true;
}

}  // namespace imwrite::webp
