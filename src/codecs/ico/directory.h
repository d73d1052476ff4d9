// The directory of an ICO file: where its entries are, and what they say they are.
#pragma once

#include <string>

#include "src/codecs/ico/format.h"

namespace imwrite::ico {

struct Entry {
  // As far as the file has them.
  std::span<const uint8_t> bytes;
  bool cut_off = false;
  // What the directory says.
  uint32_t listed_width = 0;
  uint32_t listed_height = 0;
  // What the entry itself says; 0: it is neither a PNG nor a BMP, or too short.
  uint32_t width = 0;
  uint32_t height = 0;
  uint32_t bits = 0;
  bool is_png = false;
};

class Directory {
 public:
  // The spans are into `bytes`.
  Status Read(std::span<const uint8_t> bytes);
  uint32_t size() const { return size_; }
  Entry operator[](uint32_t index) const;
  // The one that stands for the file: the largest, and of those the one of the most bits.
  uint32_t Best() const;

 private:
  std::span<const uint8_t> bytes_;
  uint32_t size_ = 0;
};

}  // namespace imwrite::ico
