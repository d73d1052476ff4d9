// A block's coefficients in zigzag order, the order in which they are coded.
#pragma once

#include <array>
#include <cstdint>

#include "third_party/libjpeg-turbo/kernels/block.h"

// Where in a block the k-th coefficient is: jpeg_natural_order.
inline constexpr std::array<uint8_t, 64> kNaturalOrder = [] {
  std::array<uint8_t, 64> order{};
  int row = 0, column = 0;
  for (auto& position : order) {
    position = static_cast<uint8_t>(8 * row + column);
    const bool up = (row + column) % 2 == 0;
    int& along = up ? column : row;
    int& against = up ? row : column;
    if (along == 7) {
      ++against;
    } else {
      ++along;
      if (against > 0) --against;
    }
  }
  return order;
}();

// For i8x16.swizzle: where in a quarter of a block (two rows) the coefficients of a quarter of the zigzag are; 0x80 elsewhere.
struct ZigzagIndices {
  alignas(16) uint8_t lane[4][4][16];
};
inline constexpr ZigzagIndices kZigzagIndices = [] {
  ZigzagIndices indices{};
  for (int k = 0; k < 64; ++k) {
    for (int rows = 0; rows < 4; ++rows) {
      const int position = kNaturalOrder[k] - 16 * rows;
      indices.lane[k / 16][rows][k % 16] = position >= 0 && position < 16 ? static_cast<uint8_t>(position) : 0x80;
    }
  }
  return indices;
}();

// Bit k is set where the k-th coefficient is not zero.
inline uint64_t NonZero(const Block& block) {
  v128_t rows[4];
  // Saturation keeps zero apart from everything else.
  for (int i = 0; i < 4; ++i) rows[i] = wasm_i8x16_narrow_i16x8(block.row[2 * i], block.row[2 * i + 1]);
  uint64_t zeros = 0;
  for (int quarter = 0; quarter < 4; ++quarter) {
    v128_t zigzag = wasm_i8x16_splat(0);
    for (int i = 0; i < 4; ++i) {
      zigzag = wasm_v128_or(zigzag, wasm_i8x16_swizzle(rows[i], wasm_v128_load(kZigzagIndices.lane[quarter][i])));
    }
    zeros |= uint64_t{wasm_i8x16_bitmask(wasm_i8x16_eq(zigzag, wasm_i8x16_splat(0)))} << (16 * quarter);
  }
  return ~zeros;
}
