// HeaderBits: what a codestream's header is made of, lowest bit first.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <vector>

namespace imwrite::jxl {

class HeaderBits {
 public:
  void Add(uint64_t value, int count) {
    for (int i = 0; i < count; ++i, ++size_) {
      if (size_ % 8 == 0) bytes_.push_back(0);
      bytes_.back() |= static_cast<uint8_t>((value >> i & 1) << size_ % 8);
    }
  }
  void AddFlag(bool flag) { Add(flag, 1); }

  struct Range {
    uint32_t first;
    int bits;
  };
  // The standard's U32: two bits choose the first of four ranges that has the value.
  void AddU32(uint32_t value, std::initializer_list<Range> ranges) {
    uint64_t choice = 0;
    for (const auto& [first, bits] : ranges) {
      if (value >= first && value - first < uint64_t{1} << bits) {
        Add(choice, 2);
        Add(value - first, bits);
        return;
      }
      ++choice;
    }
  }
  void AddEnum(uint32_t value) { AddU32(value, {{0, 0}, {1, 0}, {2, 4}, {18, 6}}); }
  // The standard's U64.
  void AddU64(uint64_t value) {
    if (value == 0) return Add(0, 2);
    if (value < 17) return Add(1 | (value - 1) << 2, 6);
    if (value < 273) return Add(2 | (value - 17) << 2, 10);
    Add(3 | (value & 0xfff) << 2, 14);
    value >>= 12;
    for (int shift = 12; value > 0; shift += 8, value >>= 8) {
      Add(1, 1);
      if (shift == 60) return Add(value & 15, 4);
      Add(value & 0xff, 8);
    }
    Add(0, 1);
  }
  void Align() { size_ = bytes_.size() * 8; }

  const std::vector<uint8_t>& bytes() const { return bytes_; }

 private:
  std::vector<uint8_t> bytes_;
  uint64_t size_ = 0;
};

}  // namespace imwrite::jxl
