// HuffmanReader: the numbers of PIZ's code.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace imwrite::exr {

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
