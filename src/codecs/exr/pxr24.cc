#include "src/codecs/exr/pxr24.h"

#include <cstring>

namespace imwrite::exr {
namespace {

constexpr size_t StoredBytes(SampleKind kind) {
  return kind == SampleKind::kFloat ? 3 : Bytes(kind);
}

// Rounds, but never to infinity; NaN stays NaN.
uint32_t To24Bits(uint32_t bits) {
  const uint32_t sign = bits >> 8 & 0x800000;
  const uint32_t exponent = bits & 0x7f800000, fraction = bits & 0x7fffff;
  if (exponent == 0x7f800000) {
    const uint32_t kept = fraction >> 8;
    return sign | exponent >> 8 | kept | (fraction != 0 && kept == 0);
  }
  const uint32_t rounded = ((exponent | fraction) + (fraction & 0x80)) >> 8;
  return sign | (rounded < 0x7f8000 ? rounded : (exponent | fraction) >> 8);
}

uint32_t Load(const uint8_t* from, SampleKind kind) {
  uint32_t bits = 0;
  std::memcpy(&bits, from, Bytes(kind));
  return kind == SampleKind::kFloat ? To24Bits(bits) : bits;
}

void Store(uint32_t bits, SampleKind kind, uint8_t* to) {
  if (kind == SampleKind::kFloat) bits <<= 8;
  std::memcpy(to, &bits, Bytes(kind));
}

}  // namespace

uint64_t Pxr24Bytes(const Block& block) {
  uint64_t bytes = 0;
  for (const Channel& channel : block.channels)
    bytes +=
        uint64_t{ColumnsOf(channel, block)} * RowsOf(channel, block) * StoredBytes(channel.kind);
  return bytes;
}

void ToPxr24(const Block& block, const uint8_t* raw, uint8_t* to) {
  ForEachPiece(block, [&](size_t index, uint32_t, uint32_t columns) {
    const SampleKind kind = block.channels[index].kind;
    const size_t bytes = StoredBytes(kind);
    uint32_t previous = 0;
    for (uint32_t x = 0; x < columns; ++x, raw += Bytes(kind)) {
      const uint32_t bits = Load(raw, kind);
      const uint32_t difference = bits - previous;
      previous = bits;
      for (size_t i = 0; i < bytes; ++i)
        to[i * columns + x] = static_cast<uint8_t>(difference >> 8 * (bytes - 1 - i));
    }
    to += bytes * columns;
  });
}

void FromPxr24(const Block& block, const uint8_t* bytes, uint8_t* raw) {
  ForEachPiece(block, [&](size_t index, uint32_t, uint32_t columns) {
    const SampleKind kind = block.channels[index].kind;
    const size_t stored = StoredBytes(kind);
    uint32_t bits = 0;
    for (uint32_t x = 0; x < columns; ++x, raw += Bytes(kind)) {
      uint32_t difference = 0;
      for (size_t i = 0; i < stored; ++i) difference = difference << 8 | bytes[i * columns + x];
      bits += difference;
      Store(bits, kind, raw);
    }
    bytes += stored * columns;
  });
}

}  // namespace imwrite::exr
