// What Netpbm's formats (PNM, PAM, PFM) share: headers of words, and samples up to a maximum value.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "src/pixels.h"

namespace imwrite::netpbm {

// Reads ASCII words between white space and comments, which run from # to the end of the line.
class WordReader {
 public:
  WordReader(std::span<const uint8_t> bytes, size_t begin) : bytes_(bytes), at_(begin) {}

  // Empty at the end.
  std::string_view Word();
  // An integer of at most 2^31 - 1; none: the word is not one.
  std::optional<uint32_t> Number();
  // The next byte that is not white space, for digits without spaces between them. 0 at the end.
  uint8_t Digit();
  // The bytes after the one that ends the last word.
  std::span<const uint8_t> Rest() const;

 private:
  void SkipSpace();

  std::span<const uint8_t> bytes_;
  size_t at_;
};

// The number that the whole word is; none: it is not a number.
std::optional<uint32_t> ToNumber(std::string_view word);

// The layout of samples from 0 to `max`: 8- and 16-bit samples are unchanged, maxima of 9 to 15
// full bits become a precision, others are scaled to the full range of the type.
struct Scale {
  explicit Scale(uint32_t max);

  uint16_t Of(uint32_t sample) const;
  size_t file_bytes() const { return max > 255 ? 2 : 1; }

  uint32_t max;
  SampleType sample_type;
  // The precision for ImageInfo.
  uint8_t precision = 0;
  bool exact;
};

// Reads `count` binary samples; two-byte samples are big endian.
void ReadSamples(const Scale& scale, const uint8_t* stored, size_t count, uint8_t* to);

// Writes binary samples of `bytes` (1 or 2) bytes.
void WriteSamples(const uint8_t* samples, size_t count, size_t bytes, uint8_t* to);

// The maximum value of samples as written.
uint32_t MaxOf(const ImageInfo& info);

}  // namespace imwrite::netpbm
