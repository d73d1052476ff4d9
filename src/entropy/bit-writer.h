// BitWriter: the bits of a stream of deflate or VP8L, lowest first.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

#include "src/entropy/huffman.h"

namespace imwrite::entropy {

static_assert(std::endian::native == std::endian::little, "bits are stored as 64-bit words");

class BitWriter {
 public:
  explicit BitWriter(uint8_t* to) : next_(to) {}

  // At most 56 bits between two flushes, with what waits.
  void Add(uint64_t bits, unsigned count) {
    bits_ |= bits << count_;
    count_ += count;
  }
  void Add(HuffmanCode code) { Add(code.bits, code.length); }
  // Writes whole bytes; may overwrite up to 8 bytes after them.
  void Flush() {
    std::memcpy(next_, &bits_, sizeof bits_);
    next_ += count_ >> 3;
    bits_ >>= count_ & ~7u;
    count_ &= 7;
  }
  void Align() {
    count_ = (count_ + 7) & ~7u;
    Flush();
  }
  void Append(const uint8_t* bytes, size_t size) { next_ = std::copy_n(bytes, size, next_); }
  uint8_t* next() const { return next_; }
  // Goes on somewhere else, after a flush; bits that are no whole byte yet go along.
  void MoveTo(uint8_t* to) { next_ = to; }
  unsigned waiting() const { return count_; }

 private:
  uint8_t* next_;
  uint64_t bits_ = 0;
  unsigned count_ = 0;
};

}  // namespace imwrite::entropy
