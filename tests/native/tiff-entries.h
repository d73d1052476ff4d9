// Where the entries of a directory stand in a little endian TIFF file, for tests that read or
// damage them.
#pragma once

#include "tests/native/bytes.h"

namespace imwrite::testing {

// An entry of 12 bytes: tag, type, count, and the value or its offset.
struct TiffEntry {
  size_t at;
  uint16_t tag;
  uint16_t type;
  uint32_t count;
  // Where its first value is: in the entry when all of them fit there.
  size_t value_at;
};

inline size_t FirstDirectory(const Bytes& file) { return LittleAt(file, 4, 4); }

// Where the file keeps the offset of the next directory.
inline size_t NextDirectoryPointer(const Bytes& file, size_t directory) {
  return directory + 2 + 12 * LittleAt(file, directory, 2);
}

inline std::vector<TiffEntry> TiffEntries(const Bytes& file, size_t directory) {
  const int sizes[] = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};
  std::vector<TiffEntry> entries;
  for (size_t at = directory + 2; at < NextDirectoryPointer(file, directory); at += 12) {
    const auto type = static_cast<uint16_t>(LittleAt(file, at + 2, 2));
    const auto count = static_cast<uint32_t>(LittleAt(file, at + 4, 4));
    const bool inside = uint64_t{count} * static_cast<uint64_t>(sizes[type]) <= 4;
    entries.push_back({at, static_cast<uint16_t>(LittleAt(file, at, 2)), type, count,
                       inside ? at + 8 : LittleAt(file, at + 8, 4)});
  }
  return entries;
}

}  // namespace imwrite::testing
