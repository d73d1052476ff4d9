// LZW as GIF has it: indices in, sub-blocks out.
#pragma once

#include <memory>
#include <span>

#include "src/codecs/gif/format.h"

namespace imwrite::gif {

class LzwWriter {
 public:
  // `bits`, 2 to 8, hold every index.
  LzwWriter(int bits, ByteSink& sink);
  // False: the sink wants no more.
  [[nodiscard]] bool Write(std::span<const uint8_t> indices);
  [[nodiscard]] bool Finish();

 private:
  // A hash table of the strings that have a code: the code of a string and the index behind it
  // lead to the code of both.
  static constexpr uint32_t kSlots = 1 << 13;
  static constexpr uint32_t kFree = UINT32_MAX;

  void Clear();
  void PutCode(uint32_t code);
  // Whether the full table compresses worse than it did.
  bool IsStale();

  uint32_t clear_code() const { return 1u << bits_; }
  uint32_t first_code() const { return clear_code() + 2; }

  int bits_;
  ByteSink& sink_;
  // Key << 12 | code.
  std::unique_ptr<uint32_t[]> slots_;
  uint32_t next_code_ = 0;
  int code_bits_ = 0;
  // The code of the string so far; none at the start.
  int32_t prefix_ = -1;
  // Bits that are not yet a byte.
  uint32_t pending_ = 0;
  int pending_bits_ = 0;
  // The sub-block that is being filled, behind its length.
  uint8_t block_[256];
  size_t block_bytes_ = 0;
  bool goes_on_ = true;
  // Of the full table: codes and indices since the last look, and the most indices a look has seen.
  uint32_t codes_ = 0;
  uint32_t indices_ = 0;
  uint32_t most_ = 0;
};

}  // namespace imwrite::gif
