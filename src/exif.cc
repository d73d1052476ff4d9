#include "src/exif.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace imwrite {
namespace {

// Tags, and types of values, of Exif 2.32.
constexpr uint32_t kOrientation = 0x0112;
constexpr uint32_t kXResolution = 0x011a;
constexpr uint32_t kYResolution = 0x011b;
constexpr uint32_t kResolutionUnit = 0x0128;
constexpr uint32_t kExifDirectory = 0x8769;
constexpr uint32_t kPixelXDimension = 0xa002;
constexpr uint32_t kPixelYDimension = 0xa003;
constexpr uint32_t kShort = 3;
constexpr uint32_t kLong = 4;
constexpr uint32_t kRational = 5;
constexpr uint32_t kInch = 2;
constexpr size_t kEntryBytes = 12;

// Reads little or big endian integers, 0 beyond the end.
class ByteReader {
 public:
  explicit ByteReader(std::span<const uint8_t> bytes)
      : bytes_(bytes), big_(!bytes.empty() && bytes[0] == 'M') {}
  uint32_t Read(size_t offset, size_t size) const {
    if (offset > bytes_.size() || size > bytes_.size() - offset) return 0;
    uint32_t value = 0;
    for (size_t i = 0; i < size; ++i)
      value = value << 8 | bytes_[offset + (big_ ? i : size - 1 - i)];
    return value;
  }

 private:
  std::span<const uint8_t> bytes_;
  bool big_;
};

// Where a directory's entry of that tag lies; 0 when there is none. The first directory's place is
// in the block's header.
size_t FindEntry(std::span<const uint8_t> tiff, size_t directory, uint32_t tag) {
  const ByteReader reader(tiff);
  if (reader.Read(2, 2) != 42) return 0;
  const uint32_t entries = reader.Read(directory, 2);
  for (uint32_t i = 0; i < entries; ++i) {
    const size_t entry = directory + 2 + i * kEntryBytes;
    if (entry >= tiff.size()) return 0;
    if (reader.Read(entry, 2) == tag) return entry;
  }
  return 0;
}

size_t FirstDirectory(std::span<const uint8_t> tiff) { return ByteReader(tiff).Read(4, 4); }

// Replaces the value of an entry, of 2 or 4 bytes.
void SetValue(std::span<uint8_t> tiff, size_t entry, size_t size, uint32_t value) {
  if (entry == 0 || entry + 8 + size > tiff.size()) return;
  const bool big = tiff[0] == 'M';
  for (size_t i = 0; i < size; ++i)
    tiff[entry + 8 + i] = static_cast<uint8_t>(value >> 8 * (big ? size - 1 - i : i));
}

void PutNumber(std::span<uint8_t> tiff, size_t at, uint32_t value) {
  constexpr size_t kSize = 4;
  const bool big = tiff[0] == 'M';
  for (size_t i = 0; i < kSize; ++i)
    tiff[at + i] = static_cast<uint8_t>(value >> 8 * (big ? kSize - 1 - i : i));
}

// Replaces the value of an entry of one RATIONAL, which stands elsewhere in the block.
void SetRational(std::span<uint8_t> tiff, size_t entry, double value) {
  const ByteReader reader(tiff);
  const size_t at = reader.Read(entry + 8, 4);
  if (entry == 0 || reader.Read(entry + 2, 2) != kRational || at + 8 > tiff.size()) return;
  const double denominator = value == std::floor(value) || value > 400000 ? 1 : 10000;
  PutNumber(tiff, at, static_cast<uint32_t>(std::round(value * denominator)));
  PutNumber(tiff, at + 4, static_cast<uint32_t>(denominator));
}

// Replaces the value of an entry of one SHORT or LONG.
void SetNumber(std::span<uint8_t> tiff, size_t entry, uint32_t value) {
  const ByteReader reader(tiff);
  const uint32_t type = reader.Read(entry + 2, 2);
  if ((type == kShort || type == kLong) && reader.Read(entry + 4, 4) == 1)
    SetValue(tiff, entry, type == kShort ? 2 : 4, value);
}

}  // namespace

int ExifOrientation(std::span<const uint8_t> tiff) {
  const size_t entry = FindEntry(tiff, FirstDirectory(tiff), kOrientation);
  const uint32_t value = entry ? ByteReader(tiff).Read(entry + 8, 2) : 1;
  return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
}

void SetExifUpright(std::span<uint8_t> tiff) {
  SetValue(tiff, FindEntry(tiff, FirstDirectory(tiff), kOrientation), 2, 1);
}

void SetExifSize(std::span<uint8_t> tiff, uint32_t width, uint32_t height) {
  const size_t pointer = FindEntry(tiff, FirstDirectory(tiff), kExifDirectory);
  if (pointer == 0) return;
  const size_t directory = ByteReader(tiff).Read(pointer + 8, 4);
  SetNumber(tiff, FindEntry(tiff, directory, kPixelXDimension), width);
  SetNumber(tiff, FindEntry(tiff, directory, kPixelYDimension), height);
}

void SetExifResolution(std::span<uint8_t> tiff, double x, double y) {
  const size_t directory = FirstDirectory(tiff);
  SetRational(tiff, FindEntry(tiff, directory, kXResolution), x);
  SetRational(tiff, FindEntry(tiff, directory, kYResolution), y);
  SetNumber(tiff, FindEntry(tiff, directory, kResolutionUnit), kInch);
}

void ExchangeExifResolution(std::span<uint8_t> tiff) {
  const size_t x = FindEntry(tiff, FirstDirectory(tiff), kXResolution);
  const size_t y = FindEntry(tiff, FirstDirectory(tiff), kYResolution);
  if (x == 0 || y == 0 || std::max(x, y) + kEntryBytes > tiff.size()) return;
  // All of an entry but its tag: the values stay where they are.
  std::swap_ranges(&tiff[x] + 2, &tiff[x] + kEntryBytes, &tiff[y] + 2);
}

}  // namespace imwrite
