// Entropy coding of lossless WebP (RFC 9649, 3.7): an image of ARGB values as matches and Huffman
// codes.
#pragma once

#include <array>
#include <functional>
#include <span>
#include <vector>

#include "src/codecs/webp/predict.h"
#include "src/entropy/bit-writer.h"

namespace imwrite::webp {

// The pixels at `position` repeat earlier ones, at a `distance` in the format's code.
struct Match {
  uint32_t position;
  uint32_t length;
  uint32_t distance;
};

// Looks at the left and the upper neighbor and at one older place with the same two pixels.
bool FindMatches(std::span<const uint32_t> argb, uint32_t width, std::vector<Match>* matches);

struct LosslessImage {
  std::span<const uint32_t> argb;
  uint32_t width;
  std::vector<Match> matches = {};
  // 2^cache_bits colors are kept to be named by number; 0 keeps none.
  int cache_bits = 0;
  // Null where the whole image is one group.
  const Tiles* tiles = nullptr;
};

// One image's codes, counted and chosen; then written.
class LosslessCoder {
 public:
  explicit LosslessCoder(const LosslessImage& image);

  // All that comes before the pixels, of a whole image or of one that a transform needs.
  size_t HeaderBound() const;
  void WriteHeader(entropy::BitWriter* bits) const;
  uint64_t pixel_bits() const { return pixel_bits_; }
  // `flush()` is called at least every 2000 bytes; false stops.
  bool WritePixels(entropy::BitWriter* bits,
                   const std::function<bool(uint32_t position)>& flush) const;

 private:
  // Green shares its alphabet with lengths and the cache.
  enum Alphabet { kGreen, kRed, kBlue, kAlpha, kDistance, kAlphabets };
  struct Codes {
    std::array<std::vector<uint32_t>, kAlphabets> counts;
    std::array<std::vector<uint8_t>, kAlphabets> lengths;
    std::array<std::vector<entropy::HuffmanCode>, kAlphabets> codes;
  };
  template <class Visitor>
  void Walk(Visitor&& visitor) const;

  const LosslessImage& image_;
  std::vector<Codes> groups_;
  uint64_t pixel_bits_ = 0;
};

}  // namespace imwrite::webp
