#include "src/tiff-directory.h"

#include <iterator>

namespace imwrite {
namespace {

constexpr uint64_t kClassicMagic = 42;
constexpr uint64_t kBigMagic = 43;
constexpr uint16_t kUtf8 = 129;

}  // namespace

uint8_t TiffTypeBytes(uint16_t type) {
  // From NOTYPE to IFD8.
  constexpr uint8_t kBytes[] = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};
  if (type == kUtf8) return 1;
  return type < std::size(kBytes) ? kBytes[type] : 0;
}

TiffReader::TiffReader(std::span<const uint8_t> file)
    : file_(file), big_endian_(!file.empty() && file[0] == 'M'), big_tiff_(false) {
  big_tiff_ = Number(2, 2) == kBigMagic;
}

bool TiffReader::IsTiff() const {
  const uint64_t mark = Number(0, 2);
  return (mark == 0x4949 || mark == 0x4d4d) && (big_tiff_ || Number(2, 2) == kClassicMagic);
}

bool TiffReader::Contains(uint64_t offset, uint64_t size) const {
  return offset <= file_.size() && size <= file_.size() - offset;
}

uint64_t TiffReader::Number(uint64_t offset, uint64_t size) const {
  if (!Contains(offset, size)) return 0;
  uint64_t value = 0;
  for (uint64_t i = 0; i < size; ++i)
    value = value << 8 | file_[static_cast<size_t>(offset + (big_endian_ ? i : size - 1 - i))];
  return value;
}

bool TiffReader::EntryAt(uint64_t directory, uint64_t index, TiffEntry* entry) const {
  const uint64_t at = LinkOffset(directory, index);
  if (!Contains(at, entry_bytes())) return false;
  *entry = {static_cast<uint16_t>(Number(at, 2)), static_cast<uint16_t>(Number(at + 2, 2)),
            Number(at + 4, field_bytes()), at + 4 + field_bytes()};
  return true;
}

bool TiffReader::Find(uint64_t directory, uint16_t tag, TiffEntry* entry) const {
  const uint64_t count = EntryCount(directory);
  for (uint64_t i = 0; i < count && EntryAt(directory, i, entry); ++i)
    if (entry->tag == tag) return true;
  return false;
}

}  // namespace imwrite
