// Boxes of ISO base media files and JPEG 2000: a size, a type, and what is inside. All numbers are
// big-endian.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace imwrite {

class BoxWriter {
 public:
  void Put(uint64_t value, int bytes) {
    for (int i = bytes - 1; i >= 0; --i) bytes_.push_back(static_cast<uint8_t>(value >> 8 * i));
  }
  void Put(std::string_view text) { bytes_.insert(bytes_.end(), text.begin(), text.end()); }
  void Put(std::span<const uint8_t> data) { bytes_.insert(bytes_.end(), data.begin(), data.end()); }
  // With the zero behind it.
  void PutString(std::string_view text) {
    Put(text);
    Put(0, 1);
  }

  // Writes a box around what `inside` writes.
  template <class Inside>
  void Box(std::string_view type, Inside&& inside) {
    const size_t start = bytes_.size();
    Put(0, 4);
    Put(type);
    inside();
    Set32(start, static_cast<uint32_t>(bytes_.size() - start));
  }
  // A box with a version and flags.
  template <class Inside>
  void FullBox(std::string_view type, uint8_t version, uint32_t flags, Inside&& inside) {
    Box(type, [&] {
      Put(uint32_t{version} << 24 | flags, 4);
      inside();
    });
  }

  void Set32(size_t at, uint32_t value) {
    for (int i = 0; i < 4; ++i) bytes_[at + i] = static_cast<uint8_t>(value >> 8 * (3 - i));
  }
  size_t size() const { return bytes_.size(); }
  const std::vector<uint8_t>& bytes() const { return bytes_; }

 private:
  std::vector<uint8_t> bytes_;
};

}  // namespace imwrite
