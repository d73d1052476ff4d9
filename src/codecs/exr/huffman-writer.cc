#include "src/codecs/exr/huffman-writer.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "src/codecs/exr/huffman.h"

namespace imwrite::exr {
namespace {

// How often a number comes after itself is stored in 8 bits.
constexpr uint32_t kMaxRepeats = 255;

// Bits, the first in the highest place.
class BitWriter {
 public:
  explicit BitWriter(uint8_t* to) : to_(to) {}

  // At most 56: codes of that length take more numbers than a block has.
  void Add(uint64_t bits, unsigned count) {
    window_ = window_ << count | bits;
    held_ += count;
    for (; held_ >= 8; held_ -= 8) *to_++ = static_cast<uint8_t>(window_ >> (held_ - 8));
    written_ += count;
  }
  uint8_t* End() {
    if (held_ > 0) *to_++ = static_cast<uint8_t>(window_ << (8 - held_));
    held_ = 0;
    return to_;
  }
  uint64_t written() const { return written_; }

 private:
  uint8_t* to_;
  uint64_t window_ = 0;
  uint64_t written_ = 0;
  unsigned held_ = 0;
};

void PutWord(uint32_t value, uint8_t* to) {
  for (int i = 0; i < 4; ++i) to[i] = static_cast<uint8_t>(value >> 8 * i);
}

// A byte at a time, from the lowest.
void SortByUpperHalf(std::vector<uint64_t>* items) {
  std::vector<uint64_t> other(items->size());
  for (int shift = 32; shift < 64; shift += 8) {
    std::array<size_t, 257> begin{};
    for (const uint64_t item : *items) ++begin[(item >> shift & 255) + 1];
    if (begin[1] == items->size()) continue;
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    for (const uint64_t item : *items) other[begin[item >> shift & 255]++] = item;
    items->swap(other);
  }
}

void PackLengths(std::span<const uint8_t> lengths, BitWriter* bits) {
  for (size_t i = 0; i < lengths.size();) {
    const size_t end = std::min(lengths.size(), i + kMaxLongZeros);
    size_t next = i;
    while (next < end && lengths[next] == 0) ++next;
    const auto zeros = static_cast<uint32_t>(next - i);
    if (zeros >= kMinLongZeros) {
      bits->Add(kLongZeros, 6);
      bits->Add(zeros - kMinLongZeros, 8);
    } else if (zeros >= kMinShortZeros) {
      bits->Add(kShortZeros + zeros - kMinShortZeros, 6);
    } else {
      bits->Add(lengths[i], 6);
      next = i + 1;
    }
    i = next;
  }
}

}  // namespace

uint64_t HuffmanWriter::Bound(uint64_t numbers) {
  // No number takes more than 17 bits on the whole, as all could have codes of that length.
  return kHuffmanHeaderBytes + kMaxSymbols + numbers * 17 / 8 + 16;
}

void HuffmanWriter::Count(std::span<const uint16_t> numbers) {
  counts_.assign(kMaxSymbols, 0);
  for (const uint16_t number : numbers) ++counts_[number];
  first_ = 0;
  while (counts_[first_] == 0) ++first_;
  last_ = kMaxSymbols - 1;
  while (counts_[last_ - 1] == 0) --last_;
  counts_[last_] = 1;
}

// Huffman's algorithm with two queues: the symbols by their counts, and what was joined, which
// comes in that order by itself.
void HuffmanWriter::ChooseLengths() {
  // Counts in the upper half, symbols in the lower one.
  std::vector<uint64_t> sorted;
  for (uint32_t i = first_; i <= last_; ++i) {
    if (counts_[i] > 0) sorted.push_back(uint64_t{counts_[i]} << 32 | i);
  }
  SortByUpperHalf(&sorted);
  const size_t leaves = sorted.size();
  std::vector<uint64_t> joined;
  // Of symbols first, then of what was joined.
  std::vector<uint32_t> parent(2 * leaves - 1);
  size_t leaf = 0, node = 0;
  const auto take = [&](uint32_t above) {
    const bool is_leaf =
        leaf < leaves && (node >= joined.size() || sorted[leaf] >> 32 <= joined[node]);
    parent[is_leaf ? leaf : leaves + node] = above;
    return is_leaf ? sorted[leaf++] >> 32 : joined[node++];
  };
  while (joined.size() + 1 < leaves) {
    const auto above = static_cast<uint32_t>(leaves + joined.size());
    const uint64_t first = take(above);
    joined.push_back(first + take(above));
  }
  std::vector<uint8_t> depth(parent.size());
  for (size_t i = parent.size() - 1; i-- > 0;)
    depth[i] = static_cast<uint8_t>(depth[parent[i]] + 1);
  lengths_.assign(kMaxSymbols, 0);
  for (size_t i = 0; i < leaves; ++i) lengths_[static_cast<uint32_t>(sorted[i])] = depth[i];
}

uint8_t* HuffmanWriter::Write(std::span<const uint16_t> numbers, uint8_t* to) {
  Count(numbers);
  ChooseLengths();
  uint32_t of_length[256] = {};
  for (uint32_t i = first_; i <= last_; ++i) ++of_length[lengths_[i]];
  of_length[0] = 0;
  uint64_t next_code[64];
  FirstCodes(of_length, 63, next_code);
  codes_.resize(kMaxSymbols);
  for (uint32_t i = first_; i <= last_; ++i) {
    if (lengths_[i] > 0) codes_[i] = next_code[lengths_[i]]++;
  }
  BitWriter table(to + kHuffmanHeaderBytes);
  PackLengths(std::span(lengths_).subspan(first_, last_ - first_ + 1), &table);
  uint8_t* const coded = table.End();
  BitWriter bits(coded);
  const unsigned repeat_bits = lengths_[last_] + 8u;
  for (size_t i = 0; i < numbers.size();) {
    const uint16_t number = numbers[i];
    const size_t end = std::min(numbers.size(), i + 1 + kMaxRepeats);
    size_t next = i + 1;
    while (next < end && numbers[next] == number) ++next;
    const auto repeats = static_cast<uint32_t>(next - i - 1);
    const unsigned length = lengths_[number];
    bits.Add(codes_[number], length);
    if (length + repeat_bits < length * repeats) {
      bits.Add(codes_[last_], lengths_[last_]);
      bits.Add(repeats, 8);
    } else {
      for (uint32_t k = 0; k < repeats; ++k) bits.Add(codes_[number], length);
    }
    i = next;
  }
  const auto table_bytes = static_cast<uint32_t>(coded - to - kHuffmanHeaderBytes);
  const uint32_t header[] = {first_, last_, table_bytes, static_cast<uint32_t>(bits.written()), 0};
  for (size_t i = 0; i < std::size(header); ++i) PutWord(header[i], to + 4 * i);
  return bits.End();
}

}  // namespace imwrite::exr
