#include "src/exif.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "src/tiff-directory.h"

namespace imwrite {
namespace {

// Tags, and types of values, of Exif 2.32.
constexpr uint16_t kOrientation = 0x0112;
constexpr uint16_t kXResolution = 0x011a;
constexpr uint16_t kYResolution = 0x011b;
constexpr uint16_t kResolutionUnit = 0x0128;
constexpr uint16_t kExifDirectory = 0x8769;
constexpr uint16_t kPixelXDimension = 0xa002;
constexpr uint16_t kPixelYDimension = 0xa003;
constexpr uint16_t kShort = 3;
constexpr uint16_t kLong = 4;
constexpr uint16_t kRational = 5;
constexpr uint32_t kInch = 2;

// An entry of the first directory. EXIF blocks are classic TIFF.
bool FindFirst(const TiffReader& tiff, uint16_t tag, TiffEntry* entry) {
  return tiff.IsTiff() && tiff.field_bytes() == 4 && tiff.Find(tiff.first_directory(), tag, entry);
}

// Replaces `size` bytes at an offset that lies inside.
void Put(std::span<uint8_t> block, uint64_t at, size_t size, uint32_t value) {
  const bool big_endian = block[0] == 'M';
  for (size_t i = 0; i < size; ++i)
    block[static_cast<size_t>(at) + i] =
        static_cast<uint8_t>(value >> 8 * (big_endian ? size - 1 - i : i));
}

// Replaces the value of an entry of one RATIONAL, which stands elsewhere in the block.
void SetRational(std::span<uint8_t> block, uint16_t tag, double value) {
  const TiffReader tiff(block);
  TiffEntry entry;
  if (!FindFirst(tiff, tag, &entry) || entry.type != kRational) return;
  const uint64_t at = tiff.ValueOffset(entry, 8);
  if (!tiff.Contains(at, 8)) return;
  const double denominator = value == std::floor(value) || value > 400000 ? 1 : 10000;
  Put(block, at, 4, static_cast<uint32_t>(std::round(value * denominator)));
  Put(block, at + 4, 4, static_cast<uint32_t>(denominator));
}

// Replaces the value of an entry of one SHORT or LONG.
void SetNumber(std::span<uint8_t> block, const TiffEntry& entry, uint32_t value) {
  if (entry.count != 1) return;
  if (entry.type == kShort) Put(block, entry.field, 2, value);
  if (entry.type == kLong) Put(block, entry.field, 4, value);
}

}  // namespace

int ExifOrientation(std::span<const uint8_t> block) {
  const TiffReader tiff(block);
  TiffEntry entry;
  if (!FindFirst(tiff, kOrientation, &entry)) return 1;
  const uint64_t value = tiff.Number(entry.field, 2);
  return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
}

void SetExifUpright(std::span<uint8_t> block) {
  TiffEntry entry;
  if (FindFirst(TiffReader(block), kOrientation, &entry)) Put(block, entry.field, 2, 1);
}

void SetExifSize(std::span<uint8_t> block, uint32_t width, uint32_t height) {
  const TiffReader tiff(block);
  TiffEntry pointer;
  if (!FindFirst(tiff, kExifDirectory, &pointer)) return;
  const uint64_t directory = tiff.Number(pointer.field, 4);
  TiffEntry entry;
  if (tiff.Find(directory, kPixelXDimension, &entry)) SetNumber(block, entry, width);
  if (tiff.Find(directory, kPixelYDimension, &entry)) SetNumber(block, entry, height);
}

void SetExifResolution(std::span<uint8_t> block, double x, double y) {
  SetRational(block, kXResolution, x);
  SetRational(block, kYResolution, y);
  TiffEntry unit;
  if (FindFirst(TiffReader(block), kResolutionUnit, &unit)) SetNumber(block, unit, kInch);
}

void ExchangeExifResolution(std::span<uint8_t> block) {
  const TiffReader tiff(block);
  TiffEntry x;
  TiffEntry y;
  if (!FindFirst(tiff, kXResolution, &x) || !FindFirst(tiff, kYResolution, &y)) return;
  // Type, count and value of the entries: the numbers that they lead to stay where they are.
  constexpr size_t kBytes = 10;
  const auto start = [](const TiffEntry& entry) { return static_cast<size_t>(entry.field) - 6; };
  std::swap_ranges(&block[start(x)], &block[start(x)] + kBytes, &block[start(y)]);
}

}  // namespace imwrite
