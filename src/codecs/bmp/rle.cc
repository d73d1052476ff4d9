#include "src/codecs/bmp/rle.h"

#include <algorithm>
#include <cstring>

namespace imwrite::bmp {
namespace {

enum Escape : uint8_t { kEndOfLine = 0, kEndOfBitmap = 1, kDelta = 2 };

class RunDecoder {
 public:
  RunDecoder(const Header& header, std::span<const uint8_t> bytes, uint8_t* rows)
      : width_(header.width),
        height_(header.height),
        four_bits_(header.compression == kRle4),
        bytes_(bytes),
        rows_(rows) {}

  uint32_t Decode() {
    while (y_ < height_ && bytes_.size() - at_ >= 2) {
      const uint8_t count = bytes_[at_];
      const uint8_t value = bytes_[at_ + 1];
      at_ += 2;
      if (count > 0) {
        for (uint32_t i = 0; i < count; ++i) Put(Nibble(value, i));
      } else if (value == kEndOfBitmap) {
        // What is passed over at the end is there: it is empty.
        return height_;
      } else if (!TakeEscape(value)) {
        break;
      }
    }
    return std::min(y_ + (x_ >= width_ ? 1 : 0), height_);
  }

 private:
  // The sample of a byte that stands at an even or odd place.
  uint8_t Nibble(uint8_t value, uint32_t place) const {
    if (!four_bits_) return value;
    return place % 2 == 0 ? value >> 4 : value & 15;
  }

  // False at the end of the bytes.
  bool TakeEscape(uint8_t value) {
    if (value == kEndOfLine) {
      x_ = 0;
      ++y_;
      return true;
    }
    if (value == kDelta) {
      if (bytes_.size() - at_ < 2) return false;
      x_ += bytes_[at_];
      y_ += bytes_[at_ + 1];
      at_ += 2;
      return true;
    }
    // So many samples as they are, padded to 16 bits.
    const size_t size = four_bits_ ? (value + 1) / 2 : value;
    if (size > bytes_.size() - at_) return false;
    for (uint32_t i = 0; i < value; ++i) Put(Nibble(bytes_[at_ + (four_bits_ ? i / 2 : i)], i));
    at_ = std::min(at_ + size + size % 2, bytes_.size());
    return true;
  }

  // Samples beyond the end of a row are dropped.
  void Put(uint8_t index) {
    if (x_ < width_ && y_ < height_) rows_[size_t{height_ - 1 - y_} * width_ + x_] = index;
    ++x_;
  }

  uint32_t width_;
  uint32_t height_;
  bool four_bits_;
  std::span<const uint8_t> bytes_;
  uint8_t* rows_;
  size_t at_ = 0;
  // From the bottom row up.
  uint32_t x_ = 0;
  uint32_t y_ = 0;
};

}  // namespace

uint32_t DecodeRuns(const Header& header, std::span<const uint8_t> bytes, uint8_t* rows) {
  std::memset(rows, 0, size_t{header.width} * header.height);
  return RunDecoder(header, bytes, rows).Decode();
}

}  // namespace imwrite::bmp
