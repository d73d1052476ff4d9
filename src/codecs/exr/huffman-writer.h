// HuffmanWriter: codes numbers as PIZ has them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace imwrite::exr {

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

}  // namespace imwrite::exr
