#include "src/codecs/exr/huffman-reader.h"

#include <algorithm>

#include "src/big-endian.h"
#include "src/codecs/exr/huffman.h"
#include "src/little-endian.h"

namespace imwrite::exr {
namespace {

class BitReader {
 public:
  explicit BitReader(std::span<const uint8_t> bytes) : bytes_(bytes) {}

  // The next 64 bits from the highest on; zeros behind the end.
  uint64_t Window() const {
    const size_t byte = at_ / 8, bit = at_ % 8;
    uint8_t near_end[9] = {};
    const uint8_t* from = near_end;
    if (bytes_.size() >= byte + sizeof near_end) {
      from = &bytes_[byte];
    } else if (byte < bytes_.size()) {
      std::copy(bytes_.begin() + static_cast<ptrdiff_t>(byte), bytes_.end(), near_end);
    }
    const uint64_t high = uint64_t{Get32(from)} << 32 | Get32(from + 4);
    return bit == 0 ? high : high << bit | from[8] >> (8 - bit);
  }
  void Skip(size_t bits) { at_ += bits; }
  uint32_t Take(unsigned bits) {
    const auto value = static_cast<uint32_t>(Window() >> (64 - bits));
    Skip(bits);
    return value;
  }
  size_t at() const { return at_; }
  bool IsPast(size_t bits) const { return at_ > bits; }

 private:
  std::span<const uint8_t> bytes_;
  size_t at_ = 0;
};

}  // namespace

bool HuffmanReader::ReadLengths(std::span<const uint8_t>* bytes, uint32_t first, uint32_t last) {
  lengths_.assign(kMaxSymbols, 0);
  BitReader bits(*bytes);
  for (uint32_t i = first; i <= last;) {
    const uint32_t length = bits.Take(6);
    uint32_t zeros = 0;
    if (length == kLongZeros) {
      zeros = bits.Take(8) + kMinLongZeros;
    } else if (length >= kShortZeros) {
      zeros = length - kShortZeros + kMinShortZeros;
    } else {
      lengths_[i++] = static_cast<uint8_t>(length);
    }
    if (zeros > last - i + 1) return false;
    i += zeros;
  }
  const size_t taken = (bits.at() + 7) / 8;
  if (taken > bytes->size()) return false;
  *bytes = bytes->subspan(taken);
  return true;
}

bool HuffmanReader::MakeTables() {
  std::fill(std::begin(code_count_), std::end(code_count_), 0);
  for (const uint8_t length : lengths_) ++code_count_[length];
  code_count_[0] = 0;
  FirstCodes(code_count_, kMaxLength, first_code_);
  uint32_t begin = 0;
  for (int length = 1; length <= kMaxLength; ++length) {
    // A damaged table may have more codes than there is room for.
    if (length < 32 && first_code_[length] + code_count_[length] > uint64_t{1} << length)
      return false;
    begin_[length] = begin;
    begin += code_count_[length];
  }
  sorted_.resize(begin);
  uint32_t next[kMaxLength + 1];
  std::copy(std::begin(begin_), std::end(begin_), next);
  for (uint32_t symbol = 0; symbol < kMaxSymbols; ++symbol) {
    if (lengths_[symbol] > 0) sorted_[next[lengths_[symbol]]++] = symbol;
  }
  table_.assign(size_t{1} << kTableBits, {});
  for (int length = 1; length <= kTableBits; ++length) {
    const int free_bits = kTableBits - length;
    for (uint32_t i = 0; i < code_count_[length]; ++i) {
      const auto from = static_cast<size_t>(first_code_[length] + i) << free_bits;
      std::fill_n(table_.begin() + static_cast<ptrdiff_t>(from), size_t{1} << free_bits,
                  Entry{sorted_[begin_[length] + i], static_cast<uint32_t>(length)});
    }
  }
  return true;
}

bool HuffmanReader::FindLong(uint64_t window, Entry* entry) const {
  for (int length = kTableBits + 1; length <= kMaxLength; ++length) {
    const uint64_t code = window >> (64 - length);
    if (code < first_code_[length] || code - first_code_[length] >= code_count_[length]) continue;
    const auto index = static_cast<uint32_t>(code - first_code_[length]);
    *entry = {sorted_[begin_[length] + index], static_cast<uint32_t>(length)};
    return true;
  }
  return false;
}

bool HuffmanReader::Read(std::span<const uint8_t> bytes, std::span<uint16_t> numbers) {
  if (numbers.empty()) return true;
  if (bytes.size() < kHuffmanHeaderBytes) return false;
  const uint32_t first = GetLittle(&bytes[0], 4), last = GetLittle(&bytes[4], 4);
  const uint32_t bit_count = GetLittle(&bytes[12], 4);
  if (first >= kMaxSymbols || last >= kMaxSymbols || first > last) return false;
  std::span<const uint8_t> rest = bytes.subspan(kHuffmanHeaderBytes);
  if (!ReadLengths(&rest, first, last) || !MakeTables()) return false;
  if ((uint64_t{bit_count} + 7) / 8 > rest.size()) return false;
  BitReader bits(rest);
  for (size_t done = 0; done < numbers.size();) {
    const uint64_t window = bits.Window();
    Entry entry = table_[window >> (64 - kTableBits)];
    if (entry.length == 0 && !FindLong(window, &entry)) return false;
    bits.Skip(entry.length);
    if (entry.symbol != last) {
      numbers[done++] = static_cast<uint16_t>(entry.symbol);
    } else {
      const size_t repeats = bits.Take(8);
      if (done == 0 || repeats > numbers.size() - done) return false;
      std::fill_n(&numbers[done], repeats, numbers[done - 1]);
      done += repeats;
    }
    if (bits.IsPast(bit_count)) return false;
  }
  return true;
}

}  // namespace imwrite::exr
