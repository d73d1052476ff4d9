#include "src/entropy/huffman.h"

#include <algorithm>
#include <array>

namespace imwrite::entropy {
namespace {

constexpr int kMaxLength = 15;
// The largest alphabet: WebP's with a cache of 512 colors. Deflate has 288.
constexpr size_t kMaxSymbols = 792;

struct Leaf {
  uint32_t count;
  uint16_t symbol;
};

// Depths of the Huffman tree over leaves sorted by rising count, by two queues: the leaves and the
// nodes made so far.
void MeasureDepths(const Leaf* leaves, size_t count, uint8_t* depths) {
  std::array<uint64_t, 2 * kMaxSymbols> weights;
  std::array<uint16_t, 2 * kMaxSymbols> parents;
  for (size_t i = 0; i < count; ++i) weights[i] = leaves[i].count;
  size_t leaf = 0;
  size_t inner = count;
  for (size_t next = count; next < 2 * count - 1; ++next) {
    weights[next] = 0;
    for (int child = 0; child < 2; ++child) {
      const bool takes_leaf = leaf < count && (inner >= next || weights[leaf] <= weights[inner]);
      const size_t taken = takes_leaf ? leaf++ : inner++;
      weights[next] += weights[taken];
      parents[taken] = static_cast<uint16_t>(next);
    }
  }
  std::array<uint8_t, 2 * kMaxSymbols> depth{};
  for (size_t i = 2 * count - 2; i-- > 0;)
    depth[i] = static_cast<uint8_t>(std::min(depth[parents[i]] + 1, 255));
  std::copy(depth.begin(), depth.begin() + static_cast<std::ptrdiff_t>(count), depths);
}

// How many codes there are of each length, none above the limit, and no more in all than fit into a
// prefix code.
void LimitLengths(const uint8_t* depths, size_t count, int limit,
                  std::array<uint32_t, kMaxLength + 1>* totals) {
  totals->fill(0);
  for (size_t i = 0; i < count; ++i) ++(*totals)[std::min<int>(depths[i], limit)];
  uint32_t space = 0;
  for (int length = 1; length <= limit; ++length) space += (*totals)[length] << (limit - length);
  // Too much is in use: one of the longest codes moves beside a shorter one, which becomes a bit
  // longer.
  for (; space > (1u << limit); --space) {
    --(*totals)[limit];
    int length = limit - 1;
    while ((*totals)[length] == 0) --length;
    --(*totals)[length];
    (*totals)[length + 1] += 2;
  }
}

uint16_t Reverse(uint32_t bits, int length) {
  uint32_t reversed = 0;
  for (int i = 0; i < length; ++i) reversed |= (bits >> i & 1) << (length - 1 - i);
  return static_cast<uint16_t>(reversed);
}

}  // namespace

void ChooseLengths(std::span<const uint32_t> counts, int limit, uint8_t* lengths) {
  std::array<Leaf, kMaxSymbols> leaves;
  size_t used = 0;
  for (size_t symbol = 0; symbol < counts.size(); ++symbol) {
    lengths[symbol] = 0;
    if (counts[symbol] > 0) leaves[used++] = {counts[symbol], static_cast<uint16_t>(symbol)};
  }
  if (used == 0) return;
  if (used == 1) {
    lengths[leaves[0].symbol] = 1;
    return;
  }
  // A fifth of std::sort's code, which is what counts for so few.
  const auto before = [](const Leaf& a, const Leaf& b) {
    return a.count != b.count ? a.count < b.count : a.symbol < b.symbol;
  };
  const auto end = leaves.begin() + static_cast<std::ptrdiff_t>(used);
  std::make_heap(leaves.begin(), end, before);
  std::sort_heap(leaves.begin(), end, before);
  std::array<uint8_t, kMaxSymbols> depths;
  MeasureDepths(leaves.data(), used, depths.data());
  std::array<uint32_t, kMaxLength + 1> totals;
  LimitLengths(depths.data(), used, limit, &totals);
  size_t leaf = 0;  // the rarest first, which get the longest codes
  for (int length = limit; length >= 1; --length) {
    for (uint32_t i = 0; i < totals[length]; ++i)
      lengths[leaves[leaf++].symbol] = static_cast<uint8_t>(length);
  }
}

void AssignCodes(std::span<const uint8_t> lengths, HuffmanCode* codes) {
  std::array<uint32_t, kMaxLength + 2> next{};
  for (const uint8_t length : lengths) ++next[length + 1];
  for (size_t length = 1, code = 0; length <= kMaxLength; ++length) {
    const uint32_t count = next[length + 1];
    next[length] = static_cast<uint32_t>(code);
    code = (code + count) << 1;
  }
  for (size_t symbol = 0; symbol < lengths.size(); ++symbol) {
    const uint8_t length = lengths[symbol];
    codes[symbol] = {length ? Reverse(next[length]++, length) : uint16_t{0}, length};
  }
}

}  // namespace imwrite::entropy
