// Chunks of a PNG file.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "src/big-endian.h"
#include "src/codec.h"

namespace imwrite::png {

using Bytes = std::span<const uint8_t>;

inline constexpr uint8_t kSignature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

void Put32(uint32_t value, std::vector<uint8_t>* to);
void Put16(uint32_t value, std::vector<uint8_t>* to);
void Put(std::string_view text, std::vector<uint8_t>* to);
void Put(Bytes bytes, std::vector<uint8_t>* to);

// The CRC of a chunk's type and data; of more of them, after `before`.
uint32_t Checksum(Bytes bytes, uint32_t before = 0);

struct Chunk {
  std::string_view type;
  Bytes data;
  // Length, type, data and checksum.
  Bytes whole;

  // Whether the checksum is right.
  bool intact() const;
};

// Takes the chunk that `rest` begins with off it; false when it is not there as a whole.
bool TakeChunk(Bytes* rest, Chunk* chunk);

// The available part of a truncated chunk; false if even its type is missing.
bool TakeCutChunk(Bytes rest, Chunk* chunk);

void PutChunk(std::string_view type, Bytes data, std::vector<uint8_t>* to);

}  // namespace imwrite::png
