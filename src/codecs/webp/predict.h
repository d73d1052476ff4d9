// Residuals of VP8L's spatial predictors.
#pragma once

#include <cstdint>
#include <vector>

#include "src/pixels.h"

namespace imwrite::webp {

// Tiles of 16 × 16 pixels, each with a predictor and a group of Huffman codes.
inline constexpr uint32_t kTileBits = 4;
inline constexpr uint32_t kTile = 1 << kTileBits;

struct Tiles {
  uint32_t columns;
  uint32_t rows;
  std::vector<uint8_t> predictors;
  std::vector<uint8_t> groups;
  uint32_t group_count = 1;
};

// Subtracts green from red and blue, then the prediction, in place. Tiles that are about as hard to
// foretell share a group. false: out of memory.
bool Predict(uint32_t* argb, uint32_t width, uint32_t height, Tiles* tiles);

}  // namespace imwrite::webp
