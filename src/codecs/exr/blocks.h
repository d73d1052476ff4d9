// Where the blocks of a file are.
#pragma once

#include "src/codecs/exr/header.h"

namespace imwrite::exr {

// Finds the blocks of a part's picture at its full size, even where the table of offsets is damaged
// or was never written: then it looks through the file.
class Blocks {
 public:
  Blocks(std::span<const uint8_t> bytes, const File& file, size_t part)
      : bytes_(bytes), file_(file), part_(file.parts[part]), number_(part) {}

  // What it holds if it looks through the file.
  static uint64_t HeldBytes(const Part& part) { return 8 * part.block_count; }

  // Its bytes; none: it is not there.
  std::optional<std::span<const uint8_t>> Find(uint32_t column, uint32_t row);
  bool looked() const { return looked_; }

 private:
  // What stands in front of a block.
  struct Head {
    uint32_t part = 0;
    uint32_t column = 0;
    uint32_t row = 0;
    bool at_full_size = true;
    std::span<const uint8_t> bytes;
  };

  bool ReadHead(uint64_t at, Head* head, uint64_t* next) const;
  bool IsOurs(const Head& head) const;
  void Look();

  std::span<const uint8_t> bytes_;
  const File& file_;
  const Part& part_;
  size_t number_;
  bool looked_ = false;
  std::vector<uint64_t> found_;
};

}  // namespace imwrite::exr
