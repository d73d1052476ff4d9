#include "src/codecs/exr/piz.h"

#include <array>
#include <cstring>

#include "src/codecs/exr/wavelet.h"
#include "src/little-endian.h"

namespace imwrite::exr {
namespace {

constexpr size_t kNumbers = 65536;
// A bit for each number that occurs, but 0, which is always taken to.
constexpr size_t kBitmapBytes = kNumbers / 8;
using Bitmap = std::array<uint8_t, kBitmapBytes>;

bool Has(const Bitmap& bitmap, size_t number) {
  return number == 0 || bitmap[number / 8] & 1 << number % 8;
}

// Calls visit(numbers of the channel's piece, the piece's bytes, their count) for each piece: of
// each channel, all numbers lie together.
template <class Visit>
void ForEachRow(const Block& block, uint16_t* numbers, Visit&& visit) {
  std::vector<uint16_t*> next;
  for (const Channel& channel : block.channels) {
    next.push_back(numbers);
    numbers += size_t{ColumnsOf(channel, block)} * RowsOf(channel, block) * Bytes(channel.kind) / 2;
  }
  size_t at = 0;
  ForEachPiece(block, [&](size_t index, uint32_t, uint32_t columns) {
    const size_t count = columns * Bytes(block.channels[index].kind) / 2;
    visit(next[index], at, count);
    next[index] += count;
    at += 2 * count;
  });
}

// Calls transform(plane) for the first 16 bits of all samples of a channel, then the others.
template <class Transform>
void ForEachPlane(const Block& block, uint16_t* numbers, uint16_t largest, Transform&& transform) {
  for (const Channel& channel : block.channels) {
    const uint32_t columns = ColumnsOf(channel, block), rows = RowsOf(channel, block);
    const size_t parts = Bytes(channel.kind) / 2;
    for (size_t part = 0; part < parts; ++part)
      transform(Plane{numbers + part, columns, parts, rows, parts * columns, largest});
    numbers += size_t{columns} * rows * parts;
  }
}

void PutShort(size_t value, uint8_t* to) {
  to[0] = static_cast<uint8_t>(value);
  to[1] = static_cast<uint8_t>(value >> 8);
}

}  // namespace

uint64_t PizCoder::Bound(const Block& block) {
  return 8 + kBitmapBytes + HuffmanWriter::Bound(BytesOf(block) / 2);
}

uint8_t* PizCoder::Pack(const Block& block, const uint8_t* raw, uint8_t* to) {
  Bitmap bitmap{};
  const auto count = static_cast<size_t>(BytesOf(block) / 2);
  ForEachRow(block, numbers(), [&](uint16_t* piece, size_t at, size_t length) {
    std::memcpy(piece, raw + at, 2 * length);
  });
  for (size_t i = 0; i < count; ++i) {
    const uint16_t number = numbers()[i];
    bitmap[number / 8] |= static_cast<uint8_t>(1 << number % 8);
  }
  bitmap[0] &= 0xfe;
  table_.resize(kNumbers);
  uint16_t largest = 0;
  for (size_t number = 1; number < kNumbers; ++number) {
    if (Has(bitmap, number)) table_[number] = ++largest;
  }
  for (size_t i = 0; i < count; ++i) numbers()[i] = table_[numbers()[i]];
  ForEachPlane(block, numbers(), largest, ToWavelet);

  size_t first = kBitmapBytes - 1, last = 0;
  for (size_t i = 0; i < kBitmapBytes; ++i) {
    if (bitmap[i] == 0) continue;
    first = std::min(first, i);
    last = i;
  }
  PutShort(first, to);
  PutShort(last, to + 2);
  to += 4;
  if (first <= last) to = std::copy(&bitmap[first], &bitmap[last] + 1, to);
  uint8_t* const end = writer_.Write({numbers(), count}, to + 4);
  const auto length = static_cast<size_t>(end - to - 4);
  PutShort(length & 0xffff, to);
  PutShort(length >> 16, to + 2);
  return end;
}

bool PizCoder::Unpack(const Block& block, std::span<const uint8_t> packed, uint8_t* raw) {
  if (packed.size() < 4) return false;
  const uint32_t first = GetLittle(&packed[0], 2), last = GetLittle(&packed[2], 2);
  packed = packed.subspan(4);
  Bitmap bitmap{};
  if (last >= kBitmapBytes) return false;
  if (first <= last) {
    const size_t size = last - first + 1;
    if (packed.size() < size) return false;
    std::copy_n(packed.begin(), size, &bitmap[first]);
    packed = packed.subspan(size);
  }
  table_.assign(kNumbers, 0);
  uint16_t largest = 0;
  for (size_t number = 1; number < kNumbers; ++number) {
    if (Has(bitmap, number)) table_[++largest] = static_cast<uint16_t>(number);
  }
  if (packed.size() < 4) return false;
  const uint32_t length = GetLittle(&packed[0], 4);
  packed = packed.subspan(4);
  if (length > packed.size()) return false;
  const auto count = static_cast<size_t>(BytesOf(block) / 2);
  if (!reader_.Read(packed.first(length), {numbers(), count})) return false;
  ForEachPlane(block, numbers(), largest, FromWavelet);
  for (size_t i = 0; i < count; ++i) numbers()[i] = table_[numbers()[i]];
  ForEachRow(block, numbers(), [&](uint16_t* piece, size_t at, size_t size) {
    std::memcpy(raw + at, piece, 2 * size);
  });
  return true;
}

}  // namespace imwrite::exr
