// The header of a dynamic deflate block (RFC 1951, 3.2.7): the lengths of its codes, in a code of
// their own.
#pragma once

#include <array>
#include <span>

#include "src/entropy/bit-writer.h"

namespace imwrite::deflate {

// Symbols for literals and lengths.
inline constexpr int kLiterals = 286;

class BlockHeader {
 public:
  // Of the lengths of the literals' code and of a distance code with one symbol.
  void Make(std::span<const uint8_t, kLiterals> literals, uint16_t distance);
  size_t bits() const;
  void Write(entropy::BitWriter* out) const;

 private:
  static constexpr int kSymbols = 19;

  std::array<uint8_t, kLiterals + 1> symbols_;
  std::array<uint8_t, kLiterals + 1> extra_;
  size_t count_ = 0;
  int literal_count_ = kLiterals;
  std::array<uint8_t, kSymbols> lengths_;
  std::array<entropy::HuffmanCode, kSymbols> codes_;
  // How many of lengths_ are written, in the order of the format.
  int written_ = kSymbols;
};

}  // namespace imwrite::deflate
