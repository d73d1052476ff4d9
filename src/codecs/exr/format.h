// OpenEXR ("OpenEXR File Layout"): what encoder and decoder share. A file has a header of
// attributes, the offsets of its blocks, and the blocks: rows or tiles, compressed one by one.
// Numbers are little endian.
#pragma once

#include <string>
#include <vector>

#include "src/codec.h"

namespace imwrite::exr {

inline constexpr std::string_view kExtensions[] = {"exr"};
inline constexpr std::string_view kSignatures[] = {"76 2f 31 01"};
// Other readers refuse windows that end farther out.
inline constexpr uint32_t kMaxSide = 0x3fffffff;
inline constexpr Format kFormat = {.name = "exr",
                                   .title = "OpenEXR",
                                   .mime_type = "image/x-exr",
                                   .extensions = kExtensions,
                                   .signatures = kSignatures,
                                   .max_width = kMaxSide,
                                   .max_height = kMaxSide,
                                   .encode_ns = 100,
                                   .decode_ns = 40};

inline constexpr uint32_t kMagic = 0x01312f76;
inline constexpr uint32_t kVersion = 2;
// Flags beside the version.
inline constexpr uint32_t kOneTiledPart = 0x200;
inline constexpr uint32_t kLongNames = 0x400;
inline constexpr uint32_t kDeep = 0x800;
inline constexpr uint32_t kSeveralParts = 0x1000;

// As numbered in the file.
enum class SampleKind : uint32_t { kUint, kHalf, kFloat };
constexpr size_t Bytes(SampleKind kind) { return kind == SampleKind::kHalf ? 2 : 4; }

// As numbered in the file.
enum class Compression : uint8_t {
  kNone,
  kRle,
  kZips,
  kZip,
  kPiz,
  kPxr24,
  kB44,
  kB44a,
  kDwaa,
  kDwab
};

// The rows of a block that is no tile.
constexpr uint32_t BlockRows(Compression compression) {
  constexpr uint16_t kRows[] = {1, 1, 1, 16, 32, 16, 32, 32, 32, 256};
  return kRows[static_cast<int>(compression)];
}

// A channel has samples where both coordinates are multiples of its sampling.
struct Channel {
  std::string name;
  SampleKind kind = SampleKind::kFloat;
  // B44 takes the logarithm of other samples.
  bool is_perceptual = false;
  uint32_t x_sampling = 1;
  uint32_t y_sampling = 1;
};

// The rectangle of a block. Uncompressed, it is row after row, in each the channels' samples one
// channel after the other.
struct Block {
  const std::vector<Channel>& channels;
  int64_t x;
  int64_t y;
  uint32_t width;
  uint32_t rows;
};

// How many of the coordinates from `from` on are multiples of `sampling`.
constexpr uint32_t SamplesIn(int64_t from, uint32_t count, uint32_t sampling) {
  const auto below = [sampling](int64_t end) {
    return end >= 0 ? (end + sampling - 1) / sampling : -(-end / sampling);
  };
  return static_cast<uint32_t>(below(from + count) - below(from));
}
inline uint32_t ColumnsOf(const Channel& channel, const Block& block) {
  return SamplesIn(block.x, block.width, channel.x_sampling);
}
inline uint32_t RowsOf(const Channel& channel, const Block& block) {
  return SamplesIn(block.y, block.rows, channel.y_sampling);
}

// The uncompressed size.
inline uint64_t BytesOf(const Block& block) {
  uint64_t bytes = 0;
  for (const Channel& channel : block.channels)
    bytes += uint64_t{ColumnsOf(channel, block)} * RowsOf(channel, block) * Bytes(channel.kind);
  return bytes;
}

// Calls visit(channel's index, row within the block, columns) for each piece of the uncompressed
// block, in order.
template <class Visit>
void ForEachPiece(const Block& block, Visit&& visit) {
  for (uint32_t row = 0; row < block.rows; ++row) {
    for (size_t i = 0; i < block.channels.size(); ++i) {
      const Channel& channel = block.channels[i];
      if (SamplesIn(block.y + row, 1, channel.y_sampling) > 0)
        visit(i, row, ColumnsOf(channel, block));
    }
  }
}

}  // namespace imwrite::exr
