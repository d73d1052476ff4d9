#include "src/codecs/tiff/ccitt.h"

#include <algorithm>
#include <bit>

// The tables of libtiff: by length up to 63, then by multiples of 64 up to 2560.
#define G3CODES
#include <t4.h>

namespace imwrite::tiff {
namespace {

constexpr uint32_t kLongestRun = 2560;
constexpr uint32_t kEol = 1, kEolBits = 12;

// Codes, the highest bit first.
class CodeWriter {
 public:
  explicit CodeWriter(uint8_t* to) : begin_(to), to_(to) {}

  void Put(uint32_t code, uint32_t bits) {
    waiting_ = waiting_ << bits | code;
    for (count_ += bits; count_ >= 8; count_ -= 8)
      *to_++ = static_cast<uint8_t>(waiting_ >> (count_ - 8));
  }

  void PutRun(uint32_t length, bool black) {
    const tableentry* codes = black ? TIFFFaxBlackCodes : TIFFFaxWhiteCodes;
    const auto put = [&](uint32_t index) { Put(codes[index].code, codes[index].length); };
    for (; length >= kLongestRun + 64; length -= kLongestRun) put(63 + kLongestRun / 64);
    if (length >= 64) put(63 + length / 64);
    put(length % 64);
  }

  // Fills the last byte with zeros.
  size_t Finish() {
    if (count_ > 0) Put(0, 8 - count_);
    return static_cast<size_t>(to_ - begin_);
  }

 private:
  uint8_t* begin_;
  uint8_t* to_;
  uint64_t waiting_ = 0;
  uint32_t count_ = 0;
};

// The first pixel from x on that is not of the color; `columns` when there is none.
uint32_t RunEnd(const uint8_t* row, uint32_t x, uint32_t columns, bool black) {
  const uint32_t flip = black ? 0xff : 0;
  while (x < columns) {
    const auto bits = static_cast<uint8_t>((row[x / 8] ^ flip) << x % 8);
    if (bits != 0) return std::min(columns, x + static_cast<uint32_t>(std::countl_zero(bits)));
    x += 8 - x % 8;
  }
  return columns;
}

// a0, a1, a2, b1 and b2 are T.6's: where colors change, in this row and in the one above.
void PutTwoDimensional(const uint8_t* row, const uint8_t* above, uint32_t columns,
                       CodeWriter* codes) {
  struct Code {
    uint8_t code, bits;
  };
  // By b1 - a1, from -3 to 3.
  constexpr Code kVertical[] = {{3, 7}, {3, 6}, {3, 3}, {1, 1}, {2, 3}, {2, 6}, {2, 7}};
  const auto end_above = [&](uint32_t x, bool black) {
    return above ? RunEnd(above, x, columns, black) : black ? x : columns;
  };
  bool black = false;
  uint32_t a0 = 0;
  uint32_t a1 = RunEnd(row, 0, columns, false);
  uint32_t b1 = end_above(0, false);
  while (true) {
    const uint32_t b2 = end_above(b1, !black);
    const int64_t distance = int64_t{b1} - a1;
    if (b2 < a1) {
      codes->Put(1, 4);
      a0 = b2;
    } else if (distance >= -3 && distance <= 3) {
      codes->Put(kVertical[distance + 3].code, kVertical[distance + 3].bits);
      a0 = a1;
      black = !black;
    } else {
      const uint32_t a2 = RunEnd(row, a1, columns, !black);
      codes->Put(1, 3);
      codes->PutRun(a1 - a0, black);
      codes->PutRun(a2 - a1, !black);
      a0 = a2;
    }
    if (a0 >= columns) return;
    a1 = RunEnd(row, a0, columns, black);
    b1 = end_above(end_above(a0, !black), black);
  }
}

}  // namespace

size_t EncodeG3(const uint8_t* rows, uint32_t columns, uint32_t count, uint8_t* to) {
  CodeWriter codes(to);
  const size_t row_bytes = (size_t{columns} + 7) / 8;
  for (; count > 0; --count, rows += row_bytes) {
    codes.Put(kEol, kEolBits);
    bool black = false;
    for (uint32_t x = 0; x < columns; black = !black) {
      const uint32_t end = RunEnd(rows, x, columns, black);
      codes.PutRun(end - x, black);
      x = end;
    }
  }
  return codes.Finish();
}

size_t EncodeG4(const uint8_t* rows, uint32_t columns, uint32_t count, uint8_t* to) {
  CodeWriter codes(to);
  const size_t row_bytes = (size_t{columns} + 7) / 8;
  const uint8_t* above = nullptr;
  for (; count > 0; --count, rows += row_bytes) {
    PutTwoDimensional(rows, above, columns, &codes);
    above = rows;
  }
  codes.Put(kEol, kEolBits);
  codes.Put(kEol, kEolBits);
  return codes.Finish();
}

}  // namespace imwrite::tiff
