// Reads the directories of TIFF files, and of EXIF blocks, which are TIFF files: both byte orders,
// classic and BigTIFF. Nothing outside the bytes is read.
#pragma once

#include <cstdint>
#include <span>

namespace imwrite {

// Bytes per value of a type, BigTIFF's types and EXIF 3.0's UTF-8 included; 0 for unknown types.
uint8_t TiffTypeBytes(uint16_t type);

struct TiffEntry {
  uint16_t tag = 0;
  uint16_t type = 0;
  uint64_t count = 0;
  // The offset of the entry's value field, which holds the value, or its offset if it is larger.
  uint64_t field = 0;
};

class TiffReader {
 public:
  // `file` starts at the byte order mark.
  explicit TiffReader(std::span<const uint8_t> file);

  // Whether the header is that of a TIFF file.
  bool IsTiff() const;
  bool big_endian() const { return big_endian_; }
  // The sizes of numbers in a directory.
  uint64_t count_bytes() const { return big_tiff_ ? 8 : 2; }
  uint64_t entry_bytes() const { return big_tiff_ ? 20 : 12; }
  uint64_t field_bytes() const { return big_tiff_ ? 8 : 4; }

  bool Contains(uint64_t offset, uint64_t size) const;
  // A number of 1 to 8 bytes; 0 if it lies outside the file.
  uint64_t Number(uint64_t offset, uint64_t size) const;

  // The offset of the first directory; 0: there is none.
  uint64_t first_directory() const { return big_tiff_ ? Number(8, 8) : Number(4, 4); }
  uint64_t EntryCount(uint64_t directory) const { return Number(directory, count_bytes()); }
  // The offset of the link to the next directory, after the last of `count` entries.
  uint64_t LinkOffset(uint64_t directory, uint64_t count) const {
    return directory + count_bytes() + count * entry_bytes();
  }
  // False if the entry lies outside the file.
  bool EntryAt(uint64_t directory, uint64_t index, TiffEntry* entry) const;
  // False if there is no such entry.
  bool Find(uint64_t directory, uint16_t tag, TiffEntry* entry) const;
  // Where a value of `bytes` bytes lies.
  uint64_t ValueOffset(const TiffEntry& entry, uint64_t bytes) const {
    return bytes <= field_bytes() ? entry.field : Number(entry.field, field_bytes());
  }

 private:
  std::span<const uint8_t> file_;
  bool big_endian_;
  bool big_tiff_;
};

}  // namespace imwrite
