// PIZ's Huffman code of 16-bit numbers: a table of lengths, packed, and a canonical code whose
// longest codes are the smallest. One more symbol repeats the number before it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace imwrite::exr {

inline constexpr size_t kMaxSymbols = 65537;
// What stands in front of the table.
inline constexpr size_t kHuffmanHeaderBytes = 20;

class HuffmanWriter {
 public:
  // Returns the end of what it wrote, which is at most Bound() bytes.
  uint8_t* Write(std::span<const uint16_t> numbers, uint8_t* to);
  static uint64_t Bound(uint64_t numbers);

 private:
  void Count(std::span<const uint16_t> numbers);
  void ChooseLengths();

  std::vector<uint32_t> counts_;
  std::vector<uint8_t> lengths_;
  std::vector<uint64_t> codes_;
  // The symbols that occur are from first_ to last_; the last one repeats.
  uint32_t first_ = 0;
  uint32_t last_ = 0;
};

class HuffmanReader {
 public:
  // False: damaged, or not exactly as many numbers.
  bool Read(std::span<const uint8_t> bytes, std::span<uint16_t> numbers);

 private:
  static constexpr int kMaxLength = 58;
  // Codes of up to so many bits are looked up.
  static constexpr int kTableBits = 12;

  struct Entry {
    uint32_t symbol = 0;
    // 0: the code is longer, or there is none.
    uint32_t length = 0;
  };

  bool ReadLengths(std::span<const uint8_t>* bytes, uint32_t first, uint32_t last);
  bool MakeTables();
  bool FindLong(uint64_t window, Entry* entry) const;

  std::vector<uint8_t> lengths_;
  // The symbols in the order of length and symbol.
  std::vector<uint32_t> sorted_;
  std::vector<Entry> table_;
  // Of each length: the first code, how many there are, and where in sorted_ they begin.
  uint64_t first_code_[kMaxLength + 1];
  uint32_t code_count_[kMaxLength + 1];
  uint32_t begin_[kMaxLength + 1];
};

}  // namespace imwrite::exr
