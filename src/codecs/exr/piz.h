// PIZ: the 16-bit halves of all samples, renumbered so that none is left out between 0 and the
// largest, through a wavelet channel by channel, and a Huffman code.
#pragma once

#include <span>
#include <vector>

#include "src/codecs/exr/format.h"
#include "src/codecs/exr/huffman-reader.h"
#include "src/codecs/exr/huffman-writer.h"

namespace imwrite::exr {

class PizCoder {
 public:
  // The most bytes that a block becomes.
  static uint64_t Bound(const Block& block);
  // What one of these holds beside a block's bytes, which it holds once more.
  static constexpr uint64_t kHeldBytes = uint64_t{2} << 20;

  [[nodiscard]] bool Resize(uint64_t raw_bytes) { return numbers_.Resize(raw_bytes); }
  // Returns the end of what it wrote.
  uint8_t* Pack(const Block& block, const uint8_t* raw, uint8_t* to);
  // False: damaged.
  bool Unpack(const Block& block, std::span<const uint8_t> packed, uint8_t* raw);

 private:
  uint16_t* numbers() { return reinterpret_cast<uint16_t*>(numbers_.data()); }

  Buffer numbers_;
  std::vector<uint16_t> table_;
  HuffmanWriter writer_;
  HuffmanReader reader_;
};

}  // namespace imwrite::exr
