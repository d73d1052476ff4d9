#include "src/codecs/exr/b44.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "src/half.h"

namespace imwrite::exr {
namespace {

constexpr size_t kSide = 4;
constexpr size_t kPackedBytes = 14;
constexpr size_t kFlatBytes = 3;
// A shift that no other square has.
constexpr uint8_t kFlatMark = 0xfc;
// Differences are stored in 6 bits, plus this.
constexpr int kBias = 32;

using Square = std::array<uint16_t, kSide * kSide>;

// Where each piece of a channel lies in the uncompressed block.
std::vector<std::vector<size_t>> PiecesOf(const Block& block) {
  std::vector<std::vector<size_t>> pieces(block.channels.size());
  size_t at = 0;
  ForEachPiece(block, [&](size_t index, uint32_t, uint32_t columns) {
    pieces[index].push_back(at);
    at += columns * Bytes(block.channels[index].kind);
  });
  return pieces;
}

// In an order that numbers have: the larger half is the larger integer. Infinity and NaN are 0.
uint16_t ToOrdered(uint16_t half) {
  if ((half & 0x7c00) == 0x7c00) return 0x8000;
  return half & 0x8000 ? static_cast<uint16_t>(~half) : half | 0x8000;
}
uint16_t FromOrdered(uint16_t ordered) {
  return ordered & 0x8000 ? ordered & 0x7fff : static_cast<uint16_t>(~ordered);
}

// What perceptual samples were before they became exp(sample / 8).
uint16_t FromExponential(uint16_t half) {
  if ((half & 0x7c00) == 0x7c00 || half >= 0x8000) return 0;
  return half == 0 ? 0 : ToHalf(8 * std::log(FromHalf(half)));
}

// Halved `shift` times, to nearest, ties to even.
int Shifted(int value, int shift) {
  value <<= 1;
  const int below = (1 << shift) - 1;
  ++shift;
  return (value + below + (value >> shift & 1)) >> shift;
}

// Each row's first against the row's above it, then each column against the one before it.
constexpr uint8_t kBefore[15][2] = {{0, 4},   {4, 8},   {8, 12}, {0, 1},   {4, 5},
                                    {8, 9},   {12, 13}, {1, 2},  {5, 6},   {9, 10},
                                    {13, 14}, {2, 3},   {6, 7},  {10, 11}, {14, 15}};

uint8_t* Pack(const Square& halves, bool flat, uint8_t* to) {
  Square ordered;
  std::transform(halves.begin(), halves.end(), ordered.begin(), ToOrdered);
  const int largest = *std::max_element(ordered.begin(), ordered.end());
  int shift = -1;
  std::array<int, 16> below;
  std::array<int, 15> steps;
  const auto fits = [](int step) { return step >= 0 && step < 64; };
  do {
    ++shift;
    for (size_t i = 0; i < below.size(); ++i) below[i] = Shifted(largest - ordered[i], shift);
    for (size_t i = 0; i < steps.size(); ++i)
      steps[i] = below[kBefore[i][0]] - below[kBefore[i][1]] + kBias;
  } while (!std::all_of(steps.begin(), steps.end(), fits));
  const bool is_flat =
      flat && std::all_of(steps.begin(), steps.end(), [](int step) { return step == kBias; });
  // The largest sample of a square is exact.
  const int first = is_flat ? ordered[0] : largest - (below[0] << shift);
  *to++ = static_cast<uint8_t>(first >> 8);
  *to++ = static_cast<uint8_t>(first);
  if (is_flat) {
    *to++ = kFlatMark;
    return to;
  }
  // 6 bits each.
  uint32_t bits = static_cast<uint32_t>(shift);
  for (size_t i = 0; i < steps.size(); ++i) {
    bits = bits << 6 | static_cast<uint32_t>(steps[i]);
    if (i % 4 != 2) continue;
    for (const int at : {16, 8, 0}) *to++ = static_cast<uint8_t>(bits >> at);
    bits = 0;
  }
  return to;
}

// Returns how many bytes it took; 0: they are not there.
size_t Unpack(std::span<const uint8_t> packed, Square* halves) {
  if (packed.size() < kFlatBytes) return 0;
  const auto first = static_cast<uint16_t>(packed[0] << 8 | packed[1]);
  const int shift = packed[2] >> 2;
  if (shift >= 13) {
    halves->fill(FromOrdered(first));
    return kFlatBytes;
  }
  if (packed.size() < kPackedBytes) return 0;
  Square ordered;
  ordered[0] = first;
  uint32_t bits = packed[2] & 3;
  int held = 2;
  size_t at = 3;
  for (const auto& [before, index] : kBefore) {
    for (; held < 6; held += 8) bits = bits << 8 | packed[at++];
    held -= 6;
    const auto step = static_cast<int>(bits >> held & 63) - kBias;
    ordered[index] = static_cast<uint16_t>(ordered[before] + step * (1 << shift));
  }
  std::transform(ordered.begin(), ordered.end(), halves->begin(), FromOrdered);
  return kPackedBytes;
}

// The samples from (x, y) on; beyond the edges, the last ones.
Square Gather(const uint8_t* raw, const std::vector<size_t>& rows, uint32_t columns, uint32_t x,
              size_t y) {
  Square square;
  for (size_t i = 0; i < square.size(); ++i) {
    const size_t row = rows[std::min(y + i / kSide, rows.size() - 1)];
    std::memcpy(&square[i], raw + row + 2 * std::min<size_t>(x + i % kSide, columns - 1), 2);
  }
  return square;
}

void Scatter(const Square& square, const std::vector<size_t>& rows, uint32_t columns, uint32_t x,
             size_t y, uint8_t* raw) {
  for (size_t i = 0; i < square.size(); ++i) {
    const size_t column = x + i % kSide, row = y + i / kSide;
    if (column < columns && row < rows.size())
      std::memcpy(raw + rows[row] + 2 * column, &square[i], 2);
  }
}

}  // namespace

uint64_t B44Bound(const Block& block) {
  uint64_t bytes = BytesOf(block);
  for (const Channel& channel : block.channels)
    bytes += (uint64_t{ColumnsOf(channel, block)} / kSide + 1) *
             (RowsOf(channel, block) / kSide + 1) * kPackedBytes;
  return bytes;
}

uint8_t* ToB44(const Block& block, bool flat, const uint8_t* raw, uint8_t* to) {
  const auto pieces = PiecesOf(block);
  for (size_t i = 0; i < block.channels.size(); ++i) {
    const Channel& channel = block.channels[i];
    const uint32_t columns = ColumnsOf(channel, block);
    if (channel.kind != SampleKind::kHalf) {
      for (const size_t at : pieces[i])
        to = std::copy_n(raw + at, columns * Bytes(channel.kind), to);
      continue;
    }
    for (size_t y = 0; y < pieces[i].size(); y += kSide) {
      for (uint32_t x = 0; x < columns; x += kSide)
        to = Pack(Gather(raw, pieces[i], columns, x, y), flat, to);
    }
  }
  return to;
}

bool FromB44(const Block& block, std::span<const uint8_t> packed, uint8_t* raw) {
  const auto pieces = PiecesOf(block);
  for (size_t i = 0; i < block.channels.size(); ++i) {
    const Channel& channel = block.channels[i];
    const uint32_t columns = ColumnsOf(channel, block);
    if (channel.kind != SampleKind::kHalf) {
      const size_t bytes = columns * Bytes(channel.kind);
      for (const size_t at : pieces[i]) {
        if (packed.size() < bytes) return false;
        std::copy_n(packed.data(), bytes, raw + at);
        packed = packed.subspan(bytes);
      }
      continue;
    }
    for (size_t y = 0; y < pieces[i].size(); y += kSide) {
      for (uint32_t x = 0; x < columns; x += kSide) {
        Square square;
        const size_t taken = Unpack(packed, &square);
        if (taken == 0) return false;
        packed = packed.subspan(taken);
        if (channel.is_perceptual)
          std::transform(square.begin(), square.end(), square.begin(), FromExponential);
        Scatter(square, pieces[i], columns, x, y, raw);
      }
    }
  }
  return true;
}

}  // namespace imwrite::exr
