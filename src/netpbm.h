// What the formats of Netpbm (PNM, PAM, PFM) have in common: headers of words, and samples of a
// largest value.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "src/pixels.h"

namespace imwrite::netpbm {

// Reads words of ASCII between white space and comments, which go from # to the end of a line.
class WordReader {
 public:
  WordReader(std::span<const uint8_t> bytes, size_t begin) : bytes_(bytes), at_(begin) {}

  // Empty at the end.
  std::string_view Word();
  // A whole number of at most 2^31 - 1; nothing where there is none.
  std::optional<uint32_t> Number();
  // The next byte that is no space: for digits that stand together. 0 at the end.
  uint8_t Digit();
  // The bytes behind the byte that ends the last word.
  std::span<const uint8_t> Rest() const;

 private:
  void SkipSpace();

  std::span<const uint8_t> bytes_;
  size_t at_;
};

// The number of all of the word; nothing for other words.
std::optional<uint32_t> ToNumber(std::string_view word);

// How samples of 0 to `max` are held: those of 8 and 16 bits as they are, those that fill 9 to 15
// bits with that precision, others in the full range of the type.
struct Scale {
  explicit Scale(uint32_t max);

  uint16_t Of(uint32_t sample) const;
  size_t file_bytes() const { return max > 255 ? 2 : 1; }

  uint32_t max;
  SampleType sample_type;
  // As ImageInfo has it.
  uint8_t precision = 0;
  bool exact;
};

// `count` binary samples of a file, big endian where they have two bytes.
void ReadSamples(const Scale& scale, const uint8_t* stored, size_t count, uint8_t* to);

// Likewise to a file; `bytes` is 1 or 2.
void WriteSamples(const uint8_t* samples, size_t count, size_t bytes, uint8_t* to);

// The largest value of samples as they are written.
uint32_t MaxOf(const ImageInfo& info);

}  // namespace imwrite::netpbm
